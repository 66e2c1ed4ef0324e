import type { Policy } from "../policy/index.js";
import type { Violation } from "./admit.js";
import type { ProgramCache } from "./cache/program-cache.js";
import type { GuestError, TerminationReason } from "./errors.js";
import type { Guards } from "./mediation.js";
import type { CellHooks } from "./modules/cell-hooks.js";

/** Somewhere to write text: a Node stream will do. */
export interface TextSink {
  write(text: string): unknown;
}

/** Where a cell's output goes. Left out: nowhere. */
export interface Stdio {
  readonly stdout?: TextSink;
  readonly stderr?: TextSink;
}

/** Budgets over the cell's lifetime. Left out: none, but for `depth`, which has a default that leaves room for host calls. */
export interface Limits {
  /** Units of fuel: function entries, loop steps, copied members (docs/limits.md). When they are gone, the cell is terminated (`fuel`). */
  readonly fuel?: number;
  /** Bytes of buffers, texts and arrays that built-ins make, freed ones too (docs/limits.md). When they are gone, the cell is terminated (`memory`). */
  readonly allocation?: number;
  /** Units of call depth. Past them the guest gets a RangeError. */
  readonly depth?: number;
  /** Milliseconds for the synchronous part of one entry. Costs tens of microseconds per entry, and does not stop every native call. */
  readonly deadlineMs?: number;
  /** Calls from the guest to the host (`quota`). */
  readonly hostCalls?: number;
  /** UTF-16 units written to `stdio` (`quota`). */
  readonly output?: number;
  /** Timers at once, for the `timers` power. Default 100. */
  readonly timers?: number;
  /**
   * Budgets of each call from the host: of a call of a guest's function, of `evaluate`, of a promise that the host settles. When one is gone the call
   * ends with CellTerminated, whose `scope` is `call`, and with it what it has begun (its jobs); the cell stays ready, and the next call has its own.
   * Fuel counts against the lifetime's as well.
   */
  readonly perCall?: CallLimits;
  /** Runs artifacts that are not metered, and compiles source so: for trusted code, or within an outer tier that bounds time. */
  readonly unmetered?: boolean;
}

export interface CallLimits {
  readonly fuel?: number;
  readonly hostCalls?: number;
  readonly output?: number;
}

/** What a cell has used so far. */
export interface Usage {
  /** Units of fuel. */
  readonly fuel: number;
  /** Bytes that built-ins have made. */
  readonly allocation: number;
  /** The greatest depth at which the stack was asked (docs/limits.md): 0 for programs that do not go 64 units deep. */
  readonly peakDepth: number;
  readonly hostCalls: number;
}

/** What a cell tells its supervisor unasked. */
export type CellEvent =
  /** A guest's promise was rejected and nobody looked after it. The process goes on. */
  | { readonly type: "unhandled-rejection"; readonly error: unknown }
  /** A value of the host could not cross; the guest was told less. */
  | { readonly type: "refused"; readonly error: Error }
  /** A program uses a name or imports a module that is not granted, under a policy that only reports it (`enforce: "report"`). */
  | ({ readonly type: "violation" } & Violation)
  /** A power had an error that no caller receives. */
  | { readonly type: "power-error"; readonly error: unknown }
  /** The engine has things that cells do not and on which nobody has decided: they have been removed. Told by each cell, when it is made. */
  | { readonly type: "engine-feature"; readonly names: readonly string[] }
  /** The cell is over. */
  | { readonly type: "ended"; readonly reason: TerminationReason | "exit"; readonly exitCode?: number }
  /** Worker tier: the cell is over, and its thread is not: a native call that looks for no interrupt holds it up. */
  | { readonly type: "stuck" };

export interface CellOptions {
  /** Default: the preset `strict`. */
  readonly policy?: Policy;
  /** Values under the names by which guests know them: functions are wrapped, data is copied, bastions and powers are as they say. */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** Host modules by specifier, each an object of members that cross like globals. */
  readonly modules?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Where all other modules come from. */
  readonly hooks?: CellHooks;
  readonly limits?: Limits;
  /** Are asked about every access of programs, under `policy.mediation: "full"` (docs/mediation.md). Those of an outer cell are asked as well. */
  readonly guards?: Guards;
  /** Where powers that print (`consoleTo()`) write. */
  readonly stdio?: Stdio;
  /** Where artifacts that were verified before are known, and how the engine compiled them. Of this cell alone: subcells and cells in vessels have none by it. */
  readonly cache?: ProgramCache;
  /** For people: in stacks, as the file name of source given as text. Default `guest`. */
  readonly name?: string;
  onEvent?(event: CellEvent): void;
}

/** A module's exports as the supervisor gets them: frozen, without prototype, and live: what the module changes is seen at the next read. */
export type Namespace = Readonly<Record<string, unknown>>;

export type { CellHooks, GuestError };
