import { getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isArray } from "../../realm/inside/intrinsics.js";

/** Longest prototype chain that is followed. */
const CHAIN = 200;

/** Whether `parent` is on the chain of `value`. A Proxy on the way ends the search: its trap would be guest code. */
export function descendsFrom(value: object, parent: object, isProxy: (v: unknown) => boolean): boolean {
  let at: object | null = value;
  for (let i = 0; i < CHAIN; i++) {
    if (isProxy(at)) return false;
    at = getPrototypeOf(at);
    if (at === parent) return true;
    if (at === null) return false;
  }
  return false;
}

/** The last object of the chain; undefined if a Proxy or a very long chain stands in the way. */
export function rootOf(value: object, isProxy: (v: unknown) => boolean): object | undefined {
  let at = value;
  for (let i = 0; i < CHAIN; i++) {
    if (isProxy(at)) return undefined;
    const next = getPrototypeOf(at);
    if (next === null) return at;
    at = next;
  }
  return undefined;
}

/**
 * The value of a data property, own or inherited, without running any code. For a tamed property (`Error.prototype.name`), whose
 * getter carries the value as `originalValue`, that value. A guest can give its own getters such a property: it gains nothing but the choice of the text.
 */
export function dataOf(value: object, key: string, isProxy: (v: unknown) => boolean): unknown {
  let at: object | null = value;
  for (let i = 0; at !== null && i < CHAIN; i++) {
    if (isProxy(at)) return undefined;
    const found = getOwnPropertyDescriptor(at, key);
    if (found !== undefined) {
      if (hasOwn(found, "value")) return found.value;
      const get: unknown = found.get;
      return typeof get === "function" && !isProxy(get) ? ownData(get, "originalValue") : undefined;
    }
    at = getPrototypeOf(at);
  }
  return undefined;
}

/** The value of an own data property, or undefined. The object is no Proxy. */
export function ownData(value: object, key: PropertyKey): unknown {
  const found = getOwnPropertyDescriptor(value, key);
  return found !== undefined && hasOwn(found, "value") ? found.value : undefined;
}

/** A real array, not a Proxy of one. */
export const isPlainArray = (value: unknown, isProxy: (v: unknown) => boolean): value is unknown[] => isArray(value) && !isProxy(value);
