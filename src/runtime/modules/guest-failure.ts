import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { CellError, type CellErrorCode } from "../errors.js";
import type { FailureText } from "./inside/failure.js";

const NAMES: Partial<Record<CellErrorCode, FailureText["name"]>> = { "module-link": "SyntaxError", "import-attributes": "TypeError" };
/** Codes that Node's own loaders use, for programs that look at them. */
const IMPORT_CODES: Partial<Record<CellErrorCode, string>> = {
  "module-not-found": "ERR_MODULE_NOT_FOUND",
  "async-module": "ERR_REQUIRE_ASYNC_MODULE",
  "module-cycle": "ERR_REQUIRE_CYCLE_MODULE",
};
const REQUIRE_CODES: typeof IMPORT_CODES = { ...IMPORT_CODES, "module-not-found": "MODULE_NOT_FOUND" };
const SPEAKABLE: ReadonlySet<CellErrorCode> = new Set<CellErrorCode>([
  "module-not-found",
  "module-link",
  "module-cycle",
  "import-denied",
  "import-attributes",
  "async-hook",
  "async-module",
  "no-compiler",
]);

/**
 * What a guest is told of a failed import, as JSON. Our own errors speak of specifiers, ids and the guest's source only; whatever else
 * went wrong (a hook threw: its message may hold host paths) is told without its words.
 */
export function guestFailure(error: unknown, kind: "import" | "require"): string {
  return JSON.stringify(failureText(error, kind));
}

function failureText(error: unknown, kind: "import" | "require"): FailureText {
  if (error instanceof CellError && SPEAKABLE.has(error.code)) {
    const codes = kind === "import" ? IMPORT_CODES : REQUIRE_CODES;
    return { name: NAMES[error.code] ?? "Error", message: error.message, code: codes[error.code] ?? error.code };
  }
  const finding = firstDiagnostic(error);
  if (finding !== undefined) {
    const { filename, loc, message, code } = finding;
    return { name: "SyntaxError", message: `${message} (${filename}:${loc.start.line}:${loc.start.column + 1})`, code };
  }
  return { name: "Error", message: "The module could not be loaded", code: "module-load" };
}

function firstDiagnostic(error: unknown): Diagnostic | undefined {
  if (!(error instanceof Error) || !("diagnostics" in error) || !Array.isArray(error.diagnostics)) return undefined;
  return error.diagnostics[0] as Diagnostic | undefined;
}
