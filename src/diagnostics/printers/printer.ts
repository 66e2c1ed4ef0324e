import type { Diagnostic } from "../diagnostic.js";

/** What a printer is given: the findings of one invocation, and the texts that they point into. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  /** Source text by file name; a file without an entry is printed without a code frame. */
  readonly sources: ReadonlyMap<string, string>;
  /** Files that were looked at, with or without findings. */
  readonly files: number;
  /** Rewrites that were made before the findings were looked for again. */
  readonly mended?: number;
}

export interface PrintOptions {
  /** ANSI colours; only printers made for a terminal heed it. */
  readonly colour: boolean;
  /** Width of the terminal, to which prose is broken. Default: none, and each sentence is a line. */
  readonly columns?: number | undefined;
}

/** Turns a report into text, LF-ended unless it is empty. */
export type Printer = (report: Report, options: PrintOptions) => string;
