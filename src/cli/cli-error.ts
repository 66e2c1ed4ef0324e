import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { EXIT, type ExitCode } from "./exit-codes.js";

/** A text of the supervisor's, and what is wrong with it. */
export interface Complaint {
  readonly name: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Ends a command with a message for the person who typed it: one line, or findings with their places; no stack. */
export class CliError extends Error {
  constructor(
    /** Stable kebab-case code, printed in brackets. */
    readonly code: string,
    message: string,
    readonly exit: ExitCode = EXIT.usage,
    /** Told instead of the line, where the fault has a place in a text. */
    readonly complaint?: Complaint,
  ) {
    super(message);
  }
}
