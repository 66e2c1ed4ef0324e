import type { MeterState } from "../limits/meter.js";

/** `finally { __cc_fin(__cc_p); }` of a suspendable frame: puts the depth back, unless the frame ends while suspended (-1) and has left already. */
export const makeFin =
  (state: MeterState) =>
  (depth: number): void => {
    if (depth !== -1) state.depth = depth;
  };
