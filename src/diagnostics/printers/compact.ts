import { visibleText } from "./visible-text.js";
import type { Printer } from "./printer.js";

/** One line a finding, as editors and `grep` like it: `plugin.js:3:5: error[code]: message`. */
export const compact: Printer = (report) =>
  report.diagnostics
    .map(
      (d) =>
        `${visibleText(d.filename)}:${d.loc.start.line}:${d.loc.start.column + 1}: ${d.severity}[${d.code}]: ${visibleText(d.message)}\n`,
    )
    .join("");
