/**
 * `__proto__` under the `proto` feature: the accessor is replaced by one that answers with stand-ins and takes them as parents. Without the feature it is not
 * permitted, nor are its friends (permits.ts): a dynamic `o["__proto__"]` is then an ordinary property, and no guard has to look for it.
 */
import { defineProperty, objectPrototype, setPrototypeOf, TypeErrorOf } from "./intrinsics.js";
import type { Hotness } from "./hotness.js";
import type { Proxies } from "./proxy.js";
import type { Publisher } from "./publish.js";

export function tameProto({ parentOf, real }: Hotness, proxies: Proxies, publisher: Publisher): void {
  const isObject = (v: unknown): v is object => typeof v === "function" || (typeof v === "object" && v !== null);
  const own = {
    get() {
      return parentOf(nonNull(this));
    },
    set(this: unknown, parent: unknown) {
      nonNull(this);
      if ((parent !== null && !isObject(parent)) || !isObject(this)) return;
      setPrototypeOf(this, proxies.has(this) ? parent : real(parent));
    },
  };
  const nonNull = (v: unknown): unknown => {
    if (v === undefined || v === null) throw new TypeErrorOf("Object.prototype.__proto__ called on null or undefined");
    return v;
  };
  defineProperty(objectPrototype, "__proto__", {
    get: publisher.publish(own.get),
    set: publisher.publish(own.set),
    enumerable: false,
    configurable: true,
  });
}
