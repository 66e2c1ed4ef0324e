import type { MeterSlow, MeterState } from "../limits/meter.js";

const MAX_STRIDE = 65_536;

/**
 * Buys the next steps of a loop in advance, twice as many as last time: 1, 2, 4 … 65,536. Charged is at least what is used and at most twice that
 * and one, with nothing to settle when the loop is left by a throw.
 *
 * @returns the stride bought.
 * @throws the termination when the fuel is not there.
 */
export const makeBuy =
  (state: MeterState, slow: MeterSlow) =>
  (stride: number): number => {
    const next = stride === 0 ? 1 : stride < MAX_STRIDE ? stride + stride : MAX_STRIDE;
    if ((state.fuel -= next + 1) < 0) slow.refuel();
    return next;
  };
