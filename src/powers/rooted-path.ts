import { closeSync, constants, fstatSync, openSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { FileError, fileErrorFrom } from "./file-error.js";

/** A descriptor of something that lies below the root; whoever gets it closes it. */
export interface OpenedBelow {
  readonly descriptor: number;
}

/**
 * Opens `path` below `root` and proves, of the descriptor that it got, where it leads.
 *
 * Attack: names like `../../etc/passwd`, absolute names, NUL bytes, symbolic links that point out of the root, and a link or folder that is
 * swapped between a check and the open. Names are judged first only to refuse early without touching the target; what counts is
 * the judgement of the open descriptor, which no rename can change. A file is created relative to the descriptor of its folder, once that has been judged,
 * so that nothing is left behind outside (where the kernel does not tell where a descriptor leads, an empty file may be, in that race). FIFOs and devices
 * would block or act when opened: `O_NONBLOCK`, and only regular files and directories are handed on.
 * Does not stop: a hard link below the root to a file outside, which is the same file; whoever can make one could have copied it.
 *
 * @throws FileError
 */
export function openBelow(root: string, path: string, flags: number): OpenedBelow {
  const wanted = nameBelow(root, path);
  let descriptor: number | undefined;
  try {
    const creates = (flags & constants.O_CREAT) !== 0;
    if (creates && wanted === root) throw new FileError("not-a-file", `not a regular file: ${path}`);
    const real = creates ? join(realpathSync(dirname(wanted)), basename(wanted)) : realpathSync(wanted);
    assertBelow(root, real, path);
    const careful = flags | constants.O_NONBLOCK | constants.O_NOFOLLOW;
    descriptor = creates && process.platform === "linux" ? createIn(root, real, careful, path) : openSync(real, careful, 0o600);
    assertBelow(root, whereIs(descriptor, real, path), path);
    const stats = fstatSync(descriptor);
    if (!stats.isFile() && !stats.isDirectory()) throw new FileError("not-a-file", `not a regular file: ${path}`);
    return { descriptor };
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    throw fileErrorFrom(error, path);
  }
}

/** Opens or creates a file in a folder that no rename can exchange any more. */
function createIn(root: string, real: string, flags: number, path: string): number {
  const folder = openSync(dirname(real), constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    assertBelow(root, readlinkSync(`/proc/self/fd/${folder}`), path);
    return openSync(`/proc/self/fd/${folder}/${basename(real)}`, flags, 0o600);
  } finally {
    closeSync(folder);
  }
}

/** @throws FileError for what is no path; before the path stands in any message */
export function requirePath(path: unknown): asserts path is string {
  if (typeof path !== "string" || path === "" || path.includes("\0") || path.length > 4096) {
    throw new FileError("bad-path", "a path is a text of 1 to 4096 characters without NUL");
  }
}

function nameBelow(root: string, path: unknown): string {
  requirePath(path);
  const full = resolve(root, path.replace(/^[/\\]+/, ""));
  assertBelow(root, full, path);
  return full;
}

/** Where the descriptor leads, from the kernel where it tells; else from the name, which must then still be the same file. */
function whereIs(descriptor: number, name: string, path: string): string {
  if (process.platform === "linux") return readlinkSync(`/proc/self/fd/${descriptor}`);
  const real = realpathSync(name);
  const [ours, theirs] = [fstatSync(descriptor, { bigint: true }), statSync(real, { bigint: true })];
  if (ours.dev !== theirs.dev || ours.ino !== theirs.ino) throw new FileError("outside-root", `changed while it was opened: ${path}`);
  return real;
}

function assertBelow(root: string, real: string, path: string): void {
  const prefix = root.endsWith(sep) ? root : root + sep;
  if (real !== root && !real.startsWith(prefix)) throw new FileError("outside-root", `outside the folder that was granted: ${path}`);
}
