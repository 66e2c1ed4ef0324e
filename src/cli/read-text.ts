import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { ARTIFACT_LIMITS } from "../contract/index.js";
import { problemOf, type ProblemCode } from "./input-problems.js";
import { STDIN, type FoundFile } from "./find-files.js";
import type { CliIo } from "./cli-io.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** More bytes than any text within the limits could have. */
const MAX_BYTES = ARTIFACT_LIMITS.size * 3;

/** A file's text without its byte order mark, whether it has one, or what is wrong with the file itself. */
export type ReadResult = { readonly text: string; readonly isMarked: boolean } | { readonly problem: Diagnostic };

/**
 * Reads a file that may be anything: missing, a folder, a pipe, binary, empty, or larger than memory. Nothing is read of what
 * cannot be program text, and a byte that is no UTF-8 is a finding, not a replacement character in the program.
 */
export async function readText(io: CliIo, file: FoundFile): Promise<ReadResult> {
  const problem = (code: ProblemCode): ReadResult => ({ problem: problemOf(code, file.name) });
  let bytes: Buffer;
  if (file.path === STDIN) {
    bytes = await io.readStdin(MAX_BYTES);
  } else {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(file.path, constants.O_RDONLY | constants.O_NONBLOCK);
      const stats = fstatSync(descriptor);
      if (stats.isDirectory()) return problem("file-is-a-folder");
      if (!stats.isFile()) return problem("file-is-special");
      if (stats.size > MAX_BYTES) return problem("file-too-large");
      bytes = readFileSync(descriptor);
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      return problem(code === "ENOENT" || code === "ENOTDIR" ? "file-not-found" : "file-unreadable");
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
  if (bytes.length > MAX_BYTES) return problem("file-too-large");
  if (bytes.length === 0) return problem("file-empty");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return problem("file-not-text");
  }
  if (text.includes("\0")) return problem("file-not-text");
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return text.trim() === "" ? problem("file-empty") : { text, isMarked };
}
