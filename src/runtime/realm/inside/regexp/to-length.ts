import { max, min, NumberOf, trunc } from "../intrinsics.js";

/** ECMA-262 §7.1.20. Runs guest code where the value is an object. */
export function toLength(value: unknown): number {
  const number = trunc(NumberOf(value));
  return number > 0 ? min(number, 2 ** 53 - 1) : max(0, number !== number ? 0 : number);
}
