import { consoleTo, FileError } from "../powers/index.js";
import {
  Cell,
  definePolicy,
  GuestError,
  type Artifact,
  type CellHooks,
  type Limits,
  type Namespace,
  type Policy,
  type Referrer,
  type TextSink,
  type VerifiedProgram,
} from "../index.js";
import { Power, type PowerHost } from "../runtime/power.js";
import { mainModule } from "./main-module.js";
import type { RFile } from "./r-file.js";
import { RHooks } from "./r-hooks.js";

/** Streams that `s_` methods open to the guest. */
export interface RStdio {
  readonly stdout?: TextSink;
  readonly stderr?: TextSink;
}

export interface RExecOptions extends RStdio {
  readonly verbose?: boolean;
  /** Default: `strict`, with every module that the hooks find. */
  readonly policy?: Policy;
  readonly limits?: Limits;
  /** What guests find under its usual name, beside what `make_builtin` adds; those of `nok_builtin_names` are left out. */
  readonly builtins?: Readonly<Record<string, unknown>>;
  /** Modules of the supervisor's by name; those of `ok_builtin_modules` can be imported. */
  readonly builtin_modules?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Code = string | Artifact | VerifiedProgram;

/**
 * `rexec.RExec`: runs code that is not trusted, with Python's names for what it does. The `ok_…` attributes say what guests may have; subclasses change
 * them, or override any `r_…` method, and guests get the override.
 *
 *   class Mine extends RExec { ok_path = ["/plugins"]; r_open(path, mode) { … } }
 *   new Mine(new RHooks({ root: "./guests" })).r_import("hello")
 *
 * Everything happens in one `Cell` (`cell`), made at the first use, so that subclasses' fields count. docs/rexec.md maps old names to what is behind them.
 */
export class RExec {
  /** Folders in which hooks look for modules, as guests know them. */
  ok_path: readonly string[] = ["/"];
  /** Modules of the supervisor's that may be imported. `"*"`: all that it has. */
  ok_builtin_modules: readonly string[] | "*" = "*";
  /** What modules from files may be. */
  ok_file_types: readonly string[] = ["module", "commonjs", "json", "artifact"];
  /** Members of the module `sys`. */
  ok_sys_names: readonly string[] = ["copyright", "exit", "maxint", "platform", "stderr", "stdout", "version"];
  /** Members of the module `posix` (and `os`). */
  ok_posix_names: readonly string[] = ["getcwd", "listdir", "name", "sep"];
  /** Builtins that guests do not get as they are: `make_builtin` puts its own in their place. */
  nok_builtin_names: readonly string[] = ["open", "reload", "require"];

  readonly hooks: RHooks;
  readonly verbose: boolean;
  /** Modules by name: what was imported by `r_import`, and what `add_module` or the supervisor put here, which guests can import. */
  readonly modules: Record<string, object> = Object.create(null) as Record<string, object>;
  readonly builtin_modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly #options: RExecOptions;
  readonly #imported = new Set<string>();
  #cell: Cell | undefined;
  #lastError: GuestError | undefined;
  /** Lead to where the cell's output goes at the moment. */
  #streams: PowerHost["streams"] | undefined;

  constructor(hooks: RHooks = new RHooks(), options: RExecOptions = {}) {
    this.hooks = hooks;
    this.verbose = options.verbose ?? false;
    this.#options = options;
    this.builtin_modules = options.builtin_modules ?? {};
    hooks.verbose ||= this.verbose;
    hooks.set_rexec(this);
  }

