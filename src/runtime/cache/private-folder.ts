import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { CellError } from "../errors.js";

/** Bytes of a folder's key. */
const KEY_SIZE = 32;
/** Nothing that is read from a folder is larger. */
const MAX_SIZE = 64 * 1024 * 1024;
/** Follows no link, waits for no pipe. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The folder, made if it is not there, by the name that no link can move.
 *
 * @throws CellError `invalid-options` if it is another user's, or one that others may write to: they could put a key of theirs in it
 */
export function privateFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const real = realpathSync(folder);
    const { uid, mode } = statSync(real);
    if (isOurs(uid) && (!HAS_MODES || (mode & 0o022) === 0)) return real;
  } catch (error) {
    throw new CellError("invalid-options", "the cache folder cannot be made or read", { cause: error });
  }
  throw new CellError("invalid-options", "the cache folder belongs to others, or others may write to it");
}

/** The folder's key: made once, readable by this user alone. One that others could have read is replaced, and all that it signed is void. */
export function folderKey(folder: string): Buffer {
  const path = join(folder, "key");
  for (let attempt = 0; attempt < 3; attempt++) {
    const key = readPrivate(path);
    if (key?.length === KEY_SIZE) return key;
    if (attempt > 0) rmSync(path, { force: true });
    const temporary = temporaryName(folder);
    try {
      writeFileSync(temporary, randomBytes(KEY_SIZE), { flag: "wx", mode: 0o600 });
      linkSync(temporary, path); // fails if another process was faster; then its key holds
    } catch {
      // the next attempt tells
    } finally {
      rmSync(temporary, { force: true });
    }
  }
  throw new CellError("invalid-options", "the cache folder holds no key of its own, and none can be made");
}

/** A regular file of this user that nobody else can read or write, or undefined. */
export function readPrivate(path: string): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, READ);
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || stats.size > MAX_SIZE || !isOurs(stats.uid) || (HAS_MODES && (stats.mode & 0o077) !== 0)) return undefined;
    return readFileSync(descriptor);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Into a new file beside it, then renamed over it: the name never stands for half. @throws what the file system throws */
export function writePrivate(folder: string, name: string, bytes: Uint8Array): void {
  const temporary = temporaryName(folder);
  try {
    writeFileSync(temporary, bytes, { flag: "wx", mode: 0o600 });
    renameSync(temporary, join(folder, name));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

const HAS_MODES = process.getuid !== undefined;
const isOurs = (uid: number): boolean => !HAS_MODES || uid === process.getuid!();
const temporaryName = (folder: string): string => join(folder, `.${randomBytes(9).toString("hex")}.tmp`);
