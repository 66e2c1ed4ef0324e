import { canonicalPolicy } from "./canonical-policy.js";
import { meet } from "./meet.js";
import { POLICY_CALL_LIMITS, POLICY_LIMITS } from "./policy-limits.js";
import type { Policy } from "./types.js";

export interface PolicyChange {
  /** Path of the key, e.g. `globals.allow`. */
  readonly path: string;
  /** `both`: grants something new and drops something old. */
  readonly change: "widened" | "narrowed" | "both";
  readonly from: unknown;
  readonly to: unknown;
}

/** Whether `a` grants nothing that `b` does not. */
export const narrows = (a: Policy, b: Policy): boolean => canonicalPolicy(meet(a, b)) === canonicalPolicy(a);

/** What changes when `from` is replaced by `to`, key by key; empty for equal policies. */
export function diffPolicies(from: Policy, to: Policy): readonly PolicyChange[] {
  const common = leaves(meet(from, to));
  const before = leaves(from);
  const changes: PolicyChange[] = [];
  for (const [path, value] of leaves(to)) {
    const old = before.get(path);
    if (same(old, value)) continue;
    const kept = common.get(path);
    changes.push({ path, change: same(kept, value) ? "narrowed" : same(kept, old) ? "widened" : "both", from: old, to: value });
  }
  return changes;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Each grant under its path. */
function leaves(policy: Policy): Map<string, unknown> {
  const found = new Map<string, unknown>([
    ["preset", policy.preset],
    ["enforce", policy.enforce],
    ["mediation", policy.mediation],
    ["regexp", policy.regexp],
  ]);
  for (const part of ["globals", "modules", "language"] as const)
    for (const [key, value] of Object.entries(policy[part])) found.set(`${part}.${key}`, value);
  // a limit that is not there is one that bounds nothing
  for (const name of POLICY_LIMITS) found.set(`limits.${name}`, policy.limits[name] ?? "none");
  for (const name of POLICY_CALL_LIMITS) found.set(`limits.perCall.${name}`, policy.limits.perCall?.[name] ?? "none");
  return found;
}
