import { apply, getOwnPropertyDescriptor, hasOwn } from "../../realm/inside/intrinsics.js";

/** Engines that give each error an accessor `stack` use the same getter for all of them. */
const engineGetter: unknown = getOwnPropertyDescriptor(new Error(), "stack")?.get;

/** The text of an error's own `stack`, without running code of whoever may have redefined it; empty if there is none. */
export function stackOf(error: object): string {
  const found = getOwnPropertyDescriptor(error, "stack");
  if (found === undefined) return "";
  let stack: unknown;
  if (hasOwn(found, "value")) stack = found.value;
  else if (engineGetter !== undefined && found.get === engineGetter) stack = apply(found.get as never, error, []);
  return typeof stack === "string" ? stack : "";
}
