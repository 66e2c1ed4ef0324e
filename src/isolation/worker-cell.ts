import type { RemoteCellOptions } from "./describe-cell.js";
import { RemoteCell, type OpenVessel } from "./remote-cell.js";
import type { VesselMemory } from "./vessel.js";
import { openWorker, stuckThreads } from "./worker-vessel.js";

/**
 * A cell in a thread of its own. Stops loops, regular expressions and sorts that do not end, and heaps that do not stop growing, whatever the program's metering.
 * docs/limits.md says what it cannot stop.
 */
export class WorkerCell extends RemoteCell {
  /** Threads of this process that were ended and spin on in a native call, each taking a processor: who sees many should end the process. */
  static get stuck(): number {
    return stuckThreads();
  }

  /** @param warm a vessel that stands ready (of a pool); then `memory` has been settled by whoever opened it */
  constructor(options: RemoteCellOptions = {}, warm?: OpenVessel) {
    super(warm ?? warmWorker(options.memory ?? {}), options);
  }
}

/** A thread that waits for its cell. */
export const warmWorker = (memory: VesselMemory, compilerText?: string): OpenVessel => ({
  vessel: openWorker(memory, compilerText),
  hasCompiler: compilerText !== undefined,
});
