import type { MeterState } from "../limits/meter.js";

/**
 * `__cc_p = __cc_back(__cc_p, W)` where a suspendable frame catches: one that was resumed by `throw()`, `return()` or a rejection is marked -1 and enters
 * anew; any other has only to put its own depth back.
 */
export const makeBack =
  (state: MeterState, enter: (weight: number) => number) =>
  (depth: number, weight: number): number => {
    if (depth === -1) return enter(weight);
    state.depth = depth + weight;
    return depth;
  };
