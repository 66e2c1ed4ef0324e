import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import { PolicyError } from "../diagnostics/errors.js";
import { SourceText } from "../diagnostics/source-text.js";
import { isPolicy } from "./freeze-policy.js";
import type { Policy } from "./types.js";

/**
 * Types are not there at run time, and what only has a policy's shape grants by mistake whatever is not said as expected, and may change after it was looked at.
 *
 * @throws PolicyError, code `policy-invalid`, for what `definePolicy` has not made
 */
export function requirePolicy(given: Policy): Policy {
  if (typeof given === "object" && (given as Policy | null) !== null && isPolicy(given)) return given;
  const problem = "was not made by definePolicy";
  throw new PolicyError([createDiagnostic("policy-invalid", { path: "policy", problem }, [0, 0], new SourceText("", "policy"))]);
}
