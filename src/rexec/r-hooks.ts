import type { LoadedModule } from "../runtime/index.js";
import { FileError, rootedFiles, type RootedFiles } from "../powers/index.js";
import type { RExec } from "./r-exec.js";
import { memoryFile, rFile, type RFile } from "./r-file.js";

/** How files of a name's ending are loaded. */
export type Suffix = readonly [suffix: string, type: "module" | "commonjs" | "json" | "artifact"];

/** A module that was found: its virtual path, and what it is. */
export interface FoundModule {
  readonly name: string;
  readonly path: string;
  readonly type: Suffix[1];
}

export interface RHooksOptions {
  /** A folder of the host: all that the hooks see of the file system. Guests know it as `/`. */
  readonly root?: string;
  /** Files by path, instead of a folder. Left out both: there are no files. */
  readonly files?: Readonly<Record<string, string>>;
  /** Says what is looked for and found, on `stderr`. */
  readonly verbose?: boolean;
}

/**
 * `ihooks.Hooks` and `rexec.RHooks`: what an RExec knows of files and modules, a method for each question, to be overridden one by one. Paths are
 * virtual: `/` is the root, and nothing leads out of it.
 */
export class RHooks {
  verbose: boolean;
  readonly #files: RootedFiles | undefined;
  readonly #texts: ReadonlyMap<string, string>;
  #rexec: RExec | undefined;

  constructor({ root, files = {}, verbose = false }: RHooksOptions = {}) {
    this.verbose = verbose;
    this.#files = root === undefined ? undefined : rootedFiles({ root });
    this.#texts = new Map(Object.entries(files).map(([path, text]) => [normal(path), text]));
  }

  /** Called by the RExec that uses these hooks. */
  set_rexec(rexec: RExec): void {
    this.#rexec = rexec;
  }

  path_join(folder: string, name: string): string {
    return this.path_isabs(name) ? normal(name) : normal(`${folder}/${name}`);
  }
  path_split(path: string): [folder: string, name: string] {
    const slash = path.lastIndexOf("/");
    return [path.slice(0, slash) || "/", path.slice(slash + 1)];
  }
  path_isabs(path: string): boolean {
    return path.startsWith("/");
  }
  path_exists(path: string): boolean {
    return this.path_isfile(path) || this.path_isdir(path);
  }
  path_isfile(path: string): boolean {
    if (this.#files === undefined) return this.#texts.has(normal(path));
    try {
      this.#files.open(path).close();
      return true;
    } catch {
      return false;
    }
  }
  path_isdir(path: string): boolean {
    try {
      this.listdir(path);
      return true;
    } catch {
      return false;
    }
  }
  /** Links are followed as far as they stay below the root, and are never seen as such. */
  path_islink(): boolean {
    return false;
  }

  /** Opens a file for reading: what modules and `r_open` are read by. @throws FileError */
  openfile(path: string, mode = "r"): RFile {
    if (this.#files !== undefined) return rFile(this.#files.open(path, mode));
    if (mode !== "r") throw new FileError("read-only", `files here can only be read: ${path}`);
    const text = this.#texts.get(normal(path));
    if (text === undefined) throw new FileError("not-found", `no such file: ${path}`);
    return memoryFile(text, path);
  }

  /** Names in a folder, sorted; folders end in `/`. @throws FileError */
  listdir(path: string): string[] {
    if (this.#files !== undefined) return this.#files.list(path);
    const folder = normal(path) === "/" ? "/" : `${normal(path)}/`;
    const below = [...this.#texts.keys()].filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length));
    if (below.length === 0) throw new FileError("not-found", `no such folder: ${path}`);
    return [...new Set(below.map((name) => name.replace(/\/.*/, "/")))].sort();
  }

  /** Folders in which modules are looked for by name. */
  default_path(): readonly string[] {
    return this.#rexec?.ok_path ?? ["/"];
  }

  /** Endings of files that are modules, in the order in which they are tried, as far as `ok_file_types` permits. */
  get_suffixes(): readonly Suffix[] {
    const all: readonly Suffix[] = [
      [".js", "module"],
      [".mjs", "module"],
      [".cjs", "commonjs"],
      [".json", "json"],
      [".cell.js", "artifact"],
    ];
    const types = this.#rexec?.ok_file_types;
    return types === undefined ? all : all.filter(([, type]) => types.includes(type));
  }

  /** Whether there is a module of the supervisor's under this name. */
  is_builtin(name: string): boolean {
    return this.init_builtin(name) !== undefined;
  }
  /** The members of a module of the supervisor's. Override it to supply modules as they are asked for; `ok_builtin_modules` decides which may be. */
  init_builtin(name: string): Readonly<Record<string, unknown>> | undefined {
    return this.#rexec?.builtin_modules[name];
  }

  /** Looks for a module by name in the folders of `default_path`; as a file with one of the endings, or a folder with an `index` file. */
  find_module(name: string, path: readonly string[] = this.default_path()): FoundModule | undefined {
    for (const folder of path) {
      const base = this.path_join(folder, name);
      for (const at of [base, this.path_join(base, "index")]) {
        for (const [suffix, type] of this.get_suffixes()) {
          this.message(`trying ${at}${suffix}`);
          if (this.path_isfile(at + suffix)) return { name, path: at + suffix, type };
        }
      }
    }
    return undefined;
  }
  /** The module of a path as it is written. */
  find_file(path: string): FoundModule | undefined {
    const suffix = this.get_suffixes().findLast(([ending]) => path.endsWith(ending));
    return suffix !== undefined && this.path_isfile(path) ? { name: path, path, type: suffix[1] } : undefined;
  }

  load_module(found: FoundModule): LoadedModule {
    const file = this.openfile(found.path);
    try {
      switch (found.type) {
        case "module":
        case "commonjs":
          return this.load_source(found, file);
        case "json":
          return { source: file.read(), type: "json" };
        case "artifact":
          return this.load_compiled(found, file);
      }
    } finally {
      file.close();
    }
  }
  load_source({ type }: FoundModule, file: RFile): LoadedModule {
    return { source: file.read(), type: type === "commonjs" ? "commonjs" : "module" };
  }
  /** Artifacts: the cell verifies them, whoever compiled them. */
  load_compiled(_found: FoundModule, file: RFile): LoadedModule {
    return { artifact: file.read() };
  }
  /** A folder that is a module: its `index` file. @throws FileError `not-found` */
  load_package(name: string, path: string): LoadedModule {
    for (const [suffix] of this.get_suffixes()) {
      const found = this.find_file(this.path_join(path, `index${suffix}`));
      if (found !== undefined) return this.load_module({ ...found, name });
    }
    throw new FileError("not-found", `no such package: ${name}`);
  }
  /** Native add-ons are never loaded, as in Python's. */
  load_dynamic(name: string): never {
    throw new FileError("not-a-file", `untrusted dynamic module: ${name}`);
  }

  /** An empty module, known to nobody yet. */
  new_module(name: string): Record<string, unknown> {
    return { __name__: name };
  }
  add_module(name: string): Record<string, unknown> {
    if (this.#rexec === undefined) throw new FileError("not-found", "these hooks have no RExec");
    return this.#rexec.add_module(name);
  }
  modules_dict(): Readonly<Record<string, object>> {
    return this.#rexec?.modules ?? {};
  }

  message(text: string): void {
    if (this.verbose) process.stderr.write(`# ${text}\n`);
  }
}

/** `.` and `..` resolved; at the root, `..` stays where it is. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return "/" + parts.join("/");
}
