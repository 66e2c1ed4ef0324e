/** Codes of `CellError`s; never renamed, never reused. */
export type CellErrorCode =
  /** guest code threw */
  | "guest-error"
  /** the guest called `exit` */
  | "cell-exit"
  /** the cell was stopped */
  | "cell-terminated"
  /** a global, a module or a value that the cell does not supply or must not let through */
  | "capability"
  /** a source string, and no compiler is there (`cloister/runtime` alone) */
  | "no-compiler"
  /** an artifact without depth and fuel, in a cell that insists on them */
  | "not-metered"
  /** a program of another goal than the method runs */
  | "wrong-goal"
  /** options that make no sense */
  | "invalid-options"
  /** the host's stack ran out while it was talking to the cell */
  | "stack-exhausted"
  | "module-not-found"
  | "module-link"
  | "module-load"
  | "module-cycle"
  | "import-denied"
  | "import-attributes"
  | "async-hook"
  | "async-module"
  | "file-not-found";

export interface CellErrorOptions {
  readonly cause?: unknown;
}

/** Whatever a cell has to tell its supervisor. `code` is stable; the message is for people. */
export class CellError extends Error {
  override name = "CellError";
  readonly code: CellErrorCode;

  constructor(code: CellErrorCode, message: string, options?: CellErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface GuestErrorOptions extends CellErrorOptions {
  /** Stack text as the guest would see it: guest frames only. */
  readonly stack?: string;
  /** Converted copy of a thrown value that is no error. */
  readonly value?: unknown;
}

/**
 * What guest code threw, in the supervisor's realm. Every text in it was chosen by the guest: print it, never act on it.
 * Handed back to the same cell (thrown through a host function, say) it is the guest's own error again.
 */
export class GuestError extends CellError {
  override name = "GuestError";
  /** The error's name in the guest, e.g. `TypeError`; empty when the guest threw something that is no error. */
  readonly guestName: string;
  /** The copied value when the guest threw something that is no error, else undefined. */
  readonly value: unknown;

  constructor(guestName: string, message: string, options: GuestErrorOptions = {}) {
    super("guest-error", message, "cause" in options ? { cause: options.cause } : undefined);
    this.guestName = guestName;
    this.value = options.value;
    // our own frames are the supervisor's business of another time: what matters here is where the guest threw
    Object.defineProperty(this, "stack", { value: options.stack ?? `${guestName}: ${message}`, writable: true, configurable: true });
  }
}

/** The guest ended its cell by `exit(code)`. The process goes on: what the code means is the supervisor's decision. */
export class CellExit extends CellError {
  override name = "CellExit";
  readonly exitCode: number;

  constructor(exitCode: number) {
    super("cell-exit", `the guest exited with code ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** Why a cell was stopped. `integrity`: something in the cell's own machinery was not as it must be. */
export type TerminationReason = "fuel" | "deadline" | "memory" | "quota" | "disposed" | "integrity";

const TERMINATIONS: Readonly<Record<TerminationReason, string>> = {
  fuel: "the cell used up its fuel",
  deadline: "the cell ran past its deadline",
  memory: "the cell ran out of memory",
  quota: "the cell used up a quota",
  disposed: "the cell is disposed",
  integrity: "the cell's integrity is in doubt",
};

/**
 * The cell was stopped and stays so: each later use throws this again. With `scope` `call` one call alone was stopped, because it used up its part
 * (`limits.perCall`): the cell goes on, and the next call has its own.
 */
export class CellTerminated extends CellError {
  override name = "CellTerminated";
  readonly reason: TerminationReason;
  readonly scope: "cell" | "call";

  constructor(reason: TerminationReason, scope: "cell" | "call" = "cell") {
    super("cell-terminated", scope === "cell" ? TERMINATIONS[reason] : TERMINATIONS[reason].replace("the cell", "the call"));
    this.reason = reason;
    this.scope = scope;
  }
}

/**
 * A power that the cell does not have: a global or module that was not supplied, or a host value that must not cross as it is
 * (an instance of a host class that is no bastion).
 */
export class CapabilityError extends CellError {
  override name = "CapabilityError";
  readonly #brand = true;

  /** Told by a private name: runs no code of whoever made `x`, not even a Proxy's. */
  static is(x: unknown): x is CapabilityError {
    return typeof x === "object" && x !== null && #brand in x;
  }

  constructor(message: string, options?: CellErrorOptions) {
    super("capability", message, options);
  }
}
