/**
 * Has guests pay for what natives do, before they do it (DESIGN §7): each function that the permits table puts under `size` is replaced by one that
 * charges and then calls it. What cannot be replaced without slowing down the whole engine is listed in docs/limits.md.
 */
import { freeze, getOwnPropertyDescriptor, StringOf, typedArrayPrototype } from "../intrinsics.js";
import type { Hotness } from "../hotness.js";
import type { Proxies } from "../proxy.js";
import type { Publisher } from "../publish.js";
import type { Frames, MeterParts } from "../../../limits/meter.js";
import { chargeArrayMethods, type Lengths } from "./array-methods.js";
import { chargeCalls } from "./calls.js";
import { makeClaims } from "./claims.js";
import { chargeCollections } from "./collections.js";
import { chargeJson } from "./json.js";
import { chargeNumbers } from "./numbers.js";
import { chargeObjectFunctions } from "./object-functions.js";
import { makeOver } from "./over.js";
import { makePaced } from "./paced.js";
import { makePayer } from "./payer.js";
import { chargeRaw, chargeTextMethods } from "./text-methods.js";
import { chargeViewMethods } from "./view-methods.js";

/**
 * Call when the natives have been tamed, before stand-ins are made and anything is frozen.
 *
 * @returns what remains to be done before any guest code runs: the methods of hot prototypes, and of texts. A cell is often made long before it is used.
 */
export function chargeNatives(meter: MeterParts, frames: Frames, hotness: Hotness, proxies: Proxies, publisher: Publisher): () => void {
  const payer = makePayer(meter);
  const claim = makeClaims(proxies, getOwnPropertyDescriptor(typedArrayPrototype, "length")!.get);
  const lengths: Lengths = { claim, over: makeOver(payer), proxies };
  const chargeOthers = chargeCollections(payer, lengths, makePaced(payer, proxies), hotness, publisher);
  chargeNumbers(payer, hotness, publisher);
  chargeObjectFunctions(payer, proxies, publisher);
  chargeCalls(payer, proxies, publisher);
  chargeJson(payer, proxies, publisher);
  chargeRaw(payer, publisher);
  return () => {
    chargeArrayMethods(payer, lengths, frames, publisher);
    chargeViewMethods(payer, publisher);
    chargeOthers();
    chargeTextMethods(payer, proxies, publisher);
    freeze(StringOf.prototype);
  };
}
