import { CellError } from "../runtime/errors.js";
import { COMPILER_SOURCE } from "./compiler.generated.js";
import type { RemoteCellOptions } from "./describe-cell.js";
import { ProcessCell, warmProcess } from "./process-cell.js";
import type { OpenVessel } from "./remote-cell.js";
import type { VesselMemory } from "./vessel.js";
import { WorkerCell, warmWorker } from "./worker-cell.js";

export interface CellPoolOptions<T extends "worker" | "process"> {
  readonly tier: T;
  /** Vessels that stand ready. Default 2. */
  readonly size?: number;
  /** Memory of each. */
  readonly memory?: VesselMemory;
  /** Loads the compiler in those that wait. Default true; false where all programs are artifacts. */
  readonly compiler?: boolean;
}

type CellOf<T> = T extends "worker" ? WorkerCell : ProcessCell;

/**
 * Keeps vessels ready, so that a cell need not wait for a thread or a process to start. Each serves one cell and is thrown away with it: what one
 * guest has done to its vessel is never another guest's concern.
 */
export class CellPool<T extends "worker" | "process"> {
  readonly #options: CellPoolOptions<T>;
  readonly #size: number;
  readonly #ready: OpenVessel[] = [];
  #disposed = false;

  constructor(options: CellPoolOptions<T>) {
    this.#options = options;
    this.#size = options.size ?? 2;
    if (!Number.isInteger(this.#size) || this.#size < 1)
      throw new CellError("invalid-options", "the size of a pool is a whole number above 0");
    this.#fill();
  }

  /** A cell in a vessel that stands ready; another takes its place. */
  cell(options: Omit<RemoteCellOptions, "memory"> = {}): CellOf<T> {
    if (this.#disposed) throw new CellError("invalid-options", "the pool is disposed of");
    const warm = this.#ready.shift() ?? this.#open();
    this.#fill();
    return (this.#options.tier === "worker" ? new WorkerCell(options, warm) : new ProcessCell(options, warm)) as CellOf<T>;
  }

  /** Vessels that stand ready. */
  get ready(): number {
    return this.#ready.length;
  }

  /** Ends those that stand ready; cells that were handed out go on. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const ending = this.#ready.splice(0);
    for (const { vessel } of ending) vessel.kill("disposed");
    await Promise.all(ending.map(({ vessel }) => vessel.gone));
  }

  #open(): OpenVessel {
    const { memory = {}, compiler = true, tier } = this.#options;
    const text = compiler ? COMPILER_SOURCE : undefined;
    return tier === "worker" ? warmWorker(memory, text) : warmProcess(memory, text);
  }

  #fill(): void {
    while (this.#ready.length < this.#size) {
      const open = this.#open();
      open.vessel.hold(false);
      this.#ready.push(open);
      // one that fails while it waits is of no use to anybody
      void open.vessel.ended.then(() => {
        const at = this.#ready.indexOf(open);
        if (at >= 0) this.#ready.splice(at, 1);
      });
    }
  }
}
