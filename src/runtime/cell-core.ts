import { GLOBAL_OBJECT_NAMES, GUARD_PREFIX, type Goal } from "../contract/index.js";
import { definePolicy, type Policy } from "../policy/index.js";
import type { Artifact, VerifiedProgram } from "../verifier/verified-program.js";
import { admit, isArtifactText, isGranted, type Admission, type Violation } from "./admit.js";
import type { CellEvent, CellOptions, Limits, Namespace, Stdio, TextSink, Usage } from "./cell-options.js";
import type { CellHooks } from "./modules/cell-hooks.js";
import type { ProgramCache } from "./cache/program-cache.js";
import { compileForCell, type CompileRequest } from "./compiler-port.js";
import { CellError, CellExit, CellTerminated, type TerminationReason } from "./errors.js";
import type { Guards } from "./mediation.js";
import { Membrane } from "./membrane/host.js";
import { limitsWithin } from "./limits/limits-within.js";
import { shareLimits, type Drawn } from "./limits/share-limits.js";
import { GuestThrown } from "./modules/guest-thrown.js";
import { Loader } from "./modules/loader.js";
import type { ModuleRef } from "./modules/module-ref.js";
import { Power, type InsideValue, type PowerHost } from "./power.js";
import { Current } from "./realm/current-stdio.js";
import { DeadlineExceeded, withDeadline } from "./realm/deadline.js";
import type { Kit } from "./realm/inside/kit.js";
import { publishViolation } from "./realm/violation-channel.js";
import type { CompilePattern } from "./realm/inside/regexp/linear.js";
import { linearEngine } from "./realm/linear-engine.js";
import { createRealm, type KnownCode, type Realm } from "./realm/node-vm.js";
import { StackMapper } from "./stack-mapper.js";
import { ownRejections } from "./realm/unhandled-rejections.js";

export type Source = string | Artifact | VerifiedProgram;

const REASONS: readonly string[] = ["fuel", "deadline", "memory", "quota", "disposed", "integrity"] satisfies TerminationReason[];

/** Stands for the power to end the cell among `globals`; see `Cell.exit`. */
export const EXIT = Object.freeze({ power: "exit" });

/** One realm with membrane, loader, limits and end: what `Cell` puts a face on. */
export class CellCore {
  readonly policy: Policy;
  readonly supplied: readonly string[];
  readonly limits: Limits;
  readonly name: string;
  readonly hooks: CellHooks | undefined;
  readonly guards: Guards | undefined;
  readonly stdio = new Current<Stdio>();
  /** Powers that no program has named yet. */
  readonly #onDemand = new Map<string, () => void>();
  /** Values of globals as the host knows them, powers installed. */
  readonly globals = new Map<string, unknown>();
  readonly #realm: Realm;
  readonly #kit: Kit;
  /** Made when first needed. */
  #membrane: Membrane | undefined;
  #loader: Loader | undefined;
  readonly #mapper = new StackMapper();
  readonly #modules: CellOptions["modules"];
  readonly #onEvent: ((event: CellEvent) => void) | undefined;
  readonly #stdio: Stdio;
  readonly #ends: (() => void)[] = [];
  readonly #cache: ProgramCache | undefined;
  /** Programs of which the cache is to know the engine's code: artifacts that were handed to the cell, not what it compiled itself. */
  readonly #kept = new WeakSet<VerifiedProgram>();
  /** What is to be written when the current entry is over. */
  #uncached: (() => void)[] = [];
  #pending = 0;
  #lentCalls = 0;
  #written = 0;
  /** Written within the call of that number. */
  #writtenInCall = 0;
  #call = 0;
  #exitCode = 0;
  #ended = false;
  #timing = false;

