/**
 * The cell's own `Proxy`: a handler of ours over the guest's. An absent `get` trap would let natives read a hot prototype straight through (spread,
 * `Object.values` and JSON revivers over a target that inherits from a hot constructor, with an `ownKeys` that lies); here `get` is always present and
 * swaps. `get`, `set` and `has` travel along prototypes, through any number of proxies, so they always charge depth; the others go from proxy to
 * target only, which a chain of at most 64 keeps within bounds. (All 13 present at all times would do it, too, but the engine's checks of each answer
 * ask the target again: two calls per level, exponential in the length of a chain.)
 *
 * Guests never see the handler: traps get the guest's own handler as `this`.
 */
import {
  ProxyOf,
  RangeErrorOf,
  TypeErrorOf,
  apply,
  arrayPush,
  construct,
  defineProperty,
  freeze,
  getOwnPropertyDescriptors,
  getPrototypeOf,
  isArray,
  min,
  objectPrototype,
  ownKeys,
  reflectGet,
  reflectHas,
  reflectSet,
  reflectSetPrototypeOf,
  setPrototypeOf,
  symbolHasInstance,
  trunc,
  weakMapGet,
  weakMapSet,
} from "./intrinsics.js";
import { none } from "../../guards/none.js";
import { hidden } from "./descriptors.js";
import type { Listing } from "./charges/listing.js";
import type { Hotness } from "./hotness.js";
import { dressConstructor, type Publisher } from "./publish.js";
import type { Frames } from "../../limits/meter.js";

export interface Proxies {
  has(v: unknown): boolean;
  /** Whether there is any. */
  any(): boolean;
  /** Proxies one over the other, v included; 0 for what is none. */
  chain(v: unknown): number;
  /** What lies under all of them: v itself for what is none. */
  bottom(v: object): object;
  adopt(proxy: object, target: object): void;
}

/** @param roots of the host: where it looks up whose Proxy something is. */
export function makeProxies(roots: WeakMap<object, object>): Proxies {
  const known = new WeakMap<object, number>();
  const bottoms = new WeakMap<object, object>();
  let isAny = false;
  const chain = (v: unknown): number =>
    (typeof v === "object" && v !== null) || typeof v === "function" ? (weakMapGet(known, v) ?? 0) : 0;
  return {
    has: (v) => chain(v) > 0,
    any: () => isAny,
    chain,
    bottom: (v) => weakMapGet(bottoms, v) ?? v,
    adopt(proxy, target) {
      isAny = true;
      weakMapSet(known, proxy, chain(target) + 1);
      weakMapSet(bottoms, proxy, weakMapGet(bottoms, target) ?? target);
      weakMapSet(roots, proxy, objectPrototype);
    },
  };
}

const makeRevocable = ProxyOf.revocable;
const LONGEST_CHAIN = 64;
/** Units of depth for a trap: the engine's own frames between two traps are larger than a guest's. */
const TRAP_WEIGHT = 4;
/** What the language takes a length to be at most. */
const MOST_KEYS = 2 ** 53 - 1;

type GuestHandler = Readonly<Record<string, unknown>>;
type Trap = (...args: unknown[]) => unknown;

const isObject = (v: unknown): v is object => typeof v === "function" || (typeof v === "object" && v !== null);

