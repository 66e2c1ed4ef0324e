import { definePolicy, meet, requirePolicy, type Policy } from "../policy/index.js";
import type { VerifiedProgram } from "../verifier/verified-program.js";
import { CellCore, EXIT, type Source } from "./cell-core.js";
import type { CellOptions, Namespace, Stdio, Usage } from "./cell-options.js";
import { CapabilityError, CellError } from "./errors.js";
import { limitsWithin } from "./limits/limits-within.js";
import { checkGuards, composeGuards } from "./mediation.js";
import type { LoadedModule } from "./modules/cell-hooks.js";

let defaultPolicy: Policy | undefined;

/** What `withStdio` answers with. */
export interface CellRunner extends Pick<Cell, "load" | "evaluate" | "execute" | "executeFile" | "import" | "importSync" | "reload"> {
  /** Does whatever else: calls a function that the cell has answered with, say. */
  run<T>(body: () => T): T;
}

/**
 * A padded cell: a JavaScript realm of its own, tamed, in which untrusted programs run with what the supervisor hands them and nothing else.
 *
 *   const cell = new Cell({ globals: { notes: bastion(notes), console: consoleTo(process) }, limits: { fuel: 1e8 } });
 *   const plugin = await cell.load(source);
 *   plugin.run("hello");
 *
 * Everything that a cell runs has been verified, its own compiler's output included. Values cross by the membrane: plain data is copied, functions
 * are wrapped, host objects go in as bastions. What a guest throws arrives as `GuestError`; `CellExit` and `CellTerminated` say that the
 * cell is over, and so does each later use of it.
 */
export class Cell {
  /**
   * The power to end the cell. Granted under any name: `globals: { exit: Cell.exit }`; the guest calls `exit(code)`, its code runs no
   * further, and the supervisor gets `CellExit` with the code. The process is not touched.
   */
  static readonly exit: unknown = EXIT;

  readonly #core: CellCore;
  readonly #children = new Set<Cell>();

