import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { cleanse } from "../../src/compiler.js";
import { definePolicy } from "../../src/policy/index.js";
import { Cell, VerifyError, verify } from "../../src/index.js";

const policies = {
  native: definePolicy({}),
  safe: definePolicy({ regexp: "safe" }),
  linear: definePolicy({ regexp: "linear" }),
};

const messages = (text: string, policy: keyof typeof policies): string[] => {
  try {
    verify(text, { policy: policies[policy] });
    return [];
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    return error.diagnostics.map((d) => `${d.code}: ${d.message}`);
  }
};

describe("artifacts and policies on regular expressions", () => {
  const literal = cleanse("(t) => /a+$/.test(t)", { goal: "expression", policy: policies.native }).text;
  const made = cleanse("(t) => /^a+$/.test(t)", { goal: "expression", policy: policies.safe }).text;
  const slow = cleanse("(t) => /(a+)+$/.test(t)", { goal: "expression", policy: policies.linear }).text;

  test("a literal is for `native` alone", () => {
    expect(messages(literal, "native")).toEqual([]);
    for (const policy of ["safe", "linear"] as const)
      expect(messages(literal, policy)).toEqual([expect.stringMatching(/^I11-regex: .*engine's/)]);
  });

  test("what the cell makes is for all", () => {
    for (const policy of ["native", "safe", "linear"] as const) expect(messages(made, policy)).toEqual([]);
  });

  test("the verifier takes nobody's word for a pattern being safe", () => {
    expect(messages(slow, "linear")).toEqual([]);
    expect(messages(slow, "safe")).toEqual([expect.stringMatching(/^I11-regex: .*exponential/)]);
  });

  test("a program verified under one policy is verified anew for a cell of another", () => {
    for (const text of [literal, slow]) {
      const program = verify(text);
      expect(() => new Cell({ policy: policies.safe }).evaluate(program)).toThrow(VerifyError);
    }
    const f = new Cell({ policy: policies.safe }).evaluate(verify(made)) as (t: string) => boolean;
    expect(f("aa")).toBe(true);
    const g = new Cell().evaluate(verify(made)) as (t: string) => boolean;
    expect(g("aa")).toBe(true);
  });

  test("the guard has one form", () => {
    const forms = [
      '__cc_regexp("a")',
      '__cc_regexp("a", t)',
      '__cc_regexp("a", "g", 1)',
      "__cc_regexp(t, '')",
      "__cc_regexp",
      'new __cc_regexp("a", "")',
    ];
    for (const form of forms) {
      const forged = redigested(made, '__cc_regexp("^a+$", "")', form);
      expect(messages(forged, "native").join(), form).toMatch(/I3-guard-astray|I3-/);
    }
  });

  test("the guard is bound by its feature alone", () => {
    const forged = redigested(made.replace('{"features":["regexp"]}', '{"features":[]}'), "", "");
    expect(messages(forged, "native").join()).toMatch(/I3-|I2-/);
  });
});

/** The artifact with a part of its body replaced, and the digest of the body put right. */
function redigested(text: string, part: string, by: string): string {
  const changed = text.replace(part, by);
  const start = changed.indexOf("(function (__cc)");
  const digest = createHash("sha256").update(changed.slice(start)).digest("base64");
  return changed.slice(0, start).replace(/"body":"sha256-[^"]*"/, `"body":"sha256-${digest}"`) + changed.slice(start);
}
