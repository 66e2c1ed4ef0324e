import type { TerminationReason } from "../runtime/errors.js";
import type { QueueTransport } from "./wire/queue-transport.js";

/** What a cell outside this thread runs in: a thread or a process of its own, for one cell. */
export interface Vessel {
  readonly transport: QueueTransport;
  /** When it ended by itself or was ended: why. Settled at once by `kill`, without waiting for the operating system. */
  readonly ended: Promise<TerminationReason>;
  /** True when nothing of it is left: thread or process gone, handles closed. False when that cannot be had: a native call holds the thread up. */
  readonly gone: Promise<boolean>;
  /** Ends it, whatever it is doing. The first reason stays. */
  kill(reason: TerminationReason): void;
  /** Whether it keeps the supervisor's process alive. */
  hold(held: boolean): void;
}

/** Memory of a vessel. */
export interface VesselMemory {
  /** Largest heap, in MiB. Default 128. */
  readonly heapMb?: number;
  /** Process tier: largest resident memory, buffers and code included, in MiB. Default heap + 128. */
  readonly totalMb?: number;
}

export const DEFAULT_HEAP_MB = 128;
/** Longest message that a supervisor accepts: UTF-16 code units, and bytes where there are bytes. */
export const LONGEST_ANSWER = 64 * 1024 * 1024;
/** A supervisor's own messages are as large as its sources and data. */
export const LONGEST_REQUEST = 256 * 1024 * 1024;
