import { CellError } from "../errors.js";
import type { ModuleEntry } from "./module-entry.js";

/** The binding behind an exported name: `local` of `entry`; null: its namespace object. */
export interface Binding {
  readonly entry: ModuleEntry;
  readonly local: string | null;
}

export type Resolution = Binding | null | "ambiguous";

/**
 * ResolveExport of ECMA-262 §16.2.1.7.2.2. null: no such export, or a circle of re-exports. Indirect ones are followed in a loop, so
 * that a guest cannot make it deep within one module.
 *
 * The answer is the set of declarations that can be reached (one; none; several: ambiguous), whatever way the search came, so answers are kept and
 * used in later searches: otherwise a chain of `export *` would cost its length for each of its names, at each of its modules.
 */
export function resolveExport(entry: ModuleEntry, name: string): Resolution {
  let resolution = entry.resolutions.get(name);
  if (resolution === undefined) entry.resolutions.set(name, (resolution = search(entry, name, new Map())));
  return resolution;
}

function search(start: ModuleEntry, startName: string, visited: Map<ModuleEntry, Set<string>>): Resolution {
  let entry = start;
  let name = startName;
  for (;;) {
    const known = entry.resolutions.get(name);
    if (known !== undefined) return known;
    const names = visited.get(entry);
    if (names?.has(name)) return null;
    if (names === undefined) visited.set(entry, new Set([name]));
    else names.add(name);
    if (entry.locals.has(name)) return { entry, local: name };
    const indirect = indirectExports(entry).get(name);
    if (indirect === undefined) break;
    const target = entry.imports![indirect.from]!;
    if (indirect.name === "*") return { entry: target, local: null };
    entry = target;
    name = indirect.name;
  }
  if (name === "default") return null;
  let found: Binding | null = null;
  for (const target of starTargets(entry)) {
    const resolution = search(target, name, visited);
    if (resolution === "ambiguous") return resolution;
    if (resolution === null) continue;
    if (found === null) found = resolution;
    else if (found.entry !== resolution.entry || found.local !== resolution.local) return "ambiguous";
  }
  return found;
}

/** GetExportedNames (§16.2.1.7.2.1), without those that do not resolve: the keys of the namespace object, sorted. */
export function namespaceNames(entry: ModuleEntry): string[] {
  const names = new Set<string>();
  const seen = new Set<ModuleEntry>([entry]);
  const open = [entry];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const name of [...next.locals, ...indirectExports(next).keys()]) if (next === entry || name !== "default") names.add(name);
    for (const target of starTargets(next)) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  const resolving = [...names].filter((name) => isBinding(resolveExport(entry, name)));
  // the default order of sort() is that of UTF-16 code units
  return resolving.sort();
}

/** The binding that `entry` asks for, or the SyntaxError of linking as a CellError `module-link`. */
export function requireExport(target: ModuleEntry, name: string, specifier: string): Binding {
  const resolution = resolveExport(target, name);
  if (resolution === null)
    throw new CellError("module-link", `The requested module '${specifier}' does not provide an export named '${name}'`);
  if (resolution === "ambiguous")
    throw new CellError("module-link", `The requested module '${specifier}' contains conflicting star exports for name '${name}'`);
  return resolution;
}

const isBinding = (resolution: Resolution): resolution is Binding => resolution !== null && resolution !== "ambiguous";

interface IndirectExport {
  readonly from: number;
  readonly name: string;
}

const indirectByEntry = new WeakMap<ModuleEntry, ReadonlyMap<string, IndirectExport>>();

/** Re-exports under a name. */
export function indirectExports(entry: ModuleEntry): ReadonlyMap<string, IndirectExport> {
  let exports = indirectByEntry.get(entry);
  if (exports === undefined) {
    const found = new Map<string, IndirectExport>();
    for (const e of entry.kind === "module" ? entry.manifest!.exports : []) if ("name" in e) found.set(e.export, e);
    indirectByEntry.set(entry, (exports = found));
  }
  return exports;
}

/** Modules of `export * from`. */
function* starTargets(entry: ModuleEntry): Generator<ModuleEntry> {
  if (entry.kind !== "module") return;
  for (const e of entry.manifest!.exports) if ("from" in e && !("name" in e)) yield entry.imports![e.from]!;
}
