import { createRequire } from "node:module";
import type * as ResolveExports from "resolve.exports";
import { folderOf } from "../virtual-paths.js";
import type { ModuleFiles } from "./module-files.js";

/** Loaded for the first package: most cells look for none. */
let library: typeof ResolveExports | undefined;
const resolveExports = (): typeof ResolveExports =>
  (library ??= createRequire(import.meta.url)("resolve.exports") as typeof ResolveExports);

/** What of a `package.json` matters here. It is as hostile as the rest of the package: every field may be anything. */
export interface PackageJson {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly main?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
}

export interface PackageScope {
  /** Folder of the `package.json`, without a trailing slash; "" for the root. */
  readonly folder: string;
  readonly json: PackageJson;
}

/** Reads and keeps `package.json`s. */
export class Packages {
  readonly #read = new Map<string, PackageJson | undefined>();

  constructor(private readonly files: ModuleFiles) {}

  at(folder: string): PackageScope | undefined {
    if (!this.#read.has(folder)) this.#read.set(folder, parsed(this.files.read(`${folder}/package.json`)));
    const json = this.#read.get(folder);
    return json && { folder, json };
  }

  /** LOOKUP_PACKAGE_SCOPE of Node: the nearest `package.json` upwards, within the package. */
  scopeOf(id: string): PackageScope | undefined {
    for (const folder of foldersUp(id)) {
      if (folder.endsWith("/node_modules")) return undefined;
      const scope = this.at(folder);
      if (scope !== undefined) return scope;
    }
    return undefined;
  }
}

/** Folders from that of a file to the root, which is "". */
export function foldersUp(id: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(id); folder !== "/"; folder = folderOf(folder)) folders.push(folder);
  return [...folders, ""];
}

/** Targets of a package's `exports` for `.` or `./sub`, in order of preference; none if it exports no such path. */
export function exportsOf({ json }: PackageScope, subpath: string, conditions: readonly string[]): readonly string[] {
  return targets(() => resolveExports().exports({ ...json, name: "it" }, subpath, { unsafe: true, conditions }));
}

/** Targets of a package's `imports` for `#name`. */
export function importsOf({ json }: PackageScope, specifier: string, conditions: readonly string[]): readonly string[] {
  return targets(() => resolveExports().imports({ ...json, name: "it" }, specifier, { unsafe: true, conditions }));
}

function targets(find: () => unknown): readonly string[] {
  try {
    const found = find();
    return Array.isArray(found) ? found.filter((target) => typeof target === "string") : [];
  } catch {
    // the library throws for a path that is not exported, and for a map that is none
    return [];
  }
}

function parsed(text: string | undefined): PackageJson | undefined {
  if (text === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}
