/**
 * Runs a native over an object through a proxy of ours, each access of which is charged: for array-likes whose length nobody can know beforehand. Guests
 * never see the proxy: where the native hands its object on (to a callback, as its result) they get the object itself.
 */
import { apply, min, ObjectOf, ProxyOf, reflectGet, reflectHas, reflectSet, trunc } from "../intrinsics.js";
import { elements, type Payer } from "./payer.js";

type Native = (...args: never[]) => unknown;

/**
 * The function's last arguments: whether the native calls its first argument, and hands its object on to it; whether it makes an array as long as the
 * object says it is.
 */
export function makeOver({
  pay,
  allocate,
}: Payer): (native: Native, self: unknown, args: unknown[], calls: boolean, makes: boolean) => unknown {
  return (native, self, args, calls, makes) => {
    const object = apply(ObjectOf, undefined, [self] as never) as object;
    const proxy = new ProxyOf(object, {
      __proto__: null,
      get(_: object, key: PropertyKey) {
        pay(1);
        const value: unknown = reflectGet(object, key);
        return makes && key === "length" ? announced(value, allocate) : value;
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

/** A length as the language converts it, once, and room for an array of it. @param bytes of an element */
export function announced(value: unknown, allocate: (bytes: number) => void, bytes = elements(1)): number {
  const length = +(value as number);
  const count = length > 0 ? min(trunc(length), 2 ** 53 - 1) : 0;
  allocate(count * bytes);
  return count;
}
