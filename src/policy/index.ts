export { canonicalPolicy, policyDigest } from "./canonical-policy.js";
export { definePolicy } from "./define-policy.js";
export { policyFromCanonical } from "./policy-from-canonical.js";
export { diffPolicies, narrows, type PolicyChange } from "./diff-policies.js";
export { isPolicy } from "./freeze-policy.js";
export { meet } from "./meet.js";
export { allowsSpecifier } from "./module-patterns.js";
export { PRESETS } from "./presets.js";
export type { Feature, LanguagePolicy, Policy, PolicyInput } from "./types.js";
