/**
 * Has guests pay for what natives do, before they do it (DESIGN §7): each function that the permits table puts under `size` is replaced by one that
 * charges and then calls it. What cannot be replaced without slowing down the whole engine is listed in docs/limits.md.
 */
import {
  arrayPush,
  ArrayOf,
  BigIntOf,
  functionPrototype,
  getOwnPropertyDescriptor,
  iteratorPrototype,
  MapOf,
  NumberOf,
  ObjectOf,
  PromiseOf,
  StringOf,
  TypedArrayOf,
  typedArrayPrototype,
} from "../intrinsics.js";
import type { Hotness } from "../hotness.js";
import type { Proxies } from "../proxy.js";
import type { Publisher } from "../publish.js";
import type { Found } from "../main.js";
import type { Frames } from "../../../limits/meter.js";
import { chargeArrayMethods, type Lengths } from "./array-methods.js";
import { chargeBuffers } from "./buffers.js";
import { chargeCalls } from "./calls.js";
import { makeClaims } from "./claims.js";
import { chargeCollections } from "./collections.js";
import { chargeJson } from "./json.js";
import { chargeNumbers } from "./numbers.js";
import { chargeObjectFunctions } from "./object-functions.js";
import { chargeMakers } from "./makers.js";
import { makeOver } from "./over.js";
import { makePaced } from "./paced.js";
import type { Payer } from "./payer.js";
import { makeSources } from "./source.js";
import { chargeRaw, chargeTextMethods } from "./text-methods.js";
import { chargeViewMethods } from "./view-methods.js";

/** What bears natives that are charged and is no hot prototype: left open until then. */
export const chargedHolders = (): object[] => [
  StringOf.prototype,
  BigIntOf.prototype,
  functionPrototype,
  iteratorPrototype,
  ObjectOf,
  ArrayOf,
  TypedArrayOf,
  StringOf,
  NumberOf,
  BigIntOf,
  PromiseOf,
  MapOf,
  Reflect,
  JSON,
];

/** Call when natives have been tamed, before any guest code and before the first stand-in is made. */
export function chargeNatives(
  payer: Payer,
  frames: Frames,
  { objects, arrayKinds }: Found,
  hotness: Hotness,
  proxies: Proxies,
  publisher: Publisher,
): void {
  const claim = makeClaims(proxies, getOwnPropertyDescriptor(typedArrayPrototype, "length")!.get);
  const lengths: Lengths = { claim, over: makeOver(payer), proxies };
  const paced = makePaced(payer, proxies);
  const sources = makeSources(payer, lengths, paced);
  chargeCollections(payer, paced, sources, hotness, publisher);
  const kinds: object[] = [];
  for (let i = 0; i < arrayKinds.length; i += 2) arrayPush(kinds, objects[arrayKinds[i]!]!);
  chargeMakers(payer, paced, sources, kinds, hotness, publisher);
  chargeBuffers(payer, hotness, publisher);
  chargeNumbers(payer, hotness, publisher);
  chargeObjectFunctions(payer, proxies, publisher);
  chargeCalls(payer, proxies, publisher);
  chargeJson(payer, proxies, publisher);
  chargeRaw(payer, publisher);
  chargeArrayMethods(payer, lengths, frames, publisher);
  chargeViewMethods(payer, publisher);
  chargeTextMethods(payer, proxies, publisher);
}
