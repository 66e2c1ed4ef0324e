import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PolicyError } from "../../src/diagnostics/errors.js";
import {
  PRESETS,
  allowsSpecifier,
  canonicalPolicy,
  definePolicy,
  diffPolicies,
  isPolicy,
  meet,
  narrows,
  policyFromCanonical,
  policyDigest,
} from "../../src/policy/index.js";
import type { Policy, PolicyInput } from "../../src/policy/index.js";

const problems = (input: unknown): string[] => {
  try {
    definePolicy(input as PolicyInput);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    expect(error.code).toBe("policy-invalid");
    return error.diagnostics.map((d) => d.message);
  }
  return [];
};

describe("definePolicy", () => {
  test("what is left out comes from the preset", () => {
    expect(definePolicy()).toEqual(PRESETS.strict);
    expect(definePolicy({ extends: "compat" })).toEqual(PRESETS.compat);
    expect(definePolicy({ extends: "compat", language: { proto: false } }).language).toEqual({ ...PRESETS.compat.language, proto: false });
  });

  test("a policy is frozen through and through", () => {
    const policy = definePolicy({ globals: { allow: ["b", "a", "b"] }, modules: { allow: ["x/*", "x/y"] } });
    for (const part of [policy, policy.globals, policy.globals.allow, policy.globals.optional, policy.modules.allow, policy.language])
      expect(Object.isFrozen(part)).toBe(true);
    expect(policy.globals.allow).toEqual(["a", "b"]);
    expect(policy.modules.allow).toEqual(["x/*"]);
  });

  test("optional names of the language are granted by being listed, not by `*`", () => {
    expect(definePolicy({ globals: { allow: ["WeakRef", "console"] } }).globals).toEqual({ allow: ["console"], optional: ["WeakRef"] });
    expect(definePolicy({ globals: { allow: "*" } }).globals).toEqual({ allow: "*", optional: [] });
  });

  test("extending a policy keeps what it says, and only a validated one can be extended", () => {
    const base = definePolicy({ extends: "compat", globals: { allow: ["console"] } });
    expect(definePolicy({ extends: base, modules: { allow: [] } })).toEqual({ ...base, modules: { allow: [] } });
    expect(isPolicy({ ...base })).toBe(false);
    expect(problems({ extends: { ...base } })).toHaveLength(1);
  });

  test.each<[unknown, RegExp[]]>([
    [{ global: {} }, [/`global` is not a key of a policy; known here: extends, enforce, globals/]],
    [
      { language: { Proto: true, ambient: "off" } },
      [/`language\.Proto` is not a key/, /`language\.ambient` must be "violation" or "standin", not "off"/],
    ],
    [{ globals: { allow: "all" } }, [/`globals\.allow` must be "\*" or a list/]],
    [
      { globals: { allow: ["a b", "__cc_key", 3, "eval"] } },
      [/is not a name/, /reserved/, /must be a string, not 3/, /cannot be supplied/],
    ],
    [{ modules: { allow: ["a*b", ""] } }, [/not at its end/, /is empty/]],
    [JSON.parse('{ "__proto__": {} }'), [/`__proto__` is not a key/]],
    [null, [/must be an object, not null/]],
    [{ extends: "loose" }, [/must be "strict", "compat" or a policy/]],
  ])("%j is refused", (input, expected) => {
    const found = problems(input);
    expect(found).toHaveLength(expected.length);
    expected.forEach((pattern, i) => expect(found[i]).toMatch(pattern));
  });
});

