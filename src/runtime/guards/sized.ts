import { arrayPrototype, getPrototypeOf, hasOwnProperty, isArray, symbolIterator } from "../realm/inside/intrinsics.js";
import type { Paced } from "../realm/inside/charges/paced.js";
import { SHIFT, SHORT, type Payer } from "../realm/inside/charges/payer.js";
import type { Proxies } from "../realm/inside/proxy.js";

/**
 * `...__cc_sized(E)`: what is spread, paid for. The engine steps through it without running guest code where it is an array, a set, a text, or where `next`
 * is a native:
 *
 *   [...{ [Symbol.iterator]: () => ({ next: Object }) }]      has no end, and no guest code that a guard stands in
 *
 * What nobody has given an iterator of its own is answered as it is, once its length is paid: nothing runs before the engine goes through it. All else
 * is answered as an iterable of ours, each step of which is charged, and which no guest sees.
 *
 * @throws TypeError for what cannot be iterated; the termination when the fuel is not there.
 */
export const makeSized =
  ({ state }: Payer, { spreadable }: Paced, proxies: Proxies) =>
  (x: unknown): unknown => {
    // a Proxy over an array passes `isArray`, and its trap would tell the prototype
    if (!isArray(x) || (proxies.any() && proxies.has(x))) return spreadable(x);
    // first, for the engine then knows the kind of array, and with it the prototype
    const { length } = x;
    if (getPrototypeOf(x) !== arrayPrototype || hasOwnProperty(x, symbolIterator)) return spreadable(x);
    if (length >= SHORT || state.fuel < SHORT) return spreadable(x);
    state.fuel -= length >> SHIFT;
    return x;
  };
