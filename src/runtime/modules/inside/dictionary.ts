import { freeze, reflectDefineProperty } from "../../realm/inside/intrinsics.js";

export type Dictionary<T> = Record<PropertyKey, T | undefined>;

/** A record without a prototype: reading an absent name and assigning a new one touch nothing but the record itself. */
export const dictionary = <T>(): Dictionary<T> => ({ __proto__: null }) as unknown as Dictionary<T>;

/** A frozen record without a prototype, out of a literal that says `__proto__: null`. */
export const record = <T extends object>(literal: T & { __proto__: null }): T => freeze(literal);

/** Defines an ordinary own property on an object of ours, whatever its prototypes bear. */
export function define(object: object, key: PropertyKey, value: unknown): void {
  reflectDefineProperty(object, key, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  } as PropertyDescriptor);
}

export const isObject = (v: unknown): v is object => (typeof v === "object" && v !== null) || typeof v === "function";
