import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ignore from "ignore";
import { CliError } from "../cli-error.js";

/** Read when no other is named; its lines are those of a `.gitignore`. */
export const IGNORE_FILE = ".cloisterignore";

/** Which files to leave out when folders and patterns are expanded. @throws CliError `ignore-not-found` */
export function ignoredFiles(cwd: string, path: string | undefined, patterns: readonly string[]): (name: string) => boolean {
  const rules = ignore().add([...patterns]);
  try {
    rules.add(readFileSync(resolve(cwd, path ?? IGNORE_FILE), "utf8"));
  } catch {
    if (path !== undefined) throw new CliError("ignore-not-found", `${JSON.stringify(path)} cannot be read`);
  }
  // what lies outside of the working folder, nobody has named a rule for
  return (name) => ignore.isPathValid(name) && rules.ignores(name);
}
