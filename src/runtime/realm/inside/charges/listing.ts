/** What it costs the engine to list an object's keys: for `{ ...o }`, for `for (k in o)`, which do so before they use the first of them. */
import { getOwnPropertyNames, getOwnPropertySymbols, getPrototypeOf, objectPrototype } from "../intrinsics.js";
import type { Hotness } from "../hotness.js";
import type { Proxies } from "../proxy.js";
import { FEW_KEYS, KEY, type Payer } from "./payer.js";

export interface Listing {
  /** Pays for the keys of x and of its parents. Runs no guest code: of a Proxy counts what lies under it. */
  payKeys(x: object): void;
  payFor(keys: number): void;
  /** Whether a trap runs when its keys are listed. */
  meetsProxy(x: object): boolean;
}

export function makeListing(pay: Payer["pay"], { isHot }: Hotness, proxies: Proxies): Listing {
  const payFor = (keys: number): void => {
    if (keys > FEW_KEYS) pay(keys * KEY);
  };
  return {
    payFor,
    payKeys(x) {
      let keys = 0;
      for (let o: object | null = x; o !== null && !isHot(o);) {
        const bottom = proxies.bottom(o);
        keys += getOwnPropertyNames(bottom).length + getOwnPropertySymbols(bottom).length;
        o = getPrototypeOf(bottom);
      }
      payFor(keys);
    },
    meetsProxy(x) {
      if (!proxies.any()) return false;
      for (let o: object | null = x; o !== null && o !== objectPrototype; o = getPrototypeOf(o)) if (proxies.has(o)) return true;
      return false;
    },
  };
}