  /** The cell behind it all: for `usage`, `status`, `idle`, `dispose`. */
  get cell(): Cell {
    return (this.#cell ??= this.#make());
  }

  /** Value of an expression, or completion value of a script. */
  r_eval(code: Code): unknown {
    return this.#try(() => this.cell.evaluate(code));
  }
  /** Runs statements; what they declare stays in `__main__`. */
  r_exec(code: Code): void {
    this.#try(() => this.cell.execute(code));
  }
  r_execfile(path: string): void {
    this.#try(() => this.cell.executeFile(path));
  }
  /** A module's exports. Everything it needs must be had at once; for modules that await use `cell.import`. */
  r_import(name: string): Namespace {
    return this.#keep(name, () => this.cell.importSync(name));
  }
  /** Reads and runs a module anew; what is wrong with the new one leaves the old one forgotten. */
  r_reload(name: string): Namespace {
    this.cell.unload(name);
    return this.r_import(name);
  }
  r_unload(name: string): void {
    this.cell.unload(name);
    this.#imported.delete(name);
    Reflect.deleteProperty(this.modules, name);
  }
  /**
   * The guest's `open`. Opens files for reading, by the hooks; override it for more.
   * @throws FileError `read-only` for every other mode
   */
  r_open(path: string, mode = "r"): RFile {
    if (mode !== "r" && mode !== "rb") throw new FileError("read-only", "can't open files for writing in restricted mode");
    return this.hooks.openfile(this.hooks.path_join("/", path));
  }

  /** The same with the supervisor's streams open to the guest, for as long as what they begin goes on. */
  s_eval(code: Code): unknown {
    return this.s_apply(() => this.r_eval(code));
  }
  s_exec(code: Code): void {
    this.s_apply(() => this.r_exec(code));
  }
  s_execfile(path: string): void {
    this.s_apply(() => this.r_execfile(path));
  }
  s_import(name: string): Namespace {
    return this.s_apply(() => this.r_import(name));
  }
  s_reload(name: string): Namespace {
    return this.s_apply(() => this.r_reload(name));
  }
  s_unload(name: string): void {
    this.s_apply(() => this.r_unload(name));
  }
  /** Calls any function with the streams open, say one that a guest made. */
  s_apply<A extends unknown[], R>(func: (...args: A) => R, args?: A): R {
    const { stdout = process.stdout, stderr = process.stderr } = this.#options;
    return this.cell.withStdio({ stdout, stderr }).run(() => func(...(args ?? ([] as unknown as A))));
  }

  /** Name, message and guest-only stack of what a guest threw last. */
  r_exc_info(): readonly [name: string, message: string, stack: string] | undefined {
    const error = this.#lastError;
    return error && [error.guestName, error.message, error.stack ?? ""];
  }

  /**
   * A module that the supervisor fills: guests who import it later find the members that it has then. `__main__` is the guest's own main namespace: what is
   * put there is a variable of its scripts.
   */
  add_module(name: string): Record<string, unknown> {
    this.modules[name] ??= name === "__main__" ? mainModule(this.cell) : {};
    return this.modules[name] as Record<string, unknown>;
  }

  /** What guests find under its usual name. */
  make_builtin(): Record<string, unknown> {
    return {
      ...this.copy_except(this.#options.builtins ?? {}, this.nok_builtin_names),
      console: this.#options.builtins?.["console"] ?? consoleTo(),
      exit: Cell.exit,
      open: (path: string, mode?: string) => (mode === undefined ? this.r_open(path) : this.r_open(path, mode)),
      reload: (name: string) => ({ ...this.r_reload(name) }),
    };
  }
  /** The module `sys`. Its `exit` ends the cell and nothing else. */
  make_sys(): Record<string, unknown> {
    const stream = (name: "stdout" | "stderr") => ({ write: (text: unknown) => void this.#streams?.[name].write(String(text)) });
    const sys = {
      copyright: "Cloister",
      exit: this.cell.evaluate("exit"),
      maxint: Number.MAX_SAFE_INTEGER,
      platform: "restricted",
      stdout: stream("stdout"),
      stderr: stream("stderr"),
      version: "ECMAScript",
    };
    return this.copy_only(sys, this.ok_sys_names);
  }
  /** The module `posix`: what there is of an operating system. */
  make_osname(): Record<string, unknown> {
    const posix = {
      getcwd: () => "/",
      listdir: (path: string) => this.hooks.listdir(this.hooks.path_join("/", path)),
      name: "posix",
      sep: "/",
    };
    return this.copy_only(posix, this.ok_posix_names);
  }

  /** The guest's main namespace. */
  make_main(): Record<string, unknown> {
    return this.add_module("__main__");
  }
  /** Native add-ons are never loaded. */
  load_dynamic(name: string): never {
    return this.hooks.load_dynamic(name);
  }

  copy_none(): Record<string, unknown> {
    return {};
  }
  copy_except(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
    return Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
  }
  copy_only(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
    return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
  }

  #make(): Cell {
    const { policy = definePolicy({ modules: { allow: "*" } }), limits } = this.#options;
    const { console, ...others } = this.make_builtin();
    const globals = console === undefined ? others : { ...others, console: this.#withStreams(console) };
    return new Cell({
      policy,
      globals,
      hooks: this.#cellHooks(),
      ...(limits === undefined ? {} : { limits }),
      name: "__main__",
      onEvent: (event) => this.hooks.message(event.type),
    });
  }

  /** The value of `console`, which takes note of the cell's streams for `sys` when it is installed. */
  #withStreams(console: unknown): Power {
    return new Power((host) => {
      this.#streams = host.streams;
      return Power.is(console) ? Power.install(console, host) : console;
    });
  }

  #cellHooks(): CellHooks {
    const found = new Map<string, ReturnType<RHooks["find_module"]>>();
    return {
      resolve: (specifier, referrer) => {
        if (this.#supplied(specifier)) return specifier;
        const module = this.#find(specifier, referrer);
        if (module === undefined) return undefined;
        found.set(module.path, module);
        return module.path;
      },
      load: (id) => {
        const supplied = this.#supplied(id);
        if (supplied) return { namespace: supplied() };
        const module = found.get(id) ?? this.hooks.find_file(id);
        if (module === undefined) return undefined;
        this.hooks.message(`import ${module.name} from ${module.path}`);
        return this.hooks.load_module(module);
      },
    };
  }

  #find(specifier: string, referrer: Referrer | undefined): ReturnType<RHooks["find_module"]> {
    if (!/^\.{0,2}\//.test(specifier))
      return this.hooks.find_module(specifier) ?? (referrer ? undefined : this.hooks.find_file(`/${specifier}`));
    const [folder] = this.hooks.path_split(referrer?.id ?? "/");
    return this.hooks.find_file(this.hooks.path_join(folder, specifier));
  }

  /** The members of a module of the supervisor's, if guests may have it. */
  #supplied(name: string): (() => Readonly<Record<string, unknown>>) | undefined {
    const made = this.modules[name];
    if (made !== undefined && !this.#imported.has(name)) return () => ({ ...made });
    if (name === "sys") return () => this.make_sys();
    if (name === "posix" || name === "os") return () => this.make_osname();
    const ok = this.ok_builtin_modules;
    if ((ok !== "*" && !ok.includes(name)) || !this.hooks.is_builtin(name)) return undefined;
    return () => this.hooks.init_builtin(name)!;
  }

  #keep(name: string, load: () => Namespace): Namespace {
    const module = this.#try(load);
    if (this.modules[name] === undefined || this.#imported.has(name)) {
      this.#imported.add(name);
      this.modules[name] = module;
    }
    return module;
  }

  #try<T>(body: () => T): T {
    try {
      return body();
    } catch (error) {
      if (error instanceof GuestError) this.#lastError = error;
      throw error;
    }
  }
}
