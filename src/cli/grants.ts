import { bastion } from "../runtime/index.js";
import { consoleTo, rootedFiles, FileError } from "../powers/index.js";
import { CliError } from "./cli-error.js";
import { resolve } from "node:path";
import type { CliIo } from "./cli-io.js";

/** What `cloister run` hands to a plugin. */
export interface GrantOptions {
  readonly console: boolean;
  /** Folder that `open`, `readFile` and `list` may read below. */
  readonly read?: string;
}

/** Globals for the plugin, each a power that was asked for on the command line. */
export function grantsOf(io: CliIo, options: GrantOptions): Record<string, unknown> {
  const globals: Record<string, unknown> = {};
  if (options.console) globals["console"] = consoleTo(io);
  if (options.read !== undefined) {
    try {
      const files = rootedFiles({ root: resolve(io.cwd, options.read) });
      globals["open"] = (path: string, mode?: string) => bastion(files.open(path, mode), { name: "file" });
      globals["readFile"] = files.readFile;
      globals["list"] = files.list;
    } catch (error) {
      if (error instanceof FileError) throw new CliError(error.code, `--read ${options.read}: ${error.message}`);
      throw error;
    }
  }
  return globals;
}
