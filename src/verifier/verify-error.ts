import { DiagnosticError } from "../diagnostics/errors.js";

/** An artifact was refused. Its diagnostics say which invariants it breaks (docs/invariants.md). */
export class VerifyError extends DiagnosticError {
  override readonly name = "VerifyError";
  override readonly code = "verify-refused";
}
