import { CliError } from "./cli-error.js";
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
  /** Whether the arguments have to stand for one file. */
  readonly isSingle?: boolean;
}

/**
 * Calls `use` with each text that the arguments stand for, one after the other so that only one is held, with progress on a terminal.
 * What is wrong with a file itself goes to `report`.
 *
 * @throws CliError `one-file` where one is wanted and there are more
 */
export async function eachInput(
  io: CliIo,
  args: readonly string[],
  options: InputOptions,
  report: (problem: Diagnostic) => void,
  use: (input: Input) => void | Promise<void>,
): Promise<number> {
  const found = await findFiles(io.cwd, args, { folderPattern: options.folderPattern });
  if (options.isSingle === true && found.length > 1)
    throw new CliError("one-file", `${JSON.stringify(args.join(" "))} stands for ${found.length} files, and one is wanted here`);
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
