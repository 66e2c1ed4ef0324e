/** `cloister/isolation`: the same cell in a thread or a process of its own. */
export { CellPool, type CellPoolOptions } from "./cell-pool.js";
export type { RemoteCellOptions } from "./describe-cell.js";
export { ProcessCell } from "./process-cell.js";
export type { Namespace, Program, RemoteCell } from "./remote-cell.js";
export type { VesselMemory } from "./vessel.js";
export { WorkerCell } from "./worker-cell.js";
