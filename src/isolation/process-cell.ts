import type { RemoteCellOptions } from "./describe-cell.js";
import { openProcess } from "./process-vessel.js";
import { RemoteCell, type OpenVessel } from "./remote-cell.js";
import type { VesselMemory } from "./vessel.js";

/**
 * A cell in a process of its own, without rights to files, other processes or code from strings. Stops all that a `WorkerCell` stops, and buffers,
 * aborts of the engine and native calls that cannot be interrupted.
 */
export class ProcessCell extends RemoteCell {
  /** @param warm a vessel that stands ready (of a pool); then `memory` has been settled by whoever opened it */
  constructor(options: RemoteCellOptions = {}, warm?: OpenVessel) {
    super(warm ?? warmProcess(options.memory ?? {}), options);
  }
}

/** A process that waits for its cell. */
export const warmProcess = (memory: VesselMemory, compilerText?: string): OpenVessel => ({
  vessel: openProcess(memory, compilerText),
  hasCompiler: compilerText !== undefined,
});
