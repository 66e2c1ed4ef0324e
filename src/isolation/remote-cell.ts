import { headerText } from "../contract/index.js";
import type { CellEvent, Usage } from "../runtime/cell-options.js";
import { CellError, CellExit, CellTerminated, type TerminationReason } from "../runtime/errors.js";
import type { Artifact, VerifiedProgram } from "../verifier/verified-program.js";
import { compilerText } from "./compiler-text.js";
import { describeCell, type RemoteCellOptions } from "./describe-cell.js";
import { makeDiagnosticsError } from "./diagnostics-error.js";
import type { Method, ProgramText } from "./protocol.js";
import type { Vessel } from "./vessel.js";
import { ChannelEnded } from "./wire/channel-ended.js";
import { Peer, type Patience } from "./wire/peer.js";

/** Wall-clock time that one call may take when the supervisor sets no limit. */
const DEFAULT_DEADLINE_MS = 30_000;
/** How often a cell that nobody is calling is asked whether it still answers. */
const PULSE_MS = 500;
const START_MS = 30_000;
/** A transport fails a little before thread or process say why. */
const LAST_WORDS_MS = 1_000;

export type Namespace = Readonly<Record<string, unknown>>;
export type Program = string | Artifact | VerifiedProgram;

/** A vessel that waits for its cell. */
export interface OpenVessel {
  readonly vessel: Vessel;
  /** Whether the compiler was sent along. Else it is sent when the first source is: most cells are given artifacts. */
  readonly hasCompiler: boolean;
}

/**
 * A cell that runs in a vessel of its own: the same options and errors as `Cell`, methods that answer later.
 *
 * Inside, everything is as in a `Cell`: realm, verifier, membrane, limits. What the vessel adds is an end that does not depend on the guest's
 * cooperation, or on our code around it being right: the deadline is kept from outside, by ending the vessel.
 *
 * Deadlines are wall-clock time of one call, what the guest waits for included. Between calls (timers, callbacks of the guest's own) the vessel must
 * go on answering within the same time.
 */
export abstract class RemoteCell {
  readonly #open: OpenVessel;
  readonly #peer: Peer;
  readonly #deadlineMs: number;
  readonly #started: Promise<unknown>;
  #compiler: Promise<unknown> | undefined;
  /** Calls under way that have a deadline, and that keep the process alive. */
  #brief = 0;
  #held = 0;
  #over: CellExit | CellTerminated | undefined;
  #pulse: NodeJS.Timeout | undefined;
  #pulseAsked = false;
  #loadsCompiler = false;
  readonly #onEvent: ((event: CellEvent) => void) | undefined;
  #hasEnded = false;

