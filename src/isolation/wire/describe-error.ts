import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import {
  CapabilityError,
  CellError,
  CellExit,
  CellTerminated,
  GuestError,
  type CellErrorCode,
  type TerminationReason,
} from "../../runtime/errors.js";

/** What a call at the other end ended with, when it ended badly. Plain data but for `origin` and `cause`, which the channel carries. */
export interface ErrorDescription {
  readonly type: "guest" | "exit" | "terminated" | "capability" | "cell" | "diagnostics" | "home" | "other";
  readonly [part: string]: unknown;
}

/**
 * @param origin for a guest's error: what stands for it on its way home, so that the guest may get its own error back
 * @param ours whether it is one that came from the other end
 */
export function describeError(error: unknown, origin: (error: object) => unknown, ours: (error: object) => boolean): ErrorDescription {
  if (typeof error !== "object" || error === null) return { type: "other", error };
  if (ours(error)) return { type: "home", origin: error };
  if (error instanceof GuestError) {
    const { guestName, message, stack, value } = error;
    return { type: "guest", guestName, message, stack, value, origin: origin(error), ...causeOf(error) };
  }
  if (error instanceof CellExit) return { type: "exit", exitCode: error.exitCode };
  if (error instanceof CellTerminated) return { type: "terminated", reason: error.reason, scope: error.scope };
  if (error instanceof CapabilityError) return { type: "capability", message: error.message };
  if (error instanceof CellError) return { type: "cell", code: error.code, message: error.message, ...causeOf(error) };
  if (error instanceof Error && "diagnostics" in error) return { type: "diagnostics", name: error.name, diagnostics: error.diagnostics };
  return { type: "other", error };
}

const causeOf = (error: Error): { readonly cause?: unknown } => (error.cause === undefined ? {} : { cause: error.cause });

const REASONS: readonly TerminationReason[] = ["fuel", "deadline", "memory", "quota", "disposed", "integrity"];

/** How the errors of compiler and verifier are made again; handed in, since the supervisor may have loaded neither. */
export type MakeDiagnosticsError = (name: string, diagnostics: readonly Diagnostic[]) => Error;

/**
 * The error again, in this process. The texts in it were chosen by whoever is at the other end.
 *
 * @param home told of an error that stands for one of the other end, and what brings it home
 */
export function reviveError(
  description: unknown,
  makeDiagnosticsError: MakeDiagnosticsError,
  home: (error: object, origin: object) => void,
): unknown {
  const parts = (typeof description === "object" && description !== null ? description : {}) as Partial<ErrorDescription>;
  const text = (part: unknown): string => (typeof part === "string" ? part : "");
  const cause = "cause" in parts ? { cause: parts.cause } : {};
  switch (parts.type) {
    case "home":
      return parts.origin;
    case "guest": {
      const made = new GuestError(text(parts.guestName), text(parts.message), { ...cause, stack: text(parts.stack), value: parts.value });
      if (typeof parts.origin === "object" && parts.origin !== null) home(made, parts.origin);
      return made;
    }
    case "exit":
      return new CellExit(typeof parts.exitCode === "number" ? parts.exitCode : 1);
    case "terminated":
      return new CellTerminated(REASONS.find((reason) => reason === parts.reason) ?? "integrity", parts.scope === "call" ? "call" : "cell");
    case "capability":
      return new CapabilityError(text(parts.message));
    case "cell":
      return new CellError(text(parts.code) as CellErrorCode, text(parts.message), cause);
    case "diagnostics":
      return makeDiagnosticsError(text(parts.name), Array.isArray(parts.diagnostics) ? (parts.diagnostics as Diagnostic[]) : []);
    default:
      return parts.error;
  }
}
