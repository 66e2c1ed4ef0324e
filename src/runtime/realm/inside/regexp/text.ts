import { StringOf, TypeErrorOf } from "../intrinsics.js";

/** ToString (ECMA-262 §7.1.17), where `String` would let a symbol pass. Asks an object once. */
export function toText(value: unknown): string {
  if (typeof value === "symbol") throw new TypeErrorOf("Cannot convert a Symbol value to a string");
  return StringOf(value);
}

export const isObject = (value: unknown): value is object => (typeof value === "object" && value !== null) || typeof value === "function";
