/**
 * How long an array-like says that it is. Natives believe it: `[].indexOf.call({ length: 2 ** 53 - 1 }, 1)` counts to 2 ** 53, and looks for no interrupt.
 *
 * Attack: a length that answers small when it is asked for the charge and large when the native asks. So nothing of the guest's is run here: a data
 * property says the same twice, as long as nobody comes in between. Where only an accessor knows (`COMPUTED`), the native works through a proxy of ours
 * that charges each access (over.ts). A Proxy needs neither: its handler charges each access already.
 */
import { getOwnPropertyDescriptor, getPrototypeOf, isArray, min, trunc, typedArrayKind, typedArrayLength } from "../intrinsics.js";
import type { Proxies } from "../proxy.js";

/** An accessor stands between us and the length. */
export const COMPUTED = -1;

const MOST = 2 ** 53 - 1;

export function makeClaims(proxies: Proxies, lengthGetter: unknown): (v: unknown) => number {
  const toLength = (value: unknown): number => {
    if ((typeof value === "object" && value !== null) || typeof value === "function") return COMPUTED;
    // what natives refuse to convert they refuse themselves
    if (typeof value === "symbol" || typeof value === "bigint") return 0;
    const number = +(value as number);
    return number > 0 ? min(trunc(number), MOST) : 0;
  };
  return (v) => {
    if (typeof v === "string") return v.length;
    if ((typeof v !== "object" && typeof v !== "function") || v === null) return 0;
    if (isArray(v) && !proxies.has(v)) return v.length;
    for (let o: object | null = v; o !== null; o = getPrototypeOf(o)) {
      if (proxies.has(o)) return 0;
      const own = getOwnPropertyDescriptor(o, "length");
      if (own === undefined) continue;
      if ("value" in own) return toLength(own.value);
      if (own.get === undefined) return 0;
      if (own.get !== lengthGetter) return COMPUTED;
      return typedArrayKind(v) === undefined ? 0 : typedArrayLength(v);
    }
    return 0;
  };
}
