import { defineProperty, getOwnPropertyDescriptor, hasOwn, ownKeys } from "../intrinsics.js";
import { valueOnly } from "../descriptors.js";
import type { Hotness } from "../hotness.js";
import { dressConstructor, type Publisher } from "../publish.js";

/** Puts a charged constructor in the place of the language's own, with its name, prototype and static members. */
export function replaceConstructor(charged: object, native: object, { heatConstructor }: Hotness, { publish }: Publisher): void {
  const { name, length, prototype } = native as { name: string; length: number; prototype: object };
  dressConstructor(charged, name, length, prototype);
  const keys = ownKeys(native);
  for (let i = 0; i < keys.length; i++)
    if (!hasOwn(charged, keys[i]!)) defineProperty(charged, keys[i]!, getOwnPropertyDescriptor(native, keys[i]!)!);
  heatConstructor(charged);
  defineProperty(globalThis, name, valueOnly(publish(charged)));
}
