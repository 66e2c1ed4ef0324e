import type { CellHooks } from "../cell-hooks.js";
import { isPath, joinPath, normalPath } from "../virtual-paths.js";
import type { ModuleFiles } from "./module-files.js";

/**
 * Modules as files, by relative and rooted paths with their extensions as given (`.json`: JSON, `.cjs`: CommonJS, all else: modules).
 * Names (`lodash`) are not looked up, unless the supervisor itself asks for a file by its bare path. Answers at once.
 */
export function fileHooks(files: ModuleFiles): CellHooks {
  return {
    resolve(specifier, referrer) {
      if (isPath(specifier)) return joinPath(referrer?.id, specifier);
      return referrer === undefined ? normalPath(specifier) : undefined;
    },
    load(id) {
      const source = files.read(id);
      return source === undefined ? undefined : { source };
    },
  };
}
