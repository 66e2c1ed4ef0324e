/** Budgets that a policy gives at most, in a cell's lifetime; and in each call from the host. Names and units are those of a cell's `limits`. */
export const POLICY_LIMITS = ["fuel", "allocation", "depth", "deadlineMs", "hostCalls", "output", "timers"] as const;
export const POLICY_CALL_LIMITS = ["fuel", "hostCalls", "output"] as const;

type Budgets<Name extends string> = { readonly [name in Name]?: number };

/** What is left out is not bounded by the policy. */
export interface PolicyLimits extends Budgets<(typeof POLICY_LIMITS)[number]> {
  readonly perCall?: Budgets<(typeof POLICY_CALL_LIMITS)[number]>;
}

/** The lesser of each. What stands in neither is left out, so that equal limits have equal text. */
export function meetLimits(a: PolicyLimits, b: PolicyLimits): PolicyLimits {
  const perCall = least(POLICY_CALL_LIMITS, a.perCall ?? {}, b.perCall ?? {});
  return { ...least(POLICY_LIMITS, a, b), ...(Object.keys(perCall).length > 0 && { perCall }) };
}

function least<Name extends string>(names: readonly Name[], a: Budgets<Name>, b: Budgets<Name>): Budgets<Name> {
  const all = names.map((name) => [name, Math.min(a[name] ?? Infinity, b[name] ?? Infinity)] as const);
  return Object.fromEntries(all.filter(([, value]) => value < Infinity)) as Budgets<Name>;
}
