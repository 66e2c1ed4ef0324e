import fs, { statSync, type Stats } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { CliError } from "./cli-error.js";

/** Standard input, as a file argument. */
export const STDIN = "-";

/** What a folder stands for. */
const FOLDER_PATTERN = "**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}";
const IGNORED = ["**/node_modules/**", "**/.git/**", "**/*.d.ts", "**/*.d.mts", "**/*.d.cts"];

export interface FoundFile {
  /** Full path; `-` for standard input. */
  readonly path: string;
  /** Name in reports and artifacts: relative to the working folder, `/` between parts. */
  readonly name: string;
}

/**
 * Files that the arguments stand for: names as they are (a missing one is reported when it is read), folders by what lies below, patterns by
 * what they match. Sorted within an argument, no file twice. A folder that cannot be read stands for itself: who reads it finds out why, and nothing
 * is left out unsaid.
 *
 * @throws CliError `no-match` for a pattern or folder without files
 */
export async function findFiles(cwd: string, args: readonly string[], options: FindOptions = {}): Promise<readonly FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const arg of args) {
    for (const path of await expand(cwd, arg, options)) if (!found.has(path)) found.set(path, { path, name: nameOf(cwd, path) });
  }
  return [...found.values()];
}

export interface FindOptions {
  /** What a folder stands for; default: every script below it. */
  readonly folderPattern?: string | undefined;
  /** Whether a file that a folder or a pattern stands for is left out; files that are named are not asked about. Names as in reports. */
  readonly isIgnored?: ((name: string) => boolean) | undefined;
}

async function expand(cwd: string, arg: string, { folderPattern = FOLDER_PATTERN, isIgnored }: FindOptions): Promise<readonly string[]> {
  if (arg === STDIN) return [STDIN];
  const full = resolve(cwd, arg);
  const stats = statsOf(full);
  if (stats !== undefined && !stats.isDirectory()) return [full];
  if (stats === undefined && !isDynamicPattern(arg)) return [full];
  const found = stats === undefined ? await matches(cwd, arg) : await matches(full, folderPattern);
  const looked = stats === undefined ? "" : `, in which ${folderPattern} was looked for`;
  if (found.length === 0) throw new CliError("no-match", `no file matches ${JSON.stringify(arg)}${looked}`);
  return isIgnored === undefined ? found : found.filter((path) => !isIgnored(nameOf(cwd, path)));
}

/** Whatever keeps a path from being looked at (no leave, a file for a folder, a name too long) is told of when it is read. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

async function matches(cwd: string, pattern: string): Promise<readonly string[]> {
  const unread: string[] = [];
  const readdir = (
    path: string,
    options: { withFileTypes: true },
    done: (error: NodeJS.ErrnoException | null, entries: fs.Dirent[]) => void,
  ): void =>
    fs.readdir(path, options, (error, entries) => {
      if (error !== null) unread.push(resolve(path));
      done(error, entries);
    });
  const list = await glob(pattern.replaceAll("\\", "/"), {
    cwd,
    ignore: IGNORED,
    expandDirectories: false,
    fs: { readdir: readdir as typeof fs.readdir },
  });
  return [...list.map((file) => join(cwd, file)), ...unread].sort();
}

/** A name that does not tell where the project lies; of files outside of it, the last part alone. */
function nameOf(cwd: string, path: string): string {
  if (path === STDIN) return "<stdin>";
  const name = relative(cwd, path).split(sep);
  return name[0] === ".." ? name.at(-1)! : name.join("/");
}
