import type { CellHooks, LoadedModule } from "../cell-hooks.js";
import { isPath, joinPath, normalPath } from "../virtual-paths.js";

/** A module's text, or whatever else a hook may answer with. */
export type MemoryModule = string | LoadedModule;

/**
 * Modules out of a record: `memoryHooks({ "main.js": "import './lib/a.js'", "lib/a.js": "…" })`. Keys are paths below the root; a
 * guest names them relative to itself, from the root (`/lib/a.js`), or as written (`lib/a.js`). The record is read anew at each load,
 * so `reload` sees what has changed. Answers at once.
 */
export function memoryHooks(modules: Readonly<Record<string, MemoryModule>>): CellHooks {
  const keys = () => new Map(Object.keys(modules).map((key) => [normalPath(key), key]));
  return {
    resolve(specifier, referrer) {
      const id = isPath(specifier) ? joinPath(referrer?.id, specifier) : normalPath(specifier);
      return keys().has(id) ? id : undefined;
    },
    load(id) {
      const key = keys().get(id);
      if (key === undefined) return undefined;
      const module = modules[key]!;
      return typeof module === "string" ? { source: module } : module;
    },
  };
}