export function tameProxy(
  proxies: Proxies,
  { swap, real, isHotConstructor }: Hotness,
  { enter, leave }: Frames,
  { payKeys, payFor }: Listing,
  publisher: Publisher,
): object {
  /**
   * The keys that a trap answers with, paid for: the engine goes through them without running guest code. An array-like is copied, as the engine itself would
   * do: its length is looked up once.
   */
  const paidKeys = (answer: unknown): unknown => {
    if (!isObject(answer)) return answer;
    if (isArray(answer) && !proxies.has(answer)) {
      payFor(answer.length);
      return answer;
    }
    const claimed = +((answer as { length: unknown }).length as number);
    const length = claimed > 0 ? min(trunc(claimed), MOST_KEYS) : 0;
    payFor(length);
    const keys: unknown[] = [];
    for (let i = 0; i < length; i++) arrayPush(keys, (answer as Record<number, unknown>)[i]);
    return keys;
  };
  /**
   * The engine reads a trap and calls it at once, with the handler as `this` and no guest code in between: so a getter looks the guest's trap up, once,
   * and the method it answers takes it from the field. What is no function fails in `apply`, as natively.
   */
  class Handler {
    readonly #guest: GuestHandler;
    /** The guest's target, where the engine's is its likeness; the proxy. */
    readonly #hot: object | undefined;
    #proxy: object | undefined;
    #trap: Trap | undefined;
    constructor(guest: GuestHandler, hot: object | undefined) {
      this.#guest = guest;
      this.#hot = hot;
    }
    serve(proxy: object): void {
      this.#proxy = proxy;
    }
    #find(name: string): boolean {
      const trap = this.#guest[name];
      if (trap === undefined || trap === null) return false;
      this.#trap = trap as Trap;
      return true;
    }
    #call(args: unknown[]): unknown {
      const p = enter(TRAP_WEIGHT);
      return leave(p, apply(this.#trap!, this.#guest, args));
    }
    get(target: object, key: PropertyKey, receiver: unknown): unknown {
      if (key === none) return undefined;
      const p = enter(TRAP_WEIGHT);
      if (this.#find("get")) return leave(p, apply(this.#trap!, this.#guest, [this.#hot ?? target, key, receiver]));
      if (key === symbolHasInstance && this.#hot !== undefined) return leave(p, this.#instanceTest());
      return leave(p, swap(reflectGet(target, key, receiver)));
    }
    set(target: object, key: PropertyKey, value: unknown, receiver: unknown): unknown {
      const p = enter(TRAP_WEIGHT);
      return leave(
        p,
        this.#find("set")
          ? apply(this.#trap!, this.#guest, [this.#hot ?? target, key, value, receiver])
          : reflectSet(target, key, value, receiver),
      );
    }
    has(target: object, key: PropertyKey): unknown {
      const p = enter(TRAP_WEIGHT);
      return leave(p, this.#find("has") ? apply(this.#trap!, this.#guest, [this.#hot ?? target, key]) : reflectHas(target, key));
    }
    setPrototypeOf(target: object, parent: object | null): unknown {
      if (this.#find("setPrototypeOf")) return this.#call([this.#hot ?? target, swap(parent)]);
      return reflectSetPrototypeOf(target, proxies.has(target) ? parent : real(parent));
    }
    get getPrototypeOf(): unknown {
      return this.#find("getPrototypeOf") ? this.askedForPrototype : undefined;
    }
    /** A guest answers with a stand-in where natively it were the real one: `instanceof` and the engine's own checks compare with that. */
    askedForPrototype(target: object): unknown {
      const parent = real(this.#call([this.#hot ?? target]));
      // `for (k in proxy)` lists the keys of a parent that nobody could count beforehand
      if (isObject(parent)) payKeys(parent);
      return parent;
    }
    get deleteProperty(): unknown {
      return this.#find("deleteProperty") ? this.askedForTwo : undefined;
    }
    get getOwnPropertyDescriptor(): unknown {
      return this.#find("getOwnPropertyDescriptor") ? this.askedForTwo : undefined;
    }
    get defineProperty(): unknown {
      return this.#find("defineProperty") ? this.askedForThree : undefined;
    }
    get ownKeys(): unknown {
      return this.#find("ownKeys") ? this.askedForKeys : undefined;
    }
    get isExtensible(): unknown {
      return this.#find("isExtensible") ? this.askedForOne : undefined;
    }
    get preventExtensions(): unknown {
      return this.#find("preventExtensions") ? this.askedForOne : undefined;
    }
    get apply(): unknown {
      return this.#find("apply") ? this.askedForThree : this.#hot && this.callHot;
    }
    get construct(): unknown {
      return this.#find("construct") ? this.askedForThree : this.#hot && this.constructHot;
    }
    callHot(_: object, self: unknown, args: unknown[]): unknown {
      return apply(this.#hot as Trap, self, args);
    }
    constructHot(_: object, args: unknown[], made: object): unknown {
      return construct(this.#hot as never, args as never, (made === this.#proxy ? this.#hot : made) as never);
    }
    /** `instanceof` compares with the real prototype, which it would not get here. */
    #instanceTest(): (v: unknown) => boolean {
      const hot = this.#hot as new () => unknown;
      return publisher.publish((v: unknown) => v instanceof hot);
    }
    askedForKeys(target: object): unknown {
      return paidKeys(this.#call([this.#hot ?? target]));
    }
    askedForOne(target: object): unknown {
      return this.#call([this.#hot ?? target]);
    }
    askedForTwo(target: object, second: unknown): unknown {
      return this.#call([this.#hot ?? target, second]);
    }
    askedForThree(target: object, second: unknown, third: unknown): unknown {
      return this.#call([this.#hot ?? target, second, third]);
    }
  }
  // the engine reads traps through the chain: it must end here
  setPrototypeOf(Handler.prototype, null);
  freeze(Handler.prototype);

  const check = (target: unknown, handler: unknown): void => {
    if (!isObject(target) || !isObject(handler)) throw new TypeErrorOf("Cannot create proxy with a non-object as target or handler");
    if (proxies.chain(target) >= LONGEST_CHAIN) throw new RangeErrorOf("Too many proxies, one over the other");
  };
  /**
   * The engine compares what traps answer with the target's own properties, so over a hot constructor no trap could answer with a stand-in. The engine gets a
   * likeness of it instead, whose `prototype` is the stand-in; both are frozen, so they stay alike. Guests' traps are handed their own target.
   */
  const likenessOf = (hot: object): object => {
    const likeness = function (): void {
      // never called: the handler has the traps for that
    };
    const all = getOwnPropertyDescriptors(hot);
    const keys = ownKeys(all);
    for (let i = 0; i < keys.length; i++) {
      const own = setPrototypeOf(all[keys[i]!]!, null);
      if (keys[i] === "prototype") own.value = swap(own.value);
      defineProperty(likeness, keys[i]!, own);
    }
    return freeze(setPrototypeOf(likeness, getPrototypeOf(hot)));
  };
  const make = <T>(
    target: object,
    guest: GuestHandler,
    by: (target: object, handler: ProxyHandler<object>) => T,
    proxyOf: (made: T) => object,
  ): T => {
    check(target, guest);
    const hot = isHotConstructor(target) ? target : undefined;
    const handler = new Handler(guest, hot);
    const made = by(hot === undefined ? target : likenessOf(hot), handler as ProxyHandler<object>);
    handler.serve(proxyOf(made));
    proxies.adopt(proxyOf(made), target);
    return made;
  };
  function Proxy(target: object, handler: GuestHandler): object {
    if (new.target === undefined) throw new TypeErrorOf("Constructor Proxy requires 'new'");
    return make(
      target,
      handler,
      (face, ours) => new ProxyOf(face, ours),
      (proxy) => proxy,
    );
  }
  const { revocable } = {
    revocable(target: object, handler: GuestHandler) {
      return make(target, handler, makeRevocable, (pair) => pair.proxy);
    },
  };
  // natively Proxy has no `prototype`; a function's own can only be emptied
  Proxy.prototype = undefined as never;
  dressConstructor(Proxy, "Proxy", 2, undefined);
  defineProperty(Proxy, "revocable", hidden(revocable));
  publisher.publish(revocable);
  return publisher.publish(Proxy);
}
