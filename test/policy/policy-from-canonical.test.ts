import { describe, expect, test } from "vitest";
import { canonicalPolicy, definePolicy, isPolicy, meet, policyFromCanonical, PRESETS } from "../../src/policy/index.js";

describe("policyFromCanonical", () => {
  test.each([
    PRESETS.strict,
    PRESETS.compat,
    definePolicy({ globals: { allow: ["a", "Proxy"] }, modules: { allow: ["x/*"] } }),
    definePolicy({ extends: definePolicy({ globals: { allow: ["WeakRef"] } }), globals: { allow: "*" } }),
    meet(PRESETS.compat, definePolicy({ extends: "compat", globals: { allow: [] } })),
  ])("makes the same policy again, frozen and known as one", (policy) => {
    const made = policyFromCanonical(canonicalPolicy(policy));
    expect(made).toEqual(policy);
    expect(isPolicy(made)).toBe(true);
    expect(Object.isFrozen(made.globals.optional)).toBe(true);
  });

  test.each([
    "{}",
    "nonsense",
    canonicalPolicy(PRESETS.strict).replace("strict", "lax"),
    canonicalPolicy(PRESETS.strict).replace(":false", ":1"),
    `${canonicalPolicy(PRESETS.strict)} `,
  ])("refuses %j", (text) => expect(() => policyFromCanonical(text)).toThrow());
});
