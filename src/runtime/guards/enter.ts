import type { MeterSlow, MeterState } from "../limits/meter.js";

/**
 * `const __cc_p = __cc_enter(W)`: charges W of fuel and raises the depth by W; answers the depth before, for `leave`, `fin`, `back` and `caught`.
 * Inlined into guest functions: small-integer fields and two compares.
 *
 * @throws RangeError past the depth limit, with native stack to spare; the termination when fuel has run out or the cell is over.
 */
export const makeEnter =
  (state: MeterState, slow: MeterSlow) =>
  (weight: number): number => {
    if ((state.fuel -= weight) < 0) slow.refuel();
    const before = state.depth;
    if ((state.depth = before + weight) > state.limit) slow.deep(before, weight);
    return before;
  };
