import type { Diagnostic } from "../diagnostic.js";
import type { Report } from "./printer.js";

/** Errors and warnings among the findings. */
export function countBySeverity(diagnostics: readonly Diagnostic[]): { readonly errors: number; readonly warnings: number } {
  const errors = diagnostics.filter((d) => d.severity === "error").length;
  return { errors, warnings: diagnostics.length - errors };
}

/** `2 errors and 1 warning in 1 of 3 files`, with what can be mended, or `no problems in 3 files`. */
export function summary(report: Report): string {
  const { errors, warnings } = countBySeverity(report.diagnostics);
  const files = plural(report.files, "file");
  const done = (report.mended ?? 0) > 0 ? `; mended ${report.mended}` : "";
  if (report.diagnostics.length === 0) return `no problems in ${files}${done}`;
  const parts: string[] = [];
  if (errors > 0) parts.push(plural(errors, "error"));
  if (warnings > 0) parts.push(plural(warnings, "warning"));
  const touched = new Set(report.diagnostics.map((d) => d.filename)).size;
  const safe = report.diagnostics.filter(({ suggestion }) => suggestion?.kind === "safe").length;
  const offer = safe === 0 ? "" : `; \`cloister lint --fix\` mends ${safe}`;
  return `${parts.join(" and ")} in ${touched === report.files ? files : `${touched} of ${files}`}${done}${offer}`;
}

export const plural = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
