/** The end of the boot: every intrinsic and every function of ours frozen, but the hot prototypes. */
import { create, freeze, getOwnPropertyDescriptor, defineProperty, ErrorOf, reflectPreventExtensions, ownKeys } from "./intrinsics.js";
import { prototypesAmong } from "./overrides.js";
import { isWrapperPrototype } from "./wrappers.js";
import type { Hotness } from "./hotness.js";
import type { Publisher } from "./publish.js";

/**
 * @param keepStackLimit `Error.stackTraceLimit` stays writable: what packages assign (in compat); it reaches no further than the cell's own stacks.
 */
export function freezeRealm(objects: readonly object[], { isHot }: Hotness, publisher: Publisher, keepStackLimit: boolean): void {
  for (let i = 0; i < objects.length; i++) {
    const object = objects[i]!;
    if (isHot(object)) continue;
    if (object === ErrorOf && keepStackLimit) freezeAllBut(object, "stackTraceLimit");
    else freeze(object);
  }
  for (let i = 0; i < publisher.objects.length; i++) freeze(publisher.objects[i]!);
  publisher.seal();
}

function freezeAllBut(object: object, exception: string): void {
  const keys = ownKeys(object);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key === exception) defineProperty(object, key, { configurable: false });
    else if ("value" in getOwnPropertyDescriptor(object, key)!) defineProperty(object, key, { configurable: false, writable: false });
    else defineProperty(object, key, { configurable: false });
  }
  reflectPreventExtensions(object);
}

/**
 * Brings prototypes back out of dictionary mode, where deleting and defining has put them: an object that becomes a parent is made fast again. Wrapper
 * prototypes must not be touched so (`Object.create(String.prototype)` does the opposite).
 */
export function speedUpPrototypes(objects: readonly object[]): void {
  const prototypes = prototypesAmong(objects);
  for (let i = 0; i < prototypes.length; i++) if (!isWrapperPrototype(prototypes[i]!)) create(prototypes[i]!);
}