  /** @param subcell makes a cell within this one, for powers */
  constructor(options: CellOptions, policy: Policy, subcell: PowerHost["subcell"]) {
    this.policy = policy;
    this.limits = limitsWithin(policy, options.limits);
    this.name = options.name ?? "guest";
    this.hooks = options.hooks;
    this.guards = options.guards;
    this.supplied = Object.keys(options.globals ?? {});
    this.#onEvent = options.onEvent?.bind(options);
    this.#stdio = options.stdio ?? {};
    this.#cache = options.cache;
    this.#modules = options.modules;
    const { language, globals } = policy;
    this.#realm = createRealm({
      features: { constructor: language.constructor, proto: language.proto, globalObject: language.globalObject },
      ambient: language.ambient,
      optional: globals.optional,
      regexp: policy.regexp,
      unmetered: this.limits.unmetered === true,
    });
    const { kit, root, ambient, stacks } = this.#realm.inside;
    stacks.setMapper(this.#mapper.map);
    this.#kit = kit;
    const { fuel, allocation, depth, perCall } = this.limits;
    if (allocation !== undefined) kit.allocation.setLimit(allocation);
    kit.meter.setLimits({
      ...(fuel !== undefined && { fuel }),
      ...(depth !== undefined && { depth }),
      ...(perCall?.fuel !== undefined && { callFuel: perCall.fuel }),
    });
    ownRejections({ root, unhandled: (reason) => this.#unhandled(reason) });
    if (policy.regexp === "linear") kit.regExps.connect(this.loader.run(admit(linearEngine(), this.#libraryAdmission())) as CompilePattern);
    const { undecided } = this.#realm;
    if (undecided.length > 0) this.emit({ type: "engine-feature", names: undecided });
    const host = this.#powerHost(ambient, subcell);
    for (const [name, value] of Object.entries(options.globals ?? {})) this.#endow(name, value, host);
    if (this.guards !== undefined) this.membrane.mediate(this.guards);
  }

  get membrane(): Membrane {
    if (this.#membrane === undefined) {
      const { membrane } = this.#realm.inside;
      const { hostCalls, perCall } = this.limits;
      if (hostCalls !== undefined) membrane.addHostCalls(hostCalls);
      if (perCall?.hostCalls !== undefined) membrane.limitHostCalls(perCall.hostCalls);
      this.#membrane = new Membrane(membrane, {
        terminated: (reason, callOnly) => (callOnly ? new CellTerminated(reason as TerminationReason, "call") : this.endError(reason)),
        onRefused: (error) => this.emit({ type: "refused", error }),
        onPending: (delta) => this.pend(delta),
        ...this.#deadline(),
      });
    }
    return this.#membrane;
  }

  get loader(): Loader {
    return (this.#loader ??= new Loader({
      realm: {
        linker: this.#realm.inside.linker,
        factory: (program) => {
          const script = this.#mapper.add(program);
          return this.#realm.instantiate(program.body, script, this.#codeOf(program, script));
        },
        toGuest: (value) => this.membrane.toGuest(value),
        ...this.#deadline(),
        compile: (source, { goal, filename }) => this.program(source, goal, filename),
        verify: (artifact) => this.#admitGiven(artifact),
      },
      policy: this.policy,
      hooks: this.hooks,
      modules: this.#modules,
      onPending: (delta) => this.pend(delta),
      onViolation: (violation) => this.#violated(violation),
    }));
  }

  /** How membrane and loader enter the cell, where a deadline bounds each entry. */
  #deadline(): { entry?: <T>(body: () => T) => T } {
    const { deadlineMs } = this.limits;
    return deadlineMs === undefined ? {} : { entry: (body) => this.#timed(deadlineMs, body) };
  }

  /** Calls of the host so far. */
  #hostCalls(): number {
    return this.#membrane === undefined ? 0 : this.#realm.inside.membrane.hostCalls();
  }

  /** Verified program of a source or an artifact. `evaluate`: an expression if the text is one, else a script. */
  program(source: Source, goal: Goal | "evaluate", filename = `${this.name}.js`): VerifiedProgram {
    if (typeof source !== "string" || isArtifactText(source)) return this.#admitGiven(source);
    const { policy, supplied, limits } = this;
    const request: CompileRequest = { goal, filename, policy, supplied, metered: limits.unmetered !== true };
    return this.#provided(admit(compileForCell(source, request), this.#admission()));
  }

  /** Installs what the program uses and no program has used before. */
  #provided(program: VerifiedProgram): VerifiedProgram {
    if (this.#onDemand.size === 0) return program;
    const { globals, names } = program.manifest;
    for (const name of [...globals, ...names]) {
      const install = this.#onDemand.get(name);
      if (!this.#onDemand.delete(name)) continue;
      install!();
    }
    return program;
  }

  #admitGiven(artifact: Source): VerifiedProgram {
    const program = admit(artifact, { ...this.#admission(), cache: this.#cache });
    if (this.#cache !== undefined) this.#kept.add(program);
    return this.#provided(program);
  }

  #codeOf(program: VerifiedProgram, script: string): KnownCode | undefined {
    if (this.#cache === undefined || !this.#kept.has(program)) return undefined;
    const store = this.#cache.code(program, script);
    return { read: () => store.read(), fresh: (produce) => this.#uncached.push(() => store.write(produce())) };
  }

  #writeCache(): void {
    if (this.#uncached.length === 0) return;
    const writes = this.#uncached;
    this.#uncached = [];
    for (const write of writes) write();
  }

  /** Runs the synchronous part of an entry; what guest code throws leaves as the supervisor's error, and so does an end that it swallowed. */
  enter<T>(body: () => T): T {
    this.check();
    const { deadlineMs } = this.limits;
    const entry = (): T => this.#entry(body);
    try {
      const result = deadlineMs === undefined ? entry() : this.#timed(deadlineMs, entry);
      this.check();
      return result;
    } finally {
      this.note();
      this.#writeCache();
    }
  }

  /** One call, as budgets count them: what is run and how its result crosses. */
  #entry<T>(body: () => T): T {
    const { meter } = this.#kit;
    let mark: number;
    try {
      mark = meter.entry();
    } catch {
      this.check();
      throw new CellError("stack-exhausted", "the stack ran out in the cell");
    }
    try {
      const result = body();
      const interruption = meter.interruption();
      if (interruption !== undefined) throw new CellTerminated(interruption as TerminationReason, "call");
      return result;
    } catch (error) {
      throw this.errorOf(error);
    } finally {
      meter.exit(mark);
    }
  }

  async enterAsync<T>(body: () => Promise<T>): Promise<T> {
    this.check();
    try {
      const result = await body();
      this.check();
      return result;
    } catch (error) {
      throw this.errorOf(error);
    } finally {
      this.note();
      this.#writeCache();
    }
  }

  errorOf(error: unknown): unknown {
    return GuestThrown.is(error) ? this.membrane.thrown(error.value) : error;
  }

  /**
   * A module's exports: frozen, without prototype, each read anew whenever it is asked for, since bindings are live. Data is a new copy each time; functions
   * are the same. One that cannot cross, or is not there yet, throws. A function called `then` stays behind.
   */
  namespace(ref: ModuleRef): Namespace {
    const made = Object.create(null) as Record<string, unknown>;
    for (const name of ref.names) {
      const get = (): unknown => this.enter(() => this.membrane.toHost(ref.read(name)));
      if (name !== "then") Object.defineProperty(made, name, { get, enumerable: true });
      else if (typeof get() !== "function") Object.defineProperty(made, name, { value: get(), enumerable: true });
    }
    Object.defineProperty(made, Symbol.toStringTag, { value: "Module" });
    return Object.freeze(made);
  }

  get reason(): string | undefined {
    return this.#kit.meter.reason();
  }

  get usage(): Usage {
    return { ...this.#kit.meter.usage(), allocation: this.#kit.allocation.used(), hostCalls: this.#hostCalls() };
  }

  get pending(): number {
    return this.#pending;
  }

  pend(delta: 1 | -1): void {
    this.#pending += delta;
  }

  /** Throws if the cell is over. */
  check(): void {
    const { reason } = this;
    if (reason !== undefined) throw this.endError(reason);
  }

  end(reason: TerminationReason | "exit"): void {
    this.#kit.meter.terminate(reason);
    this.note();
  }

  /** Limits for a cell within this one, drawn from what this one has left. */
  share(asked: Limits): { readonly limits: Limits; readonly drawn: Drawn } {
    const { hostCalls, output } = this.limits;
    const rest = (budget: number | undefined, used: number): number => (budget === undefined ? Infinity : Math.max(0, budget - used));
    const left = {
      fuel: this.#kit.meter.available(),
      allocation: this.#kit.allocation.available(),
      hostCalls: rest(hostCalls, this.#hostCalls() + this.#lentCalls),
      output: rest(output, this.#written),
    };
    const share = shareLimits(this.limits, left, asked);
    this.#draw(share.drawn, 1);
    return share;
  }

  /** Takes back what an inner cell has not used. */
  reclaim(drawn: Drawn, inner?: CellCore): void {
    const { fuel, allocation, hostCalls } = inner?.usage ?? { fuel: 0, allocation: 0, hostCalls: 0 };
    const unused = (given: number, used: number): number => Math.max(0, given - used);
    this.#draw(
      {
        fuel: unused(drawn.fuel, fuel),
        allocation: unused(drawn.allocation, allocation),
        hostCalls: unused(drawn.hostCalls, hostCalls),
        output: unused(drawn.output, inner === undefined ? 0 : inner.#written),
      },
      -1,
    );
  }

  #draw({ fuel, allocation, hostCalls, output }: Drawn, sign: 1 | -1): void {
    if (sign === 1) {
      this.#kit.meter.lend(fuel);
      this.#kit.allocation.lend(allocation);
    } else {
      this.#kit.meter.giveBack(fuel);
      this.#kit.allocation.giveBack(allocation);
    }
    if (this.limits.hostCalls !== undefined) {
      this.#lentCalls += sign * hostCalls;
      // first the membrane, which starts with the whole budget
      void this.membrane;
      this.#realm.inside.membrane.addHostCalls(-sign * hostCalls);
    }
    if (this.limits.output !== undefined) this.#written += sign * output;
  }

  onEnd(end: () => void): void {
    if (this.#ended) end();
    else this.#ends.push(end);
  }

  emit(event: CellEvent): void {
    try {
      this.#onEvent?.(event);
    } catch {
      // the supervisor's listener is no part of what it listens to
    }
  }

  endError(reason: string): Error {
    this.note();
    if (reason === "exit") return new CellExit(this.#exitCode);
    return new CellTerminated(REASONS.includes(reason) ? (reason as TerminationReason) : "integrity");
  }

  /** Does, once, what is to be done when the cell is over. */
  note(): void {
    const { reason } = this;
    if (this.#ended || reason === undefined) return;
    this.#ended = true;
    for (const end of this.#ends.splice(0)) {
      try {
        end();
      } catch (error) {
        this.emit({ type: "power-error", error });
      }
    }
    if (reason === "exit") this.emit({ type: "ended", reason, exitCode: this.#exitCode });
    else this.emit({ type: "ended", reason: REASONS.includes(reason) ? (reason as TerminationReason) : "integrity" });
  }

  #admission(): Admission {
    return { policy: this.policy, supplied: this.supplied, unmetered: this.limits.unmetered === true, onViolation: this.#violated };
  }

  /** Libraries of powers are ours: no guard of a supervisor's is asked about what they do, and no guest gets hold of their regular expressions. */
  #libraryAdmission(): Admission {
    return { ...this.#admission(), policy: definePolicy({ extends: this.policy, mediation: "direct", regexp: "native" }) };
  }

  readonly #violated = (violation: Violation): void => {
    const { kind, name } = violation;
    if (kind === "global" && !this.globals.has(name)) this.#kit.names.endow(name, undefined);
    this.emit({ type: "violation", ...violation });
    publishViolation({ cell: this.name, ...violation });
  };

  #timed<T>(milliseconds: number, body: () => T): T {
    if (this.#timing) return body();
    this.#timing = true;
    try {
      return withDeadline(milliseconds, body);
    } catch (error) {
      if (!(error instanceof DeadlineExceeded)) throw error;
      this.end("deadline");
      throw this.endError("deadline");
    } finally {
      this.#timing = false;
    }
  }

  #unhandled(reason: unknown): void {
    if (this.reason !== undefined) {
      this.note();
      return;
    }
    this.emit({ type: "unhandled-rejection", error: this.membrane.thrown(reason) });
    this.note();
  }

  #endow(name: string, given: unknown, host: PowerHost): void {
    if (GLOBAL_OBJECT_NAMES.includes(name) || name.startsWith(GUARD_PREFIX)) {
      throw new CellError(
        "invalid-options",
        `globals: ${JSON.stringify(name)} cannot be supplied; what it means is a matter of the policy`,
      );
    }
    // a global object could be asked for it by any name at any time; else programs say what they use
    if (Power.is(given) && given.onDemand && !this.policy.language.globalObject)
      this.#onDemand.set(name, () => this.#install(name, given, host));
    else this.#install(name, given, host);
  }

  #install(name: string, given: unknown, host: PowerHost): void {
    let value = given;
    if (given === EXIT) value = (code: unknown) => this.#exit(code);
    else if (Power.is(given)) {
      value = Power.install(given, host);
      if (value === undefined) return;
    }
    this.globals.set(name, value);
    // scripts look names up at run time: what is not there cannot be found
    if (this.policy.enforce === "report" || isGranted(name, this.policy, this.supplied))
      this.#kit.names.endow(name, this.membrane.toGuest(value));
  }

  #exit(code: unknown): void {
    this.#exitCode = typeof code === "number" && Number.isInteger(code) ? code : 0;
    this.end("exit");
  }

  #powerHost(
    ambient: { setClock(now: () => number): void; setRandom(next: () => number): void },
    subcell: PowerHost["subcell"],
  ): PowerHost {
    const sink = (kind: "stdout" | "stderr"): TextSink => ({ write: (text) => this.#write(kind, text) });
    return {
      setClock: (now) => ambient.setClock(this.membrane.toGuest(now) as () => number),
      setRandom: (next) => ambient.setRandom(this.membrane.toGuest(next) as () => number),
      pending: (delta) => this.pend(delta),
      report: (error) => this.emit({ type: "power-error", error }),
      onEnd: (end) => this.onEnd(end),
      maxTimers: this.limits.timers ?? 100,
      streams: { stdout: sink("stdout"), stderr: sink("stderr") },
      inside: (library, ...args) => {
        try {
          return this.membrane.callInside(this.loader.run(admit(library, this.#libraryAdmission())), args) as InsideValue;
        } catch (error) {
          throw this.errorOf(error);
        }
      },
      subcell,
      charge: (units) => {
        try {
          this.#kit.meter.charge(units);
        } catch {
          // the termination is the realm's: the host has its own error for it
        }
        this.check();
      },
      member: (value, name) => this.membrane.member(value, name) as InsideValue,
    };
  }

  #writeInCall(length: number): number {
    const call = this.#kit.meter.calls();
    if (call !== this.#call) this.#writtenInCall = 0;
    this.#call = call;
    return (this.#writtenInCall += length);
  }

  #write(kind: "stdout" | "stderr", text: string): unknown {
    const { output, perCall } = this.limits;
    this.#written += text.length;
    if (output !== undefined && this.#written > output) {
      this.end("quota");
      return false;
    }
    if (perCall?.output !== undefined && this.#writeInCall(text.length) > perCall.output) {
      this.#kit.meter.interrupt("quota");
      return false;
    }
    const current = this.stdio.get() ?? this.#stdio;
    return current[kind]?.write(text);
  }
}
