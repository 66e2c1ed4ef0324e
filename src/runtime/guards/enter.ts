import type { MeterSlow, MeterState } from "../limits/meter.js";

/**
 * `const __cc_p = __cc_enter(W)`: charges W of fuel and raises the depth by W; answers the depth before, for `leave`, `fin`, `back` and `caught`.
 * Inlined into guest functions: small-integer fields and two compares, the second of which sees to both ends at once
 * (unsigned).
 *
 * @throws RangeError past the depth limit, with native stack to spare; the termination when fuel has run out or the cell is over.
 */
export const makeEnter =
  (state: MeterState, slow: MeterSlow) =>
  (weight: number): number => {
    if ((state.fuel -= weight) < 0) slow.refuel();
    const before = state.depth;
    state.depth = before + weight;
    if ((before - state.floor) >>> 0 > state.span) slow.deep(before, weight);
    return before;
  };
