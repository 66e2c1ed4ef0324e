import { EXIT, type ExitCode } from "./exit-codes.js";

/** Ends a command with a message for the person who typed it: one line, no stack. */
export class CliError extends Error {
  constructor(
    /** Stable kebab-case code, printed in brackets. */
    readonly code: string,
    message: string,
    readonly exit: ExitCode = EXIT.usage,
  ) {
    super(message);
  }
}
