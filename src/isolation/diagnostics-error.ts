import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { CleanseError, PolicyError } from "../diagnostics/errors.js";
import { CellError } from "../runtime/errors.js";
import { VerifyError } from "../verifier/verify-error.js";

/** An error of compiler, verifier or policy that came out of a vessel, of the class that it had there. */
export function makeDiagnosticsError(name: string, diagnostics: readonly Diagnostic[]): Error {
  if (diagnostics.length === 0) return new CellError("invalid-options", "the program was refused");
  switch (name) {
    case "CleanseError":
      return new CleanseError(diagnostics);
    case "PolicyError":
      return new PolicyError(diagnostics);
    default:
      return new VerifyError(diagnostics);
  }
}
