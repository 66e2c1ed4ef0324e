import { expect, test } from "vitest";
import { VerifyError, isVerified, verify } from "../../src/verifier/index.js";
import type { Policy } from "../../src/policy/index.js";
import { digest, forge } from "../forged/forge.js";
import { FIELDS, HEADERS, POLICIES, PRELUDES, good } from "./header-cases.js";

/** Code and message of the first finding; "accepted" if there is none. */
function verdict(text: string, policy?: Policy): string {
  try {
    verify(text, policy === undefined ? {} : { policy });
    return "accepted";
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    expect(error.code).toBe("verify-refused");
    return `${error.diagnostics[0]!.code}: ${error.diagnostics[0]!.message}`;
  }
}

test("an artifact that says what it is", () => {
  expect(verdict(good)).toBe("accepted");
});

test.each(HEADERS)("is refused for its header or digests: %s", (_what, text) => {
  expect(verdict(text)).toMatch(/^I13-/);
});

test.each(FIELDS)("is refused for a field: %s", (_what, said) => {
  expect(verdict(forge("1;", said))).toMatch(/^I13-field/);
});

test("is refused where a keyword is a global: it does not parse", () => {
  expect(verdict(forge("1;", { globals: ["eval"], features: ["globalObject"] }))).toMatch(/^I7-parse/);
  expect(verdict(forge("1;", { globals: ["class"] }))).toMatch(/^I7-parse/);
});

test.each(PRELUDES)("is refused for its prelude: %s", (_what, text) => {
  expect(verdict(text)).toMatch(/^I3-prelude/);
});

test.each(POLICIES)("a policy that grants less is told by name", (text, policy, expected) => {
  expect(verdict(text, policy)).toBe(expected);
});

test("only `verify` makes verified programs, and they do not change", () => {
  const program = verify(good);
  expect(isVerified(program)).toBe(true);
  expect(isVerified({ ...program })).toBe(false);
  expect(isVerified(Object.create(program))).toBe(false);
  expect(isVerified(new Proxy(program, {}))).toBe(false);
  expect(isVerified(null)).toBe(false);
  expect(Object.isFrozen(program)).toBe(true);
  expect(Object.isFrozen(program.manifest)).toBe(true);
  expect(Object.isFrozen(program.manifest.declares.vars)).toBe(true);
  expect(program.body).toBe(good.slice(good.indexOf("(function")));
  expect(program.digest).toBe(digest(good));
});

test("an artifact's text is read once, and must be a text", () => {
  let reads = 0;
  const artifact = {
    get text() {
      return reads++ === 0 ? good : "evil";
    },
  };
  expect(verify(artifact as never).digest).toBe(digest(good));
  expect(() => verify({ text: { toString: () => good } } as never)).toThrow(TypeError);
  expect(() => verify(new String(good) as never)).toThrow(TypeError);
});
