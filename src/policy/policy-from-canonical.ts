import { canonicalPolicy } from "./canonical-policy.js";
import { definePolicy } from "./define-policy.js";
import { freezePolicy } from "./freeze-policy.js";
import type { Policy } from "./types.js";

/**
 * The policy that `canonicalPolicy` has written: how a supervisor's policy reaches a worker or a process of its own.
 *
 * @throws PolicyError or SyntaxError when the text is not such a text
 */
export function policyFromCanonical(text: string): Policy {
  const { preset, enforce, globals, modules, language, mediation, regexp, limits = {} } = JSON.parse(text) as Policy;
  // for its checks: what it answers cannot say everything that a meet of policies can
  definePolicy({
    extends: preset,
    enforce,
    modules,
    language,
    mediation,
    regexp,
    limits,
    globals: typeof globals.allow === "string" ? {} : { allow: globals.allow },
  });
  definePolicy({ globals: { allow: globals.optional } });
  const policy = freezePolicy({ preset, enforce, globals, modules, language, mediation, regexp, limits });
  if (canonicalPolicy(policy) !== text) throw new SyntaxError("not the canonical text of a policy");
  return policy;
}
