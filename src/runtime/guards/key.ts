import {
  freeze,
  functionPrototype,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  ownKeys,
  setPrototypeOf,
  symbolToPrimitive,
  TypeErrorOf,
} from "../realm/inside/intrinsics.js";
import { none } from "./none.js";
import type { Hotness } from "../realm/inside/hotness.js";
import type { Proxies } from "../realm/inside/proxy.js";

export interface KeyRules {
  readonly hotness: Hotness;
  readonly proxies: Proxies;
  /** Whether v is an (inert) function constructor; undefined where the `constructor` feature grants them. */
  readonly isFunctionConstructor: ((v: unknown) => boolean) | undefined;
}

/**
 * Answers with the key to use on `base`: the very primitive that was checked.
 *
 * Numbers pass at once (this line is what the engine inlines into guest loops), and strings by their length alone but for the two that could lead out:
 *   "prototype"     where it would reach the own `prototype` of a hot constructor: the runtime's symbol under which that carries its stand-in
 *   "constructor"   where it would reach a function constructor: refused, unless the feature is granted; where an engine's constructor of arrays, in metered
 *                   cells: the runtime's symbol under which the prototype carries the one that charges. On plain data it is a key like any other
 * `__proto__` needs no check: without its feature the accessor is deleted, with it the accessor is tamed.
 *
 * An object is converted when the language converts it, once: the guard hands back a converter that no guest ever sees, and checks what came out.
 * Metered programs call `super[k]` with `none` for the base, since nobody knows the parent: `constructor` is refused there. Without a base (keys of literals,
 * classes, patterns) nothing is looked up, only converted. Proxies are not looked through: their traps answer, and the handler swaps.
 *
 * @throws TypeError when the key would reach a function constructor.
 */
export function makeKey({ hotness, proxies, isFunctionConstructor }: KeyRules): (k: unknown, base?: unknown) => unknown {
  const isObject = (v: unknown): v is object => (typeof v === "object" && v !== null) || typeof v === "function";

  /** "prototype": where does it lead? */
  const prototypeKey = (base: unknown): PropertyKey => {
    let o: unknown = base;
    while (isObject(o)) {
      if (hotness.isHotConstructor(o)) return hotness.symbol;
      if (proxies.has(o) || hasOwn(o, "prototype")) break;
      o = getPrototypeOf(o);
    }
    return "prototype";
  };

  /** "constructor": where does it lead? Primitives lead to their wrappers' constructors. */
  const constructorKey = (base: unknown): PropertyKey => {
    if (base === none) throw new TypeErrorOf("'constructor' of 'super' cannot be called here");
    let o: unknown = base;
    while (isObject(o)) {
      if (proxies.has(o)) break;
      const own = getOwnPropertyDescriptor(o, "constructor");
      if (own !== undefined) {
        // on Function.prototype it is an accessor: that cures an override, and its value is the stub
        const isValue = hasOwn(own, "value");
        if (isFunctionConstructor !== undefined && (isValue ? isFunctionConstructor(own.value) : o === functionPrototype))
          throw new TypeErrorOf("'constructor' leads to a function constructor here");
        return isValue && hotness.isReplaced(own.value) ? hotness.makerSymbol : "constructor";
      }
      o = getPrototypeOf(o);
    }
    return "constructor";
  };

  const checked = (k: string, base: unknown): PropertyKey => {
    if (k === "prototype") return prototypeKey(base);
    if (k === "constructor" && (isFunctionConstructor !== undefined || hotness.hasMakers())) return constructorKey(base);
    return k;
  };

  const makeDeferred = () => {
    class Deferred {
      readonly #key: object;
      readonly #base: unknown;
      #converted: PropertyKey | undefined;
      constructor(key: object, base: unknown) {
        this.#key = key;
        this.#base = base;
      }
      [symbolToPrimitive](): PropertyKey {
        if (this.#converted === undefined) {
          // the language's own conversion to a property key, of a record that nobody else sees
          const k = ownKeys({ __proto__: null, [this.#key as unknown as string]: 0 })[0]!;
          this.#converted = typeof k === "string" ? checked(k, this.#base) : k;
        }
        return this.#converted;
      }
    }
    setPrototypeOf(Deferred.prototype, null);
    freeze(Deferred.prototype);
    return Deferred;
  };
  /** Made when the first object is a key. */
  let Deferred: ReturnType<typeof makeDeferred> | undefined;
  const other = (k: unknown, base: unknown): unknown => {
    if (typeof k === "string") return k.length === 9 || k.length === 11 ? checked(k, base) : k;
    return isObject(k) ? new (Deferred ??= makeDeferred())(k, base) : k;
  };
  // Not more than 27 bytes of bytecode: V8 inlines functions of that size whatever else it has inlined. A longer guard is called, not inlined, from about the
  // thirtieth access of a function on, and then costs 17 times as much.
  return (k, base) => (typeof k === "number" ? k : other(k, base));
}