  protected constructor(open: OpenVessel, options: RemoteCellOptions) {
    this.#open = open;
    this.#deadlineMs = Math.min(options.limits?.deadlineMs ?? DEFAULT_DEADLINE_MS, options.policy?.limits.deadlineMs ?? Infinity);
    this.#onEvent = options.onEvent?.bind(options);
    const { vessel } = open;
    this.#peer = new Peer({
      transport: vessel.transport,
      serve: () => {
        throw new CellError("invalid-options", "a vessel asks for nothing by name");
      },
      makeDiagnosticsError,
      stacks: false,
      onMalformed: () => this.#end("integrity"),
      guard: (call, patience) => this.#guard(call, patience),
      onEnded: () => this.#channelEnded(),
    });
    void vessel.ended.then((reason) => this.#end(reason));
    void vessel.gone.then((isGone) => {
      if (!isGone) this.#emit({ type: "stuck" });
    });
    this.#started = this.#begin(options);
    this.#started.then(
      () => this.#watchPulse(),
      () => undefined,
    );
  }

  async load<T = Namespace>(plugin: Program): Promise<T> {
    return (await this.#run("load", plugin)) as T;
  }

  async evaluate(program: Program): Promise<unknown> {
    return await this.#run("evaluate", program);
  }

  async execute(program: Program): Promise<void> {
    await this.#run("execute", program);
  }

  async import<T = Namespace>(specifier: string): Promise<T> {
    return (await this.#ask("import", specifier)) as T;
  }

  async reload<T = Namespace>(specifier: string): Promise<T> {
    return (await this.#ask("reload", specifier)) as T;
  }

  async unload(specifier: string): Promise<void> {
    await this.#ask("unload", specifier);
  }

  /** Resolves when the cell has no pending job, timer or host call. Waits as long as that takes; the guest must go on answering meanwhile. */
  async idle(): Promise<void> {
    await this.#ask("idle", undefined, "long");
  }

  async usage(): Promise<Usage> {
    return (await this.#ask("usage")) as Usage;
  }

  get status(): "ready" | "exited" | "terminated" | "disposed" {
    if (this.#over === undefined) return "ready";
    if (this.#over instanceof CellExit) return "exited";
    return this.#over.reason === "disposed" ? "disposed" : "terminated";
  }

  /** Ends the cell and its vessel at once. The promise tells when nothing of it is left; nobody need wait for it. */
  async dispose(): Promise<void> {
    this.#end("disposed");
    await this.#open.vessel.gone;
  }

  async #run(method: Method, program: Program): Promise<unknown> {
    const text = programText(program);
    if ("source" in text && !this.#open.hasCompiler) await (this.#compiler ??= this.#loadCompiler());
    return await this.#ask(method, text);
  }

  async #loadCompiler(): Promise<void> {
    await this.#started;
    this.#loadsCompiler = true;
    await this.#peer.call("compiler" satisfies Method, await compilerText(), "long");
    this.#loadsCompiler = false;
  }

  /** Threads and processes take their time to start: the deadline is for the guest. */
  async #begin(options: RemoteCellOptions): Promise<void> {
    const timer = setTimeout(() => this.#end("integrity"), START_MS);
    try {
      await this.#peer.call(
        "start" satisfies Method,
        describeCell({ ...options, ...(this.#onEvent && { onEvent: this.#fromWithin }) }),
        "long",
      );
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask(method: Method, argument?: unknown, patience?: Patience): Promise<unknown> {
    if (this.#over !== undefined) throw this.#over;
    await this.#started;
    return await this.#peer.call(method, argument, patience);
  }

  /** Every call into the vessel passes here: the cell's own methods, functions of the guest, steps of its iterators, promises. */
  async #guard<T>(call: () => Promise<T>, patience: Patience): Promise<T> {
    if (this.#over !== undefined) throw this.#over;
    const brief = patience === "brief" || patience === "pulse";
    // an idle vessel may be slow to wake up: that alone is no reason to end it
    const allowed = this.#deadlineMs + (patience === "pulse" ? PULSE_MS : 0);
    const timer = brief && allowed !== Infinity ? setTimeout(() => this.#end("deadline"), allowed) : undefined;
    if (brief) this.#brief++;
    if (patience !== "idle" && this.#held++ === 0) this.#open.vessel.hold(true);
    try {
      return await call();
    } catch (error) {
      throw await this.#verdict(error);
    } finally {
      clearTimeout(timer);
      if (brief) this.#brief--;
      if (patience !== "idle" && --this.#held === 0) this.#open.vessel.hold(false);
    }
  }

  /** What the supervisor gets to see when a call has failed: the guest's error, or why the cell is no more. */
  async #verdict(error: unknown): Promise<unknown> {
    if (error instanceof ChannelEnded) await this.#open.vessel.ended;
    if (this.#over !== undefined) return this.#over;
    if (error instanceof CellExit || (error instanceof CellTerminated && error.scope === "cell")) {
      this.#over = error;
      this.#end(error instanceof CellTerminated ? error.reason : "disposed");
    }
    return error;
  }

  /** A channel fails a little before thread or process say why; if they do not, it was broken off on purpose. */
  #channelEnded(): void {
    const timer = setTimeout(() => this.#end("integrity"), LAST_WORDS_MS);
    void this.#open.vessel.ended.then((reason) => {
      clearTimeout(timer);
      this.#end(reason);
    });
  }

  #end(reason: TerminationReason): void {
    const over = (this.#over ??= new CellTerminated(reason));
    clearInterval(this.#pulse);
    this.#open.vessel.kill(reason);
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#emit(
      over instanceof CellExit ? { type: "ended", reason: "exit", exitCode: over.exitCode } : { type: "ended", reason: over.reason },
    );
  }

  /** That the cell has ended is told here, once, whether or not the vessel was still able to. */
  readonly #fromWithin = (event: CellEvent): void => {
    if (event.type !== "ended") this.#emit(event);
  };

  #emit(event: CellEvent): void {
    try {
      this.#onEvent?.(event);
    } catch {
      // the supervisor's listener is no part of what it listens to
    }
  }

  #watchPulse(): void {
    if (this.#over !== undefined) return;
    this.#pulse = setInterval(() => this.#feelPulse(), PULSE_MS);
    this.#pulse.unref();
  }

  /** Asks a vessel that nobody is calling for a sign of life; the call's own deadline ends one that gives none. */
  #feelPulse(): void {
    if (this.#pulseAsked || this.#loadsCompiler || this.#brief > 0 || this.#deadlineMs === Infinity) return;
    this.#pulseAsked = true;
    this.#peer.call("ping" satisfies Method, undefined, "pulse").then(
      () => (this.#pulseAsked = false),
      () => undefined,
    );
  }
}

/** The program as text: the vessel trusts nobody's word that it was verified. */
function programText(program: Program): ProgramText {
  if (typeof program === "string") return isArtifactText(program) ? { text: program } : { source: program };
  const text = "text" in program ? program.text : headerText(program.manifest) + program.body;
  return program.map === undefined ? { text } : { text, map: program.map };
}

/** Artifacts begin with their manifest's first field. */
const isArtifactText = (text: string): boolean => text.startsWith('// {"edition":');
