import {
  defineProperty,
  freeze,
  getOwnPropertyDescriptor,
  create,
  ObjectOf,
  ownKeys,
  setPrototypeOf,
  TypeErrorOf,
} from "../../realm/inside/intrinsics.js";
import { plain } from "../../realm/inside/descriptors.js";
import type { Hotness } from "../../realm/inside/hotness.js";
import type { Mediator } from "../../realm/inside/mediator.js";

type Base = Record<PropertyKey, unknown>;

export interface AccessRules {
  readonly mediator: Mediator;
  readonly hotness: Hotness;
  /** The guard of dynamic keys, which refuses by what would be reached. */
  readonly key: (k: unknown, base?: unknown) => unknown;
  readonly charge: (units: number) => void;
}

/**
 * Reads, writes and deletions of members (docs/mediation.md). The supervisor is asked with the key that is then used; what happens by default passes the
 * same guards as in programs that are not mediated, so this is never weaker: dynamic keys are judged by what they reach, and hot prototypes are
 * answered by their stand-ins.
 */
export function makeAccess({ mediator, hotness, key, charge }: AccessRules) {
  const { wanted } = mediator;

  /** `k` as the language converts it. May run guest code. */
  const keyOf = (k: unknown): PropertyKey =>
    typeof k === "string" || typeof k === "number" || typeof k === "symbol"
      ? k
      : ownKeys({ __proto__: null, [k as string]: 0 } as object)[0]!;

  /** Throws as the engine does for null and undefined, before the key is converted. */
  const requireBase = (o: unknown, k: unknown): void => {
    if (o === undefined || o === null) void (o as unknown as Base)[typeof k === "string" || typeof k === "number" ? k : "…"];
  };

  const read = (o: unknown, p: PropertyKey): unknown => {
    if (wanted.get) {
      const answer = mediator.ask("get", o, p);
      if (answer !== undefined) return answer[0];
    }
    const v = (o as Base)[key(p, o) as PropertyKey];
    return p === "prototype" || p === "constructor" ? hotness.swap(v) : v;
  };

  const write = (o: unknown, p: PropertyKey, v: unknown): void => {
    const answer = wanted.set ? mediator.ask("set", o, p, [v]) : undefined;
    (o as Base)[key(p, o) as PropertyKey] = answer === undefined ? v : answer[0];
  };

  const get = (o: unknown, k: unknown): unknown => {
    requireBase(o, k);
    return read(o, keyOf(k));
  };

  /** `__cc_ref(O, K).value`: what stands on the left of assignments, in updates, and as target of patterns. Seen by the engine alone. */
  class Reference {
    readonly #base: unknown;
    readonly #key: unknown;
    #converted: PropertyKey | undefined;
    constructor(base: unknown, k: unknown) {
      this.#base = base;
      this.#key = k;
    }
    get value(): unknown {
      requireBase(this.#base, this.#key);
      return read(this.#base, (this.#converted ??= keyOf(this.#key)));
    }
    set value(v: unknown) {
      requireBase(this.#base, this.#key);
      write(this.#base, (this.#converted ??= keyOf(this.#key)), v);
    }
  }
  seal(Reference.prototype);

  type Getter = (p: PropertyKey) => unknown;
  type Setter = (p: PropertyKey, v: unknown) => unknown;

  /** `super[k]`: the parent is known to the method alone, so that it makes the access; the supervisor is asked about `this`. */
  const inherit = (self: unknown, p: PropertyKey, parent: Getter): unknown => {
    if (wanted.get) {
      const answer = mediator.ask("get", self, p);
      if (answer !== undefined) return answer[0];
    }
    const checked = key(p, self) as PropertyKey;
    // of `self`; the parent may be another, and what it has is swapped
    return hotness.swap(parent(checked === hotness.makerSymbol ? "constructor" : checked));
  };

  class Ancestral {
    readonly #self: unknown;
    readonly #key: unknown;
    readonly #get: Getter;
    readonly #set: Setter;
    #converted: PropertyKey | undefined;
    constructor(self: unknown, k: unknown, getter: Getter, setter: Setter) {
      this.#self = self;
      this.#key = k;
      this.#get = getter;
      this.#set = setter;
    }
    get value(): unknown {
      return inherit(this.#self, (this.#converted ??= keyOf(this.#key)), this.#get);
    }
    set value(v: unknown) {
      const p = (this.#converted ??= keyOf(this.#key));
      const answer = wanted.set ? mediator.ask("set", this.#self, p, [v]) : undefined;
      this.#set(key(p, this.#self) as PropertyKey, answer === undefined ? v : answer[0]);
    }
  }
  seal(Ancestral.prototype);

  /** Own enumerable properties of `o` but those of these keys, each read by its guard. */
  const copy = (o: unknown, to: object, without: readonly unknown[]): object => {
    const keys = ownKeys(ObjectOf(o));
    charge(keys.length);
    for (let i = 0; i < keys.length; i++) {
      const p = keys[i]!;
      let isLeftOut = false;
      for (let j = 0; j < without.length; j++) if (without[j] === p) isLeftOut = true;
      if (!isLeftOut && getOwnPropertyDescriptor(o, p)?.enumerable === true) defineProperty(to, p, plain(read(o, p)));
    }
    return to;
  };

  const object = (v: unknown): unknown => {
    if (v === undefined || v === null) throw new TypeErrorOf(`Cannot destructure ${v === null ? "null" : "undefined"}`);
    return v;
  };

  return {
    get,
    set: (o: unknown, k: unknown, v: unknown): unknown => {
      requireBase(o, k);
      write(o, keyOf(k), v);
      return v;
    },
    delete: (o: unknown, k: unknown): unknown => {
      requireBase(o, k);
      const p = keyOf(k);
      const answer = wanted.delete ? mediator.ask("delete", o, p) : undefined;
      return answer === undefined ? delete (o as Base)[key(p, o) as PropertyKey] : answer[0];
    },
    ref: (o: unknown, k: unknown): object => new Reference(o, k),
    inherited: (self: unknown, k: unknown, getter: Getter): unknown => inherit(self, keyOf(k), getter),
    ancestral: (self: unknown, k: unknown, getter: Getter, setter: Setter): object => new Ancestral(self, k, getter, setter),
    object,
    name: (k: unknown): PropertyKey => {
      const p = keyOf(k);
      return typeof p === "number" ? `${p}` : p;
    },
    rest: (o: unknown, ...keys: unknown[]): object => copy(o, {}, keys),
    spread: (o: unknown): unknown => (o === undefined || o === null ? o : copy(o, create(null) as object, [])),
  };
}

function seal(prototype: object): void {
  setPrototypeOf(prototype, null);
  freeze(prototype);
}
