import type { MeterSlow, MeterState } from "../limits/meter.js";

/**
 * First statement of every guest `finally`: `try { exit() } finally { continue }` must not revive a cell. With the frame's depth, puts that back as well,
 * since the block may run because of a throw.
 *
 * @throws the termination if the cell is over.
 */
export const makeAlive =
  (state: MeterState, slow: MeterSlow) =>
  (depth?: number, weight?: number): void => {
    if (depth !== undefined) state.depth = depth + weight!;
    slow.live();
  };
