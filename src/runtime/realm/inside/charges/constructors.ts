import { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, ownKeys, setPrototypeOf } from "../intrinsics.js";
import { fixed, valueOnly } from "../descriptors.js";
import type { Hotness } from "../hotness.js";
import { dressConstructor, type Publisher } from "../publish.js";

/** Puts a charged constructor in the place of the language's own, with its name, prototype and static members. */
export function replaceConstructor(charged: object, native: object, hotness: Hotness, publisher: Publisher): void {
  const { name, length, prototype } = native as { name: string; length: number; prototype: object };
  dressConstructor(charged, name, length, prototype);
  settle(charged, native, name, hotness, publisher);
}

/** The same where the prototype's `constructor` must stay: hotness.ts has guests see the charged one. */
export function replaceMaker(charged: object, native: object, hotness: Hotness, publisher: Publisher): void {
  const { name, length, prototype } = native as { name: string; length: number; prototype: object };
  defineProperty(charged, "name", valueOnly(name));
  defineProperty(charged, "length", valueOnly(length));
  defineProperty(charged, "prototype", fixed(prototype));
  setPrototypeOf(charged, getPrototypeOf(native));
  settle(charged, native, name, hotness, publisher);
  hotness.replaceMaker(native, charged);
}

function settle(charged: object, native: object, name: string, { heatConstructor }: Hotness, { publish }: Publisher): void {
  const keys = ownKeys(native);
  for (let i = 0; i < keys.length; i++)
    if (!hasOwn(charged, keys[i]!)) defineProperty(charged, keys[i]!, getOwnPropertyDescriptor(native, keys[i]!)!);
  heatConstructor(charged);
  defineProperty(globalThis, name, valueOnly(publish(charged)));
}
