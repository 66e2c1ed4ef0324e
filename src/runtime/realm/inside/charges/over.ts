/**
 * Runs a native over an object through a proxy of ours, each access of which is charged: for array-likes whose length nobody can know beforehand. Guests
 * never see the proxy: where the native hands its object on (to a callback, as its result) they get the object itself.
 */
import { apply, ObjectOf, ProxyOf, reflectGet, reflectHas, reflectSet } from "../intrinsics.js";
import type { Payer } from "./payer.js";

type Native = (...args: never[]) => unknown;

/** The function's last argument: whether the native calls its first argument, and hands its object on to it. */
export function makeOver({ pay }: Payer): (native: Native, self: unknown, args: unknown[], calls: boolean) => unknown {
  return (native, self, args, calls) => {
    const object = apply(ObjectOf, undefined, [self] as never) as object;
    const proxy = new ProxyOf(object, {
      __proto__: null,
      get(_: object, key: PropertyKey) {
        pay(1);
        return reflectGet(object, key);
      },
      has(_: object, key: PropertyKey) {
        pay(1);
        return reflectHas(object, key);
      },
      set(_: object, key: PropertyKey, value: unknown) {
        pay(1);
        return reflectSet(object, key, value);
      },
    } as ProxyHandler<object>);
    const itself = (v: unknown): unknown => (v === proxy ? object : v);
    const callback = args[0];
    if (calls && typeof callback === "function")
      args[0] = function (this: unknown, ...given: unknown[]): unknown {
        for (let i = 0; i < given.length; i++) given[i] = itself(given[i]);
        return apply(callback as Native, this, given as never);
      };
    return itself(apply(native, proxy, args as never));
  };
}
