import type { Policy } from "./types.js";

/** Policies that were validated. An object of the right shape is not enough: whoever made it may change it later. */
const made = new WeakSet<object>();

/** Whether `value` was made by `definePolicy` or `meet`. */
export const isPolicy = (value: object): value is Policy => made.has(value);

/** Freezes a policy through and through and marks it as validated. For this folder only. */
export function freezePolicy(policy: Policy): Policy {
  for (const part of [policy.globals, policy.modules, policy.language, policy.limits] as const) {
    for (const value of Object.values(part) as unknown[]) if (typeof value === "object") Object.freeze(value);
    Object.freeze(part);
  }
  made.add(policy);
  return Object.freeze(policy);
}
