import { findFiles, STDIN, type FoundFile } from "./find-files.js";
import { progress } from "./progress.js";
import { readText } from "./read-text.js";
import type { CliIo } from "./cli-io.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** A file whose text is at hand. */
export interface Input {
  readonly file: FoundFile;
  readonly text: string;
}

export interface InputOptions {
  /** Name of standard input in reports. */
  readonly stdinFilename?: string | undefined;
  /** What a folder stands for; default: every script below it. */
  readonly folderPattern?: string;
}

/**
 * Calls `use` with each text that the arguments stand for, one after the other so that only one is held, with progress on a terminal.
 * What is wrong with a file itself goes to `report`.
 */
export async function eachInput(
  io: CliIo,
  args: readonly string[],
  options: InputOptions,
  report: (problem: Diagnostic) => void,
  use: (input: Input) => void | Promise<void>,
): Promise<number> {
  const found = await findFiles(io.cwd, args, { folderPattern: options.folderPattern });
  const bar = progress(io, found.length);
  try {
    for (const each of found) {
      const file = each.path === STDIN && options.stdinFilename !== undefined ? { ...each, name: options.stdinFilename } : each;
      bar.step(file.name);
      const result = await readText(io, file);
      if ("problem" in result) report(result.problem);
      else await use({ file, text: result.text });
    }
  } finally {
    bar.done();
  }
  return found.length;
}
