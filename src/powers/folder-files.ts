import { realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileHooks, nodeModulesHooks, type ModuleFiles, type NodeModulesOptions } from "../runtime/modules/hooks/index.js";
import type { CellHooks } from "../runtime/modules/cell-hooks.js";
import { FileError } from "./file-error.js";
import { rootedFiles } from "./rooted-files.js";

/** What a guest is told as "no such module": that something is outside is none of its business. */
const ABSENT: ReadonlySet<string> = new Set(["not-found", "outside-root", "not-a-file", "bad-path"]);

/**
 * Files below a folder for module hooks. Every read goes through `rootedFiles`: what leads out of the root by `..`, by an absolute path or by a
 * symbolic link does not exist.
 *
 * @throws FileError when the root is not a folder.
 */
export function folderFiles(root: string): ModuleFiles {
  const files = rootedFiles({ root });
  const realRoot = realpathSync(root);
  return {
    read(path) {
      try {
        return files.readFile(path);
      } catch (error) {
        if (error instanceof FileError && ABSENT.has(error.code)) return undefined;
        throw error;
      }
    },
    // Only a name: what may be read is decided at each read, of the open file.
    realPath(path) {
      try {
        const below = relative(realRoot, realpathSync(join(realRoot, path)));
        return below.startsWith("..") ? undefined : `/${below.split(sep).join("/")}`;
      } catch {
        return undefined;
      }
    },
  };
}

/** Modules from a folder by their paths (`fileHooks`). Ids are paths below the folder; guests learn nothing of where it is. */
export const folderHooks = (root: string): CellHooks => fileHooks(folderFiles(root));

/** Modules from a folder as Node finds them, packages included (`nodeModulesHooks`). */
export const nodeModulesFolderHooks = (root: string, options?: NodeModulesOptions): CellHooks =>
  nodeModulesHooks(folderFiles(root), options);
