import type { Listing } from "../realm/inside/charges/listing.js";

/** Keys that the loop counts: a list of them takes the engine longer. */
const COUNTED = 64;

/**
 * `{ ...__cc_keyed(E) }`, `for (x in __cc_keyed(E))`: E itself, once it is paid that its keys are listed, which the engine does before the first of them is used:
 *
 *   for (const k in big) break;
 *
 * Objects of few keys are charged nothing, and a loop that stops shows whether it is one. What such a loop passes over, symbols and what is not enumerable, is
 * counted only in objects of more than 64 others: to ask for it takes longer than most loops. With a Proxy among the parents the loop would run its traps once
 * more than the language does.
 */
export const makeKeyed =
  ({ payKeys, payFor, meetsProxy }: Listing) =>
  (x: unknown): unknown => {
    if (typeof x === "string") payFor(x.length);
    if ((typeof x !== "object" && typeof x !== "function") || x === null) return x;
    if (meetsProxy(x)) payKeys(x);
    else {
      let keys = 0;
      for (const key in x) {
        void key;
        if (++keys <= COUNTED) continue;
        payKeys(x);
        return x;
      }
      payFor(keys);
    }
    return x;
  };
