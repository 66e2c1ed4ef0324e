import { makeBoxes } from "../realm/inside/boxes.js";
import type { Payer } from "../realm/inside/charges/payer.js";

/**
 * `[…] = __cc_boxed(E, "MASK")`: an iterable over E for an array pattern with a rest, where guest code runs before the rest is taken and could have an array
 * grow that has been paid for (`[a = (list.length = 1e7), ...r] = list`), or where patterns within have a rest. Steps of the rest are charged one by one.
 */
export const makeBoxed = ({ pay }: Payer): ((v: unknown, mask: string) => unknown) => makeBoxes(pay);
