/**
 * The cell's own `Proxy`: a handler of ours with all 13 traps over the guest's. An absent `get` trap would let natives read a hot prototype straight
 * through (spread, `Object.values` and JSON revivers over a target that inherits from a hot constructor, with an `ownKeys` that lies); here `get` is
 * always present and swaps. Every trap charges depth, so that chains of proxies end at the cell's limit and not at the native stack's.
 *
 * Guests never see the handler: traps get the guest's own handler as `this`.
 */
import {
  apply,
  construct,
  defineProperty,
  freeze,
  ownKeys,
  ProxyOf,
  reflectDefineProperty,
  reflectDeleteProperty,
  reflectGet,
  reflectGetOwnPropertyDescriptor,
  reflectGetPrototypeOf,
  reflectHas,
  reflectIsExtensible,
  reflectPreventExtensions,
  reflectSet,
  reflectSetPrototypeOf,
  setPrototypeOf,
  TypeErrorOf,
  weakSetAdd,
  weakSetHas,
} from "./intrinsics.js";
import { fixed, hidden } from "./descriptors.js";
import type { Hotness } from "./hotness.js";
import type { Publisher } from "./publish.js";
import type { Frames } from "../../limits/meter.js";

export interface Proxies {
  has(v: unknown): boolean;
  adopt(proxy: object): void;
}

export function makeProxies(): Proxies {
  const known = new WeakSet<object>();
  return {
    has: (v) => ((typeof v === "object" && v !== null) || typeof v === "function") && weakSetHas(known, v),
    adopt(proxy) {
      weakSetAdd(known, proxy);
    },
  };
}

/** Units of depth for a trap: the engine's own frames between two traps are larger than a guest's. */
const TRAP_WEIGHT = 4;

type GuestHandler = Readonly<Record<string, unknown>>;
type Trap = (...args: unknown[]) => unknown;

const isObject = (v: unknown): v is object => typeof v === "function" || (typeof v === "object" && v !== null);

export function tameProxy(proxies: Proxies, { swap, real }: Hotness, { enter, leave }: Frames, publisher: Publisher): object {
  /** The guest's trap, or undefined for none; a trap that is no function fails in `apply`, as natively. */
  const trapOf = (handler: GuestHandler, name: string): Trap | undefined => {
    const trap = handler[name];
    return trap === null ? undefined : (trap as Trap | undefined);
  };
  class Handler {
    readonly #guest: GuestHandler;
    constructor(guest: GuestHandler) {
      this.#guest = guest;
    }
    get(target: object, key: PropertyKey, receiver: unknown): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "get");
      return leave(p, trap === undefined ? swap(reflectGet(target, key, receiver)) : apply(trap, this.#guest, [target, key, receiver]));
    }
    set(target: object, key: PropertyKey, value: unknown, receiver: unknown): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "set");
      return leave(
        p,
        trap === undefined ? reflectSet(target, key, value, receiver) : apply(trap, this.#guest, [target, key, value, receiver]),
      );
    }
    has(target: object, key: PropertyKey): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "has");
      return leave(p, trap === undefined ? reflectHas(target, key) : apply(trap, this.#guest, [target, key]));
    }
    deleteProperty(target: object, key: PropertyKey): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "deleteProperty");
      return leave(p, trap === undefined ? reflectDeleteProperty(target, key) : apply(trap, this.#guest, [target, key]));
    }
    defineProperty(target: object, key: PropertyKey, descriptor: PropertyDescriptor): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "defineProperty");
      return leave(
        p,
        trap === undefined ? reflectDefineProperty(target, key, descriptor) : apply(trap, this.#guest, [target, key, descriptor]),
      );
    }
    getOwnPropertyDescriptor(target: object, key: PropertyKey): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "getOwnPropertyDescriptor");
      return leave(p, trap === undefined ? reflectGetOwnPropertyDescriptor(target, key) : apply(trap, this.#guest, [target, key]));
    }
    ownKeys(target: object): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "ownKeys");
      return leave(p, trap === undefined ? ownKeys(target) : apply(trap, this.#guest, [target]));
    }
    getPrototypeOf(target: object): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "getPrototypeOf");
      // a guest's answer is a stand-in where natively it were the real one: `instanceof` and the engine's own checks compare with that
      return leave(p, trap === undefined ? reflectGetPrototypeOf(target) : real(apply(trap, this.#guest, [target])));
    }
    setPrototypeOf(target: object, parent: object | null): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "setPrototypeOf");
      if (trap !== undefined) return leave(p, apply(trap, this.#guest, [target, swap(parent)]));
      return leave(p, reflectSetPrototypeOf(target, proxies.has(target) ? parent : real(parent)));
    }
    isExtensible(target: object): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "isExtensible");
      return leave(p, trap === undefined ? reflectIsExtensible(target) : apply(trap, this.#guest, [target]));
    }
    preventExtensions(target: object): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "preventExtensions");
      return leave(p, trap === undefined ? reflectPreventExtensions(target) : apply(trap, this.#guest, [target]));
    }
    apply(target: Trap, self: unknown, args: unknown[]): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "apply");
      return leave(p, trap === undefined ? apply(target, self, args) : apply(trap, this.#guest, [target, self, args]));
    }
    construct(target: new () => object, args: unknown[], newTarget: new () => object): unknown {
      const p = enter(TRAP_WEIGHT);
      const trap = trapOf(this.#guest, "construct");
      return leave(p, trap === undefined ? construct(target, args as [], newTarget) : apply(trap, this.#guest, [target, args, newTarget]));
    }
  }
  // the engine reads traps through the chain: it must end here
  setPrototypeOf(Handler.prototype, null);
  freeze(Handler.prototype);

  const check = (target: unknown, handler: unknown): void => {
    if (!isObject(target) || !isObject(handler)) throw new TypeErrorOf("Cannot create proxy with a non-object as target or handler");
  };
  function Proxy(target: object, handler: GuestHandler): object {
    if (new.target === undefined) throw new TypeErrorOf("Constructor Proxy requires 'new'");
    check(target, handler);
    const proxy = new ProxyOf(target, new Handler(handler) as ProxyHandler<object>);
    proxies.adopt(proxy);
    return proxy;
  }
  const { revocable } = {
    revocable(target: object, handler: GuestHandler) {
      check(target, handler);
      const pair = ProxyOf.revocable(target, new Handler(handler) as ProxyHandler<object>);
      proxies.adopt(pair.proxy);
      return pair;
    },
  };
  // natively Proxy has no `prototype`; a function's own can only be emptied
  Proxy.prototype = undefined as never;
  defineProperty(Proxy, "prototype", fixed(undefined));
  defineProperty(Proxy, "revocable", hidden(revocable));
  publisher.publish(revocable);
  return publisher.publish(Proxy);
}
