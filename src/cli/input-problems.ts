import { EXIT, type ExitCode } from "./exit-codes.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** What can be wrong with a file before anything looks at its text. Codes are part of the catalogue's name space and never reused. */
export const INPUT_PROBLEMS = {
  "file-not-found": {
    message: "There is no such file.",
    why: "Nothing could be read, so nothing can be said about it.",
    fix: "Check the name; names are taken from the folder in which the command runs.",
    exit: EXIT.usage,
  },
  "file-is-a-folder": {
    message: "This is a folder.",
    why: "This command wants single files.",
    fix: "Name a file in it, or a pattern such as `plugins/*.js`.",
    exit: EXIT.usage,
  },
  "file-is-special": {
    message: "This is a pipe, a socket or a device.",
    why: "Reading it could wait for ever, or do something.",
    fix: "Name a regular file, or pipe its text into `-`.",
    exit: EXIT.usage,
  },
  "file-unreadable": {
    message: "The system does not let this file or folder be read.",
    why: "Nothing could be read, so nothing can be said about it or what lies below it.",
    fix: "Check its permissions, or leave it out.",
    exit: EXIT.usage,
  },
  "file-too-large": {
    message: "This file is larger than any program may be.",
    why: "A guest must not decide how much memory its supervisor uses.",
    fix: "Split the program, or leave data out of it.",
    exit: EXIT.refused,
  },
  "file-empty": {
    message: "This file is empty.",
    why: "A plugin without a word in it is a failed download or a failed build more often than a plugin.",
    fix: "Write the file again; `export {};` is the shortest module that is meant.",
    exit: EXIT.refused,
  },
  "file-not-text": {
    message: "This file is not text in UTF-8.",
    why: "What two tools read differently, a guest can use: the reviewed program would not be the one that runs.",
    fix: "Save it as UTF-8 without NUL bytes. If it is an image or an archive, it is no program.",
    exit: EXIT.refused,
  },
} as const satisfies Record<string, { message: string; why: string; fix: string; exit: ExitCode }>;

export type ProblemCode = keyof typeof INPUT_PROBLEMS;

/** The finding for a file as a whole. */
export function problemOf(code: ProblemCode, filename: string): Diagnostic {
  const { message, why, fix } = INPUT_PROBLEMS[code];
  const start = { line: 1, column: 0 };
  return { code, severity: "error", message, why, fix, range: [0, 0], loc: { start, end: start }, filename };
}

/** Exit code for a set of findings. */
export function exitOf(diagnostics: readonly Diagnostic[]): ExitCode {
  let exit: ExitCode = EXIT.ok;
  for (const d of diagnostics) {
    if (d.severity !== "error") continue;
    const known = d.code in INPUT_PROBLEMS ? INPUT_PROBLEMS[d.code as ProblemCode].exit : EXIT.refused;
    if (known > exit) exit = known;
  }
  return exit;
}
