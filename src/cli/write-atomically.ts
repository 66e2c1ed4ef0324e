import { randomBytes } from "node:crypto";
import { closeSync, fchmodSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { CliError } from "./cli-error.js";

/**
 * Writes a file so that its name never stands for half of it: into a new file beside it, then renamed over it. A file that is there keeps its
 * permissions, a link stays one.
 *
 * @throws CliError `cannot-write`; then the old file, if there was one, is as it was, and no other is left behind
 */
export function writeAtomically(name: string, text: string): void {
  let temporary: string | undefined;
  try {
    const stats = statSync(name, { throwIfNoEntry: false });
    const path = stats === undefined ? name : realpathSync(name);
    temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
    mkdirSync(dirname(path), { recursive: true });
    const descriptor = openSync(temporary, "wx");
    try {
      const bytes = Buffer.from(text, "utf8");
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      if (stats !== undefined) fchmodSync(descriptor, stats.mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    const { code, message } = error as { code?: unknown; message: string };
    throw new CliError("cannot-write", `cannot write ${name}: ${typeof code === "string" ? code : message}`);
  }
}
