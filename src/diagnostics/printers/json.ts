import { countBySeverity } from "./summary.js";
import type { Printer } from "./printer.js";

/**
 * For programs: `{ files, errors, warnings, diagnostics }`, the diagnostics as `lint` returns them.
 * ASCII only, so that no text of a guest acts on the terminal it is shown in.
 */
export const json: Printer = (report) =>
  asciiPretty({ files: report.files, ...countBySeverity(report.diagnostics), diagnostics: report.diagnostics });

/** Indented JSON, LF-ended, with all but printable ASCII escaped. */
export const asciiPretty = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[^\x20-\x7e\n]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")) + "\n";