  /** @throws CapabilityError when a global or a module must not enter as it is; PolicyError, CellError `invalid-options` */
  constructor(options: CellOptions = {}) {
    checkKeys(options);
    const policy = requirePolicy(options.policy ?? (defaultPolicy ??= definePolicy({})));
    checkGuards(options.guards, policy.mediation === "full");
    this.#core = new CellCore(options, policy, (inner) => this.subcell(inner));
    this.#core.onEnd(() => {
      for (const child of this.#children) child.dispose();
    });
  }

  /** The policy that holds for everything the cell runs. */
  get policy(): Policy {
    return this.#core.policy;
  }

  /**
   * Runs one module (or CommonJS program), given as source or artifact; what it imports comes from `modules` and `hooks`.
   * @returns its exports, live: each is converted when it is read
   * @throws CleanseError, VerifyError, CapabilityError, GuestError, CellExit, CellTerminated, CellError (`module-…`)
   */
  async load<T = Namespace>(plugin: Source): Promise<T> {
    const core = this.#core;
    return await core.enterAsync(async () => {
      const program = requireGoal(core.program(plugin, "module"), ["module", "commonjs"]);
      return core.namespace(await core.loader.load(program)) as T;
    });
  }

  /**
   * Runs an expression or a script.
   * @returns the value of the expression, the completion value of the script, converted
   */
  evaluate(program: Source): unknown {
    const core = this.#core;
    core.check();
    // not within the entry: a deadline bounds what the guest does, and compiling is the host's
    const verified = core.program(program, "evaluate");
    return core.enter(() => core.membrane.toHost(this.#run(verified)));
  }

  /** Runs statements. Their top-level bindings stay: later programs see them. */
  execute(program: Source): void {
    this.#core.check();
    const verified = this.#core.program(program, "script");
    this.#core.enter(() => void this.#run(verified));
  }

  /** Runs a script that the hooks find under a path. @throws CellError `file-not-found`, `async-hook` */
  executeFile(path: string): void {
    const core = this.#core;
    core.check();
    const { hooks } = core;
    const id = atOnce(hooks?.resolve === undefined ? path : hooks.resolve(path, undefined), path);
    const found = id === undefined ? undefined : atOnce(hooks?.load(id), path);
    if (id === undefined || found === undefined) throw new CellError("file-not-found", `there is no '${path}'`);
    const verified = core.program(sourceOf(found, path), "script", id);
    core.enter(() => void this.#run(verified));
  }

  /** Imports a module by `modules` and `hooks`, as a guest's `import()` does. */
  async import<T = Namespace>(specifier: string): Promise<T> {
    const core = this.#core;
    return await core.enterAsync(async () => core.namespace(await core.loader.import(specifier)) as T);
  }

  /** The same at once: all hooks must answer at once, and no module may await at its top level. @throws CellError `async-hook`, `async-module` */
  importSync<T = Namespace>(specifier: string): T {
    return this.#core.enter(() => this.#core.namespace(this.#core.loader.importSync(specifier)) as T);
  }

  /** Reads and runs a module anew. Who holds the old one keeps it; if that fails, the old one stays. */
  async reload(specifier: string): Promise<Namespace> {
    const core = this.#core;
    return await core.enterAsync(async () => core.namespace(await core.loader.reload(specifier)));
  }

  /** Forgets a module: the next import reads it anew. */
  unload(specifier: string): void {
    this.#core.enter(() => this.#core.loader.unload(specifier));
  }

  /** Opens a file as the guest would, by the cell's own `open`. @throws CapabilityError when it has none */
  open(path: string, mode?: string): unknown {
    this.#core.check();
    const open = this.#core.globals.get("open");
    if (typeof open !== "function") throw new CapabilityError("this cell has no `open`");
    return (open as (path: string, mode?: string) => unknown)(path, ...(mode === undefined ? [] : [mode]));
  }

  /** The same cell, whose output goes to other streams while these methods run, and for all that they begin. */
  withStdio(stdio: Stdio): CellRunner {
    const within = <T>(body: () => T): T => this.#core.stdio.run(stdio, body);
    return {
      load: (plugin) => within(() => this.load(plugin)),
      evaluate: (program) => within(() => this.evaluate(program)),
      execute: (program) => within(() => this.execute(program)),
      executeFile: (path) => within(() => this.executeFile(path)),
      import: (specifier) => within(() => this.import(specifier)),
      importSync: (specifier) => within(() => this.importSync(specifier)),
      reload: (specifier) => within(() => this.reload(specifier)),
      run: within,
    };
  }

  /**
   * A cell within this one: its policy is the meet of both, its budgets (fuel, host calls, output) are drawn from what this one has left, half of it unless
   * said otherwise, and what it has not used comes back when it ends. It ends when this one ends. Globals and modules are its own: none are inherited.
   */
  subcell(options: CellOptions = {}): Cell {
    const core = this.#core;
    core.check();
    const policy = options.policy === undefined ? core.policy : meet(core.policy, requirePolicy(options.policy));
    const { limits, drawn } = core.share(limitsWithin(policy, options.limits));
    checkGuards(options.guards, policy.mediation === "full");
    const guards = composeGuards(core.guards, options.guards);
    let child: Cell;
    try {
      child = new Cell({ ...options, policy, limits, ...(guards !== undefined && { guards }) });
    } catch (error) {
      core.reclaim(drawn);
      throw error;
    }
    this.#children.add(child);
    child.#core.onEnd(() => {
      this.#children.delete(child);
      core.reclaim(drawn, child.#core);
    });
    return child;
  }

  /** Resolves when nothing of the cell is under way: no job, no timer, no call to the host. */
  async idle(): Promise<void> {
    do await turn();
    while (this.#core.pending > 0 && this.#core.reason === undefined);
  }

  get usage(): Usage {
    return this.#core.usage;
  }

  get status(): "ready" | "exited" | "terminated" | "disposed" {
    switch (this.#core.reason) {
      case undefined:
        return "ready";
      case "exit":
        return "exited";
      case "disposed":
        return "disposed";
      default:
        return "terminated";
    }
  }

  /** Ends the cell, and the cells within it. Its functions throw CellTerminated from now on. */
  dispose(): void {
    this.#core.end("disposed");
  }

  #run(program: VerifiedProgram): unknown {
    return this.#core.loader.run(requireGoal(program, ["script", "expression"]));
  }
}

function requireGoal(program: VerifiedProgram, goals: readonly string[]): VerifiedProgram {
  const { goal, filename } = program.manifest;
  if (!goals.includes(goal))
    throw new CellError("wrong-goal", `${filename} is a ${goal} program; this runs ${goals.join(" and ")} programs`);
  return program;
}

const OPTIONS: ReadonlySet<string> = new Set<keyof CellOptions>([
  "policy", "globals", "modules", "hooks", "limits", "guards", "stdio", "cache", "name", "onEvent",
]); // prettier-ignore

/** A misspelt option would be one that does not hold. */
function checkKeys(options: CellOptions): void {
  for (const name of Object.keys(options))
    if (!OPTIONS.has(name)) throw new CellError("invalid-options", `${JSON.stringify(name)} is no option of a cell`);
}

function atOnce<T>(value: T | PromiseLike<T>, path: string): T {
  if (typeof value === "object" && value !== null && "then" in value)
    throw new CellError("async-hook", `'${path}' is needed at once, and the hook answers later`);
  return value;
}

function sourceOf(found: LoadedModule, path: string): Source {
  if ("source" in found && (found.type ?? "module") !== "json") return found.source;
  if ("artifact" in found) return found.artifact;
  throw new CellError("file-not-found", `'${path}' is no program`);
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
