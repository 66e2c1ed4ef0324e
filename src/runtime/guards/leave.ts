import type { MeterState } from "../limits/meter.js";

/** `return __cc_leave(__cc_p, E)`: puts the depth back, answers E. */
export const makeLeave =
  (state: MeterState) =>
  <T>(depth: number, v?: T): T => {
    state.depth = depth;
    return v as T;
  };
