import { meetLimits, POLICY_CALL_LIMITS, POLICY_LIMITS } from "../../policy/policy-limits.js";
import type { Policy } from "../../policy/types.js";
import type { Limits } from "../cell-options.js";
import { CellError } from "../errors.js";

/**
 * The limits that hold: those asked for, and those of the policy where they are less.
 *
 * @throws CellError `invalid-options` for what is no budget, and for a name that is none: a misspelt limit would be no limit
 */
export function limitsWithin(policy: Policy, asked: Limits = {}): Limits {
  const { unmetered, perCall = {}, ...budgets } = asked;
  check("limits", POLICY_LIMITS, budgets);
  check("limits.perCall", POLICY_CALL_LIMITS, perCall);
  if (unmetered !== undefined && typeof unmetered !== "boolean")
    throw new CellError("invalid-options", "limits.unmetered is true or false");
  return { ...meetLimits(policy.limits, asked), ...(unmetered === true && { unmetered }) };
}

function check(path: string, names: readonly string[], budgets: object): void {
  for (const [name, value] of Object.entries(budgets) as [string, unknown][]) {
    if (!names.includes(name)) throw new CellError("invalid-options", `${path}.${name} is no limit; there are ${names.join(", ")}`);
    if (value !== undefined && !(typeof value === "number" && value > 0))
      throw new CellError("invalid-options", `${path}.${name} must be a number above 0`);
  }
}
