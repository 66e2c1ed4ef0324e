import { codeFrame, linesOf } from "./printers/code-frame.js";
import type { Diagnostic } from "./diagnostic.js";

/** An error made of findings. */
export abstract class DiagnosticError extends Error {
  /** Code of the first finding. */
  readonly code: string;
  /** All findings that made the text unacceptable, at least one; warnings may stand among them. */
  readonly diagnostics: readonly Diagnostic[];

  /** @param source the text that the findings point into, for a code frame in the message */
  constructor(diagnostics: readonly Diagnostic[], source?: string) {
    const first = diagnostics.find((d) => d.severity === "error") ?? diagnostics[0];
    if (first === undefined) throw new TypeError("an error without a finding");
    super(describe(first, diagnostics.length - 1, source));
    this.code = first.code;
    this.diagnostics = Object.freeze([...diagnostics]);
  }
}

/** Source text was refused: by lint's rules, the parser, or a limit. */
export class CleanseError extends DiagnosticError {
  override readonly name = "CleanseError";
}

/** A policy does not have the shape of one. */
export class PolicyError extends DiagnosticError {
  override readonly name = "PolicyError";
}

const PLAIN = { gutter: (text: string) => text, marker: (text: string) => text };

function describe(first: Diagnostic, more: number, source: string | undefined): string {
  const { line, column } = first.loc.start;
  const frame = source === undefined ? "" : `\n\n${codeFrame(linesOf(source), first, PLAIN)}\n`;
  const place = source === undefined ? "" : ` (${first.filename}:${line}:${column + 1})`;
  return `${first.code}: ${first.message}${place}${frame}${more > 0 ? `\n… and ${more} more` : ""}`;
}
