import { describe, expect, test } from "vitest";
import { lint } from "../../src/compiler.js";
import { definePolicy } from "../../src/policy/index.js";
import { runInNewContext } from "node:vm";
import { applySuggestions } from "../../src/diagnostics/apply-suggestions.js";

/** The text with its safe rewrites, made until there are none. */
function fixed(text: string, options: Parameters<typeof lint>[1] = {}): string {
  for (let i = 0; i < 10; i++) {
    const result = applySuggestions(text, lint(text, options));
    if (result.applied === 0) return text;
    text = result.text;
  }
  throw new Error("no end");
}

describe("safe rewrites", () => {
  test.each([
    ["let o = {}; o = o.__proto__;", "let o = {}; o = Object.getPrototypeOf(o);"],
    ["let o = {}; o = o.__proto__.__proto__.x;", "let o = {}; o = Object.getPrototypeOf(Object.getPrototypeOf(o)).x;"],
    ['let o = {}; o = (o, o)["__proto__"];', "let o = {}; o = Object.getPrototypeOf((o, o));"],
    ["let o = {}; o.__proto__ = null;", "let o = {}; Object.setPrototypeOf(o, null);"],
    ["let o = {}; o.a.__proto__ = { b: 1 };", "let o = {}; Object.setPrototypeOf(o.a, { b: 1 });"],
    [
      'let o = {}; o.__defineGetter__("a", () => 1);',
      'let o = {}; Object.defineProperty(o, "a", { get: () => 1, configurable: true, enumerable: true });',
    ],
    ["let a = globalThis.Math.max(1, window.parseInt('2'));", "let a = Math.max(1, parseInt('2'));"],
    ["let a = 010 + 089;", "let a = 0o10 + 89;"],
  ])("%s", (before, after) => {
    expect(fixed(before)).toBe(after);
    expect(lint(after)).toEqual([]);
  });

  test.each([
    // `Object` may be something else
    "export function f(Object, o) { return o.__proto__; }",
    "let o = {}; o?.__proto__;",
    "let o = {}; delete o.__proto__;",
    "let o = {}; [o.__proto__] = [1];",
    "let o = {}; for (o.__proto__ of []);",
    "let o = {}; const p = (o.__proto__ = null);",
    "let o = {}; o.__defineGetter__(...o);",
    "globalThis.Math = 1;",
    "let Math = 1; globalThis.Math;",
    "globalThis.nobody;",
    "new globalThis.Date();",
    "class A { m() { return super.__proto__; } }",
  ])("nothing safe: %s", (text) => {
    expect(lint(text).length).toBeGreaterThan(0);
    expect(applySuggestions(text, lint(text)).applied).toBe(0);
  });
});

/** Each ends with what it comes to; all run as scripts of the host's engine, before and after. */
test.each([
  "class A { get x() { return 1; } } const o = new A(); String([o.__proto__ === A.prototype, o.__proto__.__proto__.constructor.name, o['__proto__'].x])",
  "const p = { y: 2 }, o = {}; o.__proto__ = { z: 3 }; (o).__proto__; let n = 0; const f = () => (n++, o); f().__proto__; String([o.z, n])",
  "const o = {}; let n = 0; const k = () => 'a' + n++; o.__defineGetter__(k(), () => n); o.__defineSetter__('b', function (v) { this.c = v; }); o.b = 4; String([Object.keys(o), o.a0, o.c])",
  "String([globalThis.Math.max(1, 2), globalThis.parseInt('3'), typeof globalThis.Array.from])",
  "String([' a '.trimLeft(), ` a `.trimRight()])",
])("safe rewrites do not change what a program comes to: %s", (text) => {
  const after = fixed(text, { goal: "script", policy: definePolicy({ language: { constructor: true } }) });
  expect(after).not.toBe(text);
  expect(applySuggestions(after, lint(after, { goal: "script" })).applied).toBe(0);
  expect(runInNewContext(after)).toBe(runInNewContext(text));
});

test.each([
  ["let total; tota1;", "total"],
  ["let o, p; o.__proto__ = p;", "Object.setPrototypeOf("],
  ["class A { m() { return this.constructor.x; } }", "A"],
  ["let __cc_a = 1;", "cc_a"],
  ["let a = 1; <!-- a", "//"],
  ['"\\u0000"; "\0"', "\\u0000"],
])("a guess that nobody makes unasked: %s", (text, first) => {
  const [finding] = lint(text);
  expect(finding?.suggestion).toMatchObject({ kind: "guess" });
  expect(finding?.suggestion?.edits[0]?.text).toBe(first);
});
