/**
 * `__proto__` and its friends. Without the `proto` feature they are deleted: a dynamic `o["__proto__"]` is then an ordinary property, and no guard has
 * to look for it. With it the accessor is replaced by one that answers with stand-ins and takes them as parents.
 */
import {
  apply,
  defineProperty,
  getPrototypeOf,
  objectPrototype,
  ObjectOf,
  reflectDeleteProperty,
  setPrototypeOf,
  TypeErrorOf,
} from "./intrinsics.js";
import type { Hotness } from "./hotness.js";
import type { Proxies } from "./proxy.js";
import type { Publisher } from "./publish.js";

const FRIENDS = ["__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"];

export function tameProto(granted: boolean, { swap, real }: Hotness, proxies: Proxies, publisher: Publisher): void {
  if (!granted) {
    for (let i = 0; i < FRIENDS.length; i++) reflectDeleteProperty(objectPrototype, FRIENDS[i]!);
    return;
  }
  const isObject = (v: unknown): v is object => typeof v === "function" || (typeof v === "object" && v !== null);
  const own = {
    get() {
      return swap(getPrototypeOf(apply(ObjectOf, undefined, [nonNull(this)])));
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
