/**
 * The reflective functions answer with stand-ins where natively they would hand out a hot prototype, and take stand-ins as parents.
 *
 *   Object.getPrototypeOf([])                          the stand-in of Array.prototype
 *   Object.getOwnPropertyDescriptor(Array, "prototype").value     the same
 *   Object.create(Array.prototype)                     inherits from the real one, so it is an array-like with writable slots as natively
 *
 * A Proxy is never converted for: its traps would see the real prototype. (attacks `escape/…get-prototype-of…`, `…reflect-get…`)
 */
import { plain } from "./descriptors.js";
import {
  apply,
  create,
  getOwnPropertyDescriptor,
  getOwnPropertyDescriptors,
  hasOwn,
  isPrototypeOf,
  keysOf,
  objectPrototype,
  ObjectOf,
  reflectDefineProperty,
  reflectGet,
  reflectGetOwnPropertyDescriptor,
  reflectGetPrototypeOf,
  reflectSetPrototypeOf,
  setPrototypeOf,
} from "./intrinsics.js";
import type { Hotness } from "./hotness.js";
import type { Namespaces } from "./namespaces.js";
import type { Proxies } from "./proxy.js";
import type { Publisher } from "./publish.js";

export function tameReflection({ swap, real, parentOf }: Hotness, proxies: Proxies, namespaces: Namespaces, { replace }: Publisher): void {
  const swapValue = (descriptor: PropertyDescriptor | undefined): PropertyDescriptor | undefined => {
    // the descriptor is fresh and `value` its own: a plain write reaches nothing else
    if (descriptor !== undefined && hasOwn(descriptor, "value")) descriptor.value = swap(descriptor.value);
    return descriptor;
  };
  /** An accessor of a namespace object is shown as the data property that it stands for (ECMA-262 §10.4.6.5); reading it may throw. */
  const shown = (holder: unknown, descriptor: PropertyDescriptor | undefined): PropertyDescriptor | undefined => {
    if (descriptor === undefined || typeof descriptor.get !== "function" || !namespaces.has(holder)) return swapValue(descriptor);
    return { value: swap(apply(descriptor.get, undefined, [])), writable: true, enumerable: true, configurable: false };
  };
  const parentFor = (object: unknown, parent: object | null): object | null => (proxies.has(object) ? parent : real(parent));

  const methods = {
    getPrototypeOf: (value: unknown) => parentOf(value),
    getOwnPropertyDescriptor: (value: unknown, key: PropertyKey) => shown(value, getOwnPropertyDescriptor(value, key)),
    getOwnPropertyDescriptors(value: unknown) {
      const all = getOwnPropertyDescriptors(value);
      if (namespaces.has(value)) {
        const names = keysOf(all);
        for (let i = 0; i < names.length; i++) reflectDefineProperty(all, names[i]!, plain(shown(value, all[names[i]!])));
      } else {
        if (hasOwn(all, "prototype")) swapValue(all["prototype"]);
        if (hasOwn(all, "constructor")) swapValue(all["constructor"] as unknown as PropertyDescriptor);
      }
      return all;
    },
    create(parent: object | null, properties: unknown) {
      const from = real(parent);
      return properties === undefined ? (create(from) as object) : (create(from, properties as PropertyDescriptorMap) as object);
    },
    setPrototypeOf: (value: unknown, parent: object | null) => setPrototypeOf(value, parentFor(value, parent)),
    reflectGet(target: object, key: PropertyKey, ...receiver: unknown[]) {
      return swap(receiver.length === 0 ? reflectGet(target, key) : reflectGet(target, key, receiver[0]));
    },
    reflectGetOwnPropertyDescriptor: (target: object, key: PropertyKey) => shown(target, reflectGetOwnPropertyDescriptor(target, key)),
    reflectGetPrototypeOf: (target: object) => swap(reflectGetPrototypeOf(real(target))),
    reflectSetPrototypeOf: (target: object, parent: object | null) => reflectSetPrototypeOf(target, parentFor(target, parent)),
    isPrototypeOf(this: unknown, value: unknown) {
      return isPrototypeOf(real(this), real(value));
    },
  };
  replace(ObjectOf, "getPrototypeOf", methods.getPrototypeOf);
  replace(ObjectOf, "getOwnPropertyDescriptor", methods.getOwnPropertyDescriptor);
  replace(ObjectOf, "getOwnPropertyDescriptors", methods.getOwnPropertyDescriptors);
  replace(ObjectOf, "create", methods.create);
  replace(ObjectOf, "setPrototypeOf", methods.setPrototypeOf);
  replace(Reflect, "get", methods.reflectGet, 2);
  replace(Reflect, "getOwnPropertyDescriptor", methods.reflectGetOwnPropertyDescriptor);
  replace(Reflect, "getPrototypeOf", methods.reflectGetPrototypeOf);
  replace(Reflect, "setPrototypeOf", methods.reflectSetPrototypeOf);
  replace(objectPrototype, "isPrototypeOf", methods.isPrototypeOf);
}
