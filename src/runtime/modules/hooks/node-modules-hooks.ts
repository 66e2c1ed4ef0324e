import { isModuleSyntax } from "../common-js-names.js";
import type { CellHooks, ModuleType, Referrer } from "../cell-hooks.js";
import { isPath, joinPath } from "../virtual-paths.js";
import type { ModuleFiles } from "./module-files.js";
import { Packages, exportsOf, foldersUp, importsOf, type PackageScope } from "./node-package.js";

export interface NodeModulesOptions {
  /**
   * Conditions of package `exports` and `imports` beside `import` or `require`, and `default`. Left out: none, so that packages give what
   * needs neither Node nor a browser.
   */
  readonly conditions?: readonly string[];
}

/**
 * Modules as Node finds them (its "ESM" and "CommonJS" resolution algorithms): relative paths, `node_modules` upwards to the root,
 * package `exports` and `imports` with conditions, self-references, `main`; for `require` also extensions and `index` files. What a
 * `.js` file is, its package's `type` says; without one, its syntax. Nothing above the files' root exists. Answers at once.
 */
export function nodeModulesHooks(files: ModuleFiles, options: NodeModulesOptions = {}): CellHooks {
  const packages = new Packages(files);
  const finder = new Finder(files, packages, options.conditions ?? []);
  return {
    resolve(specifier, referrer) {
      const path = finder.find(specifier, referrer ?? { id: "/", kind: "import" }, referrer === undefined);
      return path === undefined ? undefined : (files.realPath?.(path) ?? path);
    },
    load(id) {
      const source = files.read(id);
      return source === undefined ? undefined : { source, type: typeOf(id, source, packages) };
    },
  };
}

class Finder {
  constructor(
    private readonly files: ModuleFiles,
    private readonly packages: Packages,
    private readonly extra: readonly string[],
  ) {}

  find(specifier: string, referrer: Referrer, bySupervisor: boolean): string | undefined {
    const { id, kind } = referrer;
    if (isPath(specifier)) return this.#path(joinPath(id, specifier), kind);
    if (specifier.startsWith("#")) return this.#imported(specifier, referrer);
    return this.#named(specifier, referrer) ?? (bySupervisor ? this.#file(joinPath("/", specifier)) : undefined);
  }

  #path(path: string, kind: Referrer["kind"]): string | undefined {
    if (kind === "import") return this.#file(path);
    const direct = path.endsWith("/") ? undefined : this.#asFile(path);
    return direct ?? this.#asFolder(path.replace(/\/$/, ""));
  }

  #imported(specifier: string, referrer: Referrer): string | undefined {
    const scope = this.packages.scopeOf(referrer.id);
    if (scope === undefined) return undefined;
    for (const target of importsOf(scope, specifier, this.#conditions(referrer.kind))) {
      const found = target.startsWith("./")
        ? this.#inside(scope, target)
        : this.#named(target, { ...referrer, id: `${scope.folder}/package.json` });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** PACKAGE_RESOLVE: the package's own name, then `node_modules` folders upwards. */
  #named(specifier: string, { id, kind }: Referrer): string | undefined {
    const { name, subpath } = split(specifier);
    if (name === undefined) return undefined;
    const own = this.packages.scopeOf(id);
    if (own !== undefined && own.json.name === name && own.json.exports != null) return this.#exported(own, subpath, kind);
    for (const folder of foldersUp(id)) {
      if (folder.endsWith("/node_modules")) continue;
      const base = `${folder}/node_modules/${name}`;
      const scope = this.packages.at(base);
      if (scope?.json.exports != null) return this.#exported(scope, subpath, kind);
      const found = this.#inPackage(base, subpath, kind);
      if (found !== undefined || scope !== undefined) return found;
    }
    return undefined;
  }

  #exported(scope: PackageScope, subpath: string, kind: Referrer["kind"]): string | undefined {
    // the library takes `./` for `.`
    if (subpath === "./") return undefined;
    for (const target of exportsOf(scope, subpath, this.#conditions(kind))) {
      const found = this.#inside(scope, target);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A package without `exports`. */
  #inPackage(base: string, subpath: string, kind: Referrer["kind"]): string | undefined {
    // `require("punycode/")`, in the old way, means the package and not what Node has under that name
    if (subpath === ".") return kind === "require" ? this.#path(base, kind) : this.#asFolder(base);
    const path = joinPath(undefined, `${base}/${subpath}`);
    return kind === "import" ? this.#file(path) : this.#path(path, kind);
  }

  /** A target must stay within its package, as Node demands of `exports` and `imports`. */
  #inside(scope: PackageScope, target: string): string | undefined {
    if (!target.startsWith("./") || hasDots(target.slice(2))) return undefined;
    return this.#file(`${scope.folder}/${target.slice(2)}`);
  }

  #file(path: string): string | undefined {
    return this.files.read(path) === undefined ? undefined : path;
  }

  #asFile(path: string): string | undefined {
    return this.#file(path) ?? this.#file(`${path}.js`) ?? this.#file(`${path}.json`);
  }

  #asFolder(folder: string): string | undefined {
    const main = this.packages.at(folder)?.json.main;
    if (typeof main === "string" && main !== "") {
      const path = joinPath(undefined, `${folder}/${main}`).replace(/\/$/, "");
      const found = this.#asFile(path) ?? this.#asFile(`${path}/index`);
      if (found !== undefined) return found;
    }
    return this.#asFile(`${folder}/index`);
  }

  #conditions(kind: Referrer["kind"]): string[] {
    return [kind, ...this.extra];
  }
}

/** `@scope/name/sub` ⟶ `@scope/name` and `./sub`. No name for what is none, and for subpaths with dots in them. */
function split(specifier: string): { name?: string; subpath: string } {
  const match = /^((?:@[^/\\%]+\/)?[^./\\%@][^/\\%]*)(\/.*)?$/.exec(specifier);
  if (match === null || hasDots(match[2]?.slice(1) ?? "")) return { subpath: "." };
  return { name: match[1]!, subpath: match[2] === undefined ? "." : `.${match[2]}` };
}

/** Whether a path has segments that would lead elsewhere. */
const hasDots = (path: string): boolean => path.split(/[/\\]/).some((part) => part === "." || part === ".." || part === "node_modules");

function typeOf(id: string, source: string, packages: Packages): ModuleType {
  const extension = /\.[^./]*$/.exec(id)?.[0];
  switch (extension) {
    case ".json":
      return "json";
    case ".mjs":
    case ".mts":
      return "module";
    case ".cjs":
    case ".cts":
      return "commonjs";
  }
  const type = packages.scopeOf(id)?.json.type;
  if (type === "module" || type === "commonjs") return type;
  return isModuleSyntax(source) ? "module" : "commonjs";
}
