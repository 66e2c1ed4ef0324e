import { Worker } from "node:worker_threads";
import type { TerminationReason } from "../runtime/errors.js";
import { raiseInliningBudget } from "../runtime/realm/inlining-budget.js";
import { WORKER_SOURCE } from "./inside.generated.js";
import { DEFAULT_HEAP_MB, LONGEST_ANSWER, type Vessel, type VesselMemory } from "./vessel.js";
import { PortTransport } from "./wire/port-transport.js";

/** A thread that has not ended by then after `terminate` is stuck in a native call. */
const STUCK_MS = 2_000;

/** Threads that were ended and have not come to their end. */
const stuck = new Set<Worker>();
export const stuckThreads = (): number => stuck.size;

/**
 * A thread with an empty environment, no arguments, its own heap limit, and nothing of the supervisor's but one message port.
 *
 * Does not stop: buffers outside the heap, an abort of the engine (both concern the whole process), a native call that never looks for
 * interrupts (the thread then spins on after `kill`). The process tier does.
 *
 * @param compilerText loaded at once, where time is better spent before the cell is there
 */
export function openWorker(memory: VesselMemory, compilerText?: string): Vessel {
  raiseInliningBudget();
  const worker = new Worker(WORKER_SOURCE, {
    eval: true,
    workerData: compilerText,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    name: "cell",
    trackUnmanagedFds: true,
    resourceLimits: { maxOldGenerationSizeMb: memory.heapMb ?? DEFAULT_HEAP_MB, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
  });
  // nothing in there has a reason to write; unread streams would keep what is written
  worker.stdout.resume();
  worker.stderr.resume();
  const transport = new PortTransport(worker, LONGEST_ANSWER);
  let reason: TerminationReason | undefined;
  let settle!: (reason: TerminationReason) => void;
  const ended = new Promise<TerminationReason>((resolve) => (settle = resolve));
  const over = (why: TerminationReason): void => {
    if (reason !== undefined) return;
    reason = why;
    settle(why);
    transport.end(new Error("the worker is gone"));
  };
  worker.on("error", (error: Error & { code?: string }) => over(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "integrity"));
  let settleGone!: (isGone: boolean) => void;
  const gone = new Promise<boolean>((resolve) => (settleGone = resolve));
  worker.on("exit", () => {
    over("integrity");
    stuck.delete(worker);
    settleGone(true);
  });
  return {
    transport,
    ended,
    gone,
    kill: (why) => {
      over(why);
      worker.ref();
      void worker.terminate();
      // a thread that a native call holds up goes on until that returns: nobody can wait for it
      const patience = setTimeout(() => {
        worker.unref();
        stuck.add(worker);
        settleGone(false);
      }, STUCK_MS);
      void gone.then(() => clearTimeout(patience));
    },
    hold: (held) => {
      if (reason !== undefined) return;
      if (held) worker.ref();
      else worker.unref();
    },
  };
}
