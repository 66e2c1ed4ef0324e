import { freezePolicy } from "./freeze-policy.js";
import { meetPatterns } from "./module-patterns.js";
import { meetLimits } from "./policy-limits.js";
import type { Policy } from "./types.js";

/**
 * The widest policy that grants nothing which `a` or `b` does not: what a subcell gets. Policies are a lattice under it:
 * commutative, associative, idempotent, never wider than either (test/policy).
 */
export function meet(a: Policy, b: Policy): Policy {
  return freezePolicy({
    preset: a.preset === "compat" && b.preset === "compat" ? "compat" : "strict",
    enforce: a.enforce === "report" && b.enforce === "report" ? "report" : "refuse",
    globals: {
      allow: meetNames(a.globals.allow, b.globals.allow),
      optional: a.globals.optional.filter((name) => b.globals.optional.includes(name)),
    },
    modules: { allow: meetPatterns(a.modules.allow, b.modules.allow) },
    language: {
      constructor: a.language.constructor && b.language.constructor,
      proto: a.language.proto && b.language.proto,
      globalObject: a.language.globalObject && b.language.globalObject,
      ambient: a.language.ambient === "standin" && b.language.ambient === "standin" ? "standin" : "violation",
    },
    mediation: a.mediation === "full" || b.mediation === "full" ? "full" : "direct",
    regexp: REGEXPS[Math.min(REGEXPS.indexOf(a.regexp), REGEXPS.indexOf(b.regexp))]!,
    limits: meetLimits(a.limits, b.limits),
  });
}

/** From narrow to wide. */
const REGEXPS: readonly Policy["regexp"][] = ["linear", "safe", "native"];

type Allow = Policy["globals"]["allow"];

/** In a cell a list is cut down to what is supplied anyway, hence list < `"supplied"` < `"*"`. */
function meetNames(a: Allow, b: Allow): Allow {
  if (a === "*") return b;
  if (b === "*") return a;
  if (a === "supplied") return b;
  if (b === "supplied") return a;
  return a.filter((name) => b.includes(name));
}
