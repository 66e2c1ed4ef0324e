import type { VerifiedProgram } from "../verifier/verified-program.js";
import type { Cell } from "./cell.js";
import type { CellOptions } from "./cell-options.js";

declare const inside: unique symbol;

/** A value of the cell's realm that nobody outside looks at. */
export interface InsideValue {
  readonly [inside]: true;
}

/** What a cell lends to a power while it installs it. All of it is over when the cell is. */
export interface PowerHost {
  /** Gives `Date` (and `Intl.DateTimeFormat` without an argument) a clock: milliseconds since the epoch. */
  setClock(now: () => number): void;
  /** Gives `Math.random` a source: numbers from 0 up to, not including, 1. */
  setRandom(next: () => number): void;
  /** +1 when something begins that may enter the cell later, -1 when that is over: for `Cell.idle`. */
  pending(delta: 1 | -1): void;
  /** Tells the supervisor of an error that no caller receives, as an event; never throws. */
  report(error: unknown): void;
  /** Runs when the cell is disposed of or terminated, once; at once if that has happened. */
  onEnd(end: () => void): void;
  /** The cell's stdio, as `withStdio` has it at the time of each write; what is written counts against the cell's `output`. */
  readonly streams: { readonly stdout: { write(text: string): unknown }; readonly stderr: { write(text: string): unknown } };
  /** Timers that the cell's limits allow at once. */
  readonly maxTimers: number;
  /**
   * Runs a library of ours inside the cell as guest code: an expression that is a function is called with the arguments,
   * which cross the membrane; what it answers stays inside.
   */
  inside(library: VerifiedProgram, ...args: readonly unknown[]): InsideValue;
  /** A cell within this one, as `Cell.subcell` makes it. */
  subcell(options: CellOptions): Cell;
  /** Charges the guest for work that the host does for it. Throws CellTerminated when the fuel is not there. */
  charge(units: number): void;
  /** A property of such a value. */
  member(value: InsideValue, name: string): InsideValue;
}

/** How the same power is made again where a cell runs in a worker or a process. Plain data. */
export interface PortablePower {
  readonly kind: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * A power that needs more of its cell than a function does: its time, its end, code inside. Given as the value of a global:
 * `globals: { ...timers({ max: 10 }), Date: clock() }`. One power may serve many cells; each installs it for itself.
 *
 * `install` answers with the value of the global (of the host, to be converted, or an InsideValue), or undefined to leave the name as the language has it.
 */
export class Power {
  /** Private by name: a look-alike is no power. */
  readonly #install: (host: PowerHost) => unknown;
  /** Absent: the power cannot leave this thread. */
  readonly portable: PortablePower | undefined;

  /** Whether it is installed when the first program that names it is loaded, where that can be told: for what is large and seldom used. */
  readonly onDemand: boolean;

  constructor(install: (host: PowerHost) => unknown, portable?: PortablePower, { onDemand = false } = {}) {
    this.#install = install;
    this.portable = portable;
    this.onDemand = onDemand;
    Object.freeze(this);
  }

  static is(value: unknown): value is Power {
    return typeof value === "object" && value !== null && #install in value;
  }

  /** For cells: makes the global's value for one cell. */
  static install(power: Power, host: PowerHost): unknown {
    return power.#install(host);
  }
}
