import { closeSync, constants, fstatSync, ftruncateSync, readdirSync, readSync, realpathSync, writeSync } from "node:fs";
import { FileError, fileErrorFrom } from "./file-error.js";
import { openBelow, requirePath } from "./rooted-path.js";

export interface RootedFilesOptions {
  /** Folder that the guest may see. Its real path is taken once, here. */
  readonly root: string;
  /** Grants the modes `w`, `a` and `r+` as well. Default false. */
  readonly write?: boolean;
  /** Largest file that can be read, and that can come to be by writing, in bytes. Default 16 MiB. */
  readonly maxBytes?: number;
  /**
   * Files that may be open at once: descriptors are the host's, and a guest could use them up. Default 32. Guests that share a `rootedFiles` share these;
   * what nobody holds any more is closed when memory is reclaimed.
   */
  readonly maxOpen?: number;
}

/** An open file, in text. Every method throws FileError `closed` after `close()`. */
export interface RootedFile {
  /** The whole text, as UTF-8 (what is no UTF-8 becomes U+FFFD). */
  read(): string;
  lines(): string[];
  /** Adds text at the end of what was written, or of the file in mode `a`. */
  write(text: string): void;
  close(): void;
}

export interface RootedFiles {
  /** Opens a file below the root. Modes: `r` (default); with `write`: `w`, `a`, `r+`. */
  open(path: string, mode?: string): RootedFile;
  readFile(path: string): string;
  /** Names in a folder, sorted; folders end in `/`. */
  list(path?: string): string[];
}

/** Open flags by mode. `w` is emptied only once the file is known to lie below the root. */
const MODES = new Map([
  ["r", constants.O_RDONLY],
  ["r+", constants.O_RDWR],
  ["w", constants.O_RDWR | constants.O_CREAT],
  ["a", constants.O_RDWR | constants.O_CREAT | constants.O_APPEND],
]);

/**
 * The power `open`: files below one folder, read-only unless `write` is set. Grant its functions under their usual names:
 * `globals: { open: files.open }`. What could lead out of the root is refused as `rooted-path.ts` describes; errors name guest paths only.
 *
 * @throws FileError when the root is not a folder
 */
export function rootedFiles(options: RootedFilesOptions): RootedFiles {
  const root = realRoot(options.root);
  const maxBytes = options.maxBytes ?? 16 * 1024 * 1024;
  const maxOpen = options.maxOpen ?? 32;
  let openFiles = 0;

  const open = (path: string, mode = "r"): RootedFile => {
    requirePath(path);
    if (typeof mode !== "string") throw new FileError("bad-mode", "a mode is a text: r, r+, w or a");
    // every spelling, also of modes that are not there when writing is granted
    if (/[wax+]/.test(mode) && options.write !== true) throw new FileError("read-only", `files here can only be read: ${path}`);
    const flags = MODES.get(mode);
    if (flags === undefined)
      throw new FileError("bad-mode", `no such mode: ${JSON.stringify(mode.slice(0, 20))}; there are r, r+, w and a`);
    if (openFiles >= maxOpen) throw new FileError("too-many-open", `${maxOpen} files are open; close one first: ${path}`);
    const { descriptor } = openBelow(root, path, flags);
    try {
      if (!fstatSync(descriptor).isFile()) throw new FileError("not-a-file", `not a regular file: ${path}`);
      if (mode === "w") ftruncateSync(descriptor);
    } catch (error) {
      closeSync(descriptor);
      throw fileErrorFrom(error, path);
    }
    openFiles++;
    return fileOf({ descriptor, path, mode, maxBytes, onClose: () => openFiles-- });
  };

  const readFile = (path: string): string => {
    const file = open(path);
    try {
      return file.read();
    } finally {
      file.close();
    }
  };

  const list = (path = "."): string[] => {
    requirePath(path);
    const { descriptor } = openBelow(root, path, constants.O_RDONLY);
    try {
      if (!fstatSync(descriptor).isDirectory()) throw new FileError("not-a-directory", `not a folder: ${path}`);
      const name = process.platform === "linux" ? `/proc/self/fd/${descriptor}` : realpathSync(`${root}/${path}`);
      const names = readdirSync(name, { withFileTypes: true }).map((entry) => entry.name + (entry.isDirectory() ? "/" : ""));
      return names.sort();
    } catch (error) {
      throw fileErrorFrom(error, path);
    } finally {
      closeSync(descriptor);
    }
  };

  return { open, readFile, list };
}

function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch {
    throw new FileError("not-found", "the root of a file power must be a folder that exists");
  }
}

interface OpenFile {
  readonly descriptor: number;
  readonly path: string;
  readonly mode: string;
  readonly maxBytes: number;
  readonly onClose: () => void;
}

/** Files that were left open by guests that are gone. */
const lost = new FinalizationRegistry<() => void>((release) => release());

function fileOf({ descriptor, path, mode, maxBytes, onClose }: OpenFile): RootedFile {
  // what each method holds, and so whoever holds one of them
  const state = { open: true, written: 0 };
  const release = (): void => {
    closeSync(descriptor);
    onClose();
  };
  lost.register(state, release, state);
  const use = <T>(act: () => T): T => {
    if (!state.open) throw new FileError("closed", `closed: ${path}`);
    try {
      return act();
    } catch (error) {
      throw fileErrorFrom(error, path);
    }
  };
  const read = (): string =>
    use(() => {
      const size = fstatSync(descriptor).size;
      if (size > maxBytes) throw new FileError("too-large", `larger than ${maxBytes} bytes: ${path}`);
      const bytes = Buffer.alloc(size);
      let at = 0;
      for (let n = 1; n > 0 && at < size; at += n) n = readSync(descriptor, bytes, at, size - at, at);
      return bytes.toString("utf8", 0, at);
    });
  return {
    read,
    lines: () => {
      const lines = read().split(/\r?\n/);
      if (lines.at(-1) === "") lines.pop();
      return lines;
    },
    write: (text) =>
      use(() => {
        if (mode === "r") throw new FileError("read-only", `opened for reading: ${path}`);
        if (typeof text !== "string") throw new FileError("bad-text", "only text can be written");
        const bytes = Buffer.from(text, "utf8");
        const end = (mode === "a" ? fstatSync(descriptor).size : state.written) + bytes.length;
        if (end > maxBytes) throw new FileError("too-large", `larger than ${maxBytes} bytes: ${path}`);
        state.written += bytes.length;
        for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      }),
    close: () => {
      if (!state.open) return;
      state.open = false;
      lost.unregister(state);
      release();
    },
  };
}