const budget = fc.constantFrom(1, 2, 3);
const policies: fc.Arbitrary<Policy> = fc
  .record({
    enforce: fc.constantFrom("refuse" as const, "report" as const),
    regexp: fc.constantFrom("native" as const, "safe" as const, "linear" as const),
    limits: fc.record(
      { fuel: budget, depth: budget, perCall: fc.record({ fuel: budget, output: budget }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
    extends: fc.constantFrom("strict" as const, "compat" as const),
    mediation: fc.constantFrom("direct" as const, "full" as const),
    globals: fc.option(fc.record({ allow: fc.oneof(fc.constant("*" as const), fc.subarray(["a", "b", "c", "Proxy", "WeakRef"])) }), {
      nil: undefined,
    }),
    modules: fc.record({ allow: fc.oneof(fc.constant("*" as const), fc.subarray(["x", "x/*", "x/y", "x/y*", "node:fs", "node:*"])) }),
    language: fc.record({
      proto: fc.boolean(),
      constructor: fc.boolean(),
      globalObject: fc.boolean(),
      ambient: fc.constantFrom("violation" as const, "standin" as const),
    }),
  })
  .map(({ globals, ...rest }) => definePolicy(globals === undefined ? rest : { ...rest, globals }));

describe("meet is a lattice's", () => {
  const law = (name: string, holds: (a: Policy, b: Policy, c: Policy) => void) =>
    test(name, () =>
      fc.assert(
        fc.property(policies, policies, policies, (a, b, c) => void holds(a, b, c)),
        { numRuns: 300 },
      ),
    );

  law("commutative", (a, b) => expect(meet(a, b)).toEqual(meet(b, a)));
  law("associative", (a, b, c) => expect(meet(meet(a, b), c)).toEqual(meet(a, meet(b, c))));
  law("idempotent", (a) => expect(meet(a, a)).toEqual(a));
  law("never wider than either", (a, b) => expect([narrows(meet(a, b), a), narrows(meet(a, b), b)]).toEqual([true, true]));
  law("as wide as can be", (a, b, c) => {
    if (narrows(c, a) && narrows(c, b)) expect(narrows(c, meet(a, b))).toBe(true);
  });
  law("what the meet lets import, both do", (a, b) => {
    for (const name of ["x", "x/", "x/y", "x/yz", "x/z", "node:fs", "node:net", "other"])
      expect(allowsSpecifier(meet(a, b).modules.allow, name)).toBe(
        allowsSpecifier(a.modules.allow, name) && allowsSpecifier(b.modules.allow, name),
      );
  });
  law("what the meet gives at most, both give", (a, b) => {
    const { fuel = Infinity, perCall = {} } = meet(a, b).limits;
    expect(fuel).toBe(Math.min(a.limits.fuel ?? Infinity, b.limits.fuel ?? Infinity));
    expect(perCall.output ?? Infinity).toBe(Math.min(a.limits.perCall?.output ?? Infinity, b.limits.perCall?.output ?? Infinity));
  });
  law("every policy comes back from its canonical text", (a) => expect(policyFromCanonical(canonicalPolicy(a))).toEqual(a));
  law("a meet is a policy", (a, b) => expect(isPolicy(meet(a, b)) && Object.isFrozen(meet(a, b).globals.allow)).toBe(true));
});

describe("comparing", () => {
  test("equal policies have equal digests, however they were written", () => {
    const a = definePolicy({ language: { proto: false }, globals: { allow: ["y", "x"] } });
    const b = definePolicy({ globals: { allow: ["x", "y", "x"] } });
    expect(canonicalPolicy(a)).toBe(canonicalPolicy(b));
    expect(policyDigest(a)).toMatch(/^sha256-[A-Za-z0-9+/]{43}=$/);
    expect(policyDigest(a)).not.toBe(policyDigest(PRESETS.compat));
  });

  test("a diff says which way each grant went", () => {
    const from = definePolicy({ globals: { allow: ["a", "b"] }, modules: { allow: ["x"] } });
    const to = definePolicy({ globals: { allow: ["b", "c"] }, modules: { allow: ["x", "y"] }, language: { ambient: "standin" } });
    expect(diffPolicies(from, to).map(({ path, change }) => `${path} ${change}`)).toEqual([
      "globals.allow both",
      "modules.allow widened",
      "language.ambient widened",
    ]);
    expect(diffPolicies(to, to)).toEqual([]);
    const bounded = definePolicy({ limits: { fuel: 5 } });
    expect(diffPolicies(bounded, definePolicy())).toEqual([{ path: "limits.fuel", change: "widened", from: 5, to: "none" }]);
    expect(diffPolicies(bounded, definePolicy({ limits: { fuel: 4, depth: 9 } })).map(({ path, change }) => `${path} ${change}`)).toEqual([
      "limits.fuel narrowed",
      "limits.depth narrowed",
    ]);
    expect(diffPolicies(PRESETS.compat, PRESETS.strict).every(({ change }) => change === "narrowed")).toBe(true);
  });
});
