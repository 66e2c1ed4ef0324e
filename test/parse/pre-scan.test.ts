import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parse as babelParse } from "@babel/parser";
import { describe, expect, test } from "vitest";
import { SOURCE_LIMITS, type TextLimits } from "../../src/contract/index.js";
import { preScan } from "../../src/parse/pre-scan.js";
import { TOWERS, deeper } from "./towers.js";

const UNBOUNDED: TextLimits = { size: Infinity, tokens: Infinity, nesting: 100_000, height: 100_000_000 };

/** Where regular expressions begin, by the scan and by a parser that knows the grammar. */
function regexes(text: string, sourceType: "module" | "script"): { scanned: number[]; parsed: number[] } {
  const scanned: number[] = [];
  const onOpaque = (start: number): void => {
    if (text[start] === "/" && !templates.has(start)) scanned.push(start);
  };
  const { tokens } = babelParse(text, { sourceType, tokens: true, allowReturnOutsideFunction: true });
  const parsed: number[] = [];
  const templates = new Set<number>();
  for (const { type, start } of tokens as { type: { label: string }; start: number }[]) {
    if (type.label === "regexp") parsed.push(start);
    else if (type.label === "template") templates.add(start);
  }
  const finding = preScan(text, UNBOUNDED, { onOpaque, awaitMayBeName: sourceType === "script" });
  if (finding !== undefined) throw new Error(`${finding.code} at ${finding.offset}`);
  return { scanned, parsed };
}

describe("reads slashes as the parsers do", () => {
  test.each([
    "a / b / c",
    "a\n/b/g",
    "(a) / b / c",
    "if (a) /b/.x",
    "a.if(b) / c / d",
    "a?.if(b) / c / d",
    "while (a) /b/.x",
    "do x; while (a) /b/.x",
    "for (;;) /b/.x",
    "for (const x of /a/.y) z",
    "for (x of /a/.y) z",
    "for (const x\nof /a/.y) z",
    "x\nof / y / z",
    "switch (a) { case /b/: default: /c/ }",
    "{} /a/.x",
    "x = {} / a / b",
    "a: {} /b/.x",
    "x = a ? {} / b / c : {} / d / e",
    "x = { a: {} / b / c }",
    "x = { if: /a/, class: /b/, get return() {}, function() {} }",
    "function f() {} /a/.x",
    "x = function () {} / a / b",
    "async function f() {} /a/.x",
    "async\nfunction f() {} /a/.x",
    "x = async function () {} / a / b",
    "class A {} /a/.x",
    "x = class {} / a / b",
    "x = class extends {}.y {} / a / b",
    "class A extends class {} {} /a/.x",
    "class A { x = 1 / 2 / 3\n y = /a/\n if() {} class() {} }",
    "class A { static {} static { /a/.x } get\n x() {} }",
    "x = (a) => {}\n/b/.x",
    "x = [(a) => {}, /b/]",
    "x = a => b / c / d",
    "let x\n/a/.y",
    "let x = 1\n/a/g",
    "for (;;) { break\n/a/.x }",
    "l: for (;;) { continue l\n/a/.x }",
    "() => { return\n/a/.x }",
    "() => { return\n{} /a/.x }",
    "() => { return {} / a / b }",
    "a++ / b / c",
    "a\n++/b/.x",
    "!/a/.x",
    "typeof /a/",
    "a = /b/ / /c/",
    "`${/a/}` / b / c",
    "`${{}}` / b / c",
    "x`a` / b / c",
    "/[/]/.x",
    "/\\//.x",
    "/a/g / b",
    "a <= /b/",
    "this / a / b",
    "[] / a / b",
    "a?.b / c / d",
    "a ? .5 / 2 : /b/",
    "1..a / b / c",
    "0xe+/a/",
    "1e+5 / a / b",
    "a /* / */ / b / c",
    "a // '\n/ b / c",
    "import.meta / a / b",
    'import "m"\n/a/.x',
    'import a, { b } from "m"\n/a/.x',
    'import a from "m" with { type: "json" }\n/a/.x',
    "export {}\n/a/.x",
    'export * from "m"\n/a/.x',
    "export default {} / a / b",
    "export default function () {} /a/.x",
    "export default class {} /a/.x",
    "async () => { await /a/ }",
    "async () => { for await (const x of y) /a/.x }",
    "function* g() { yield /a/ }",
    "#!/bin/a\n/b/.x",
  ])("%s", (text) => {
    const { scanned, parsed } = regexes(text, "module");
    expect(scanned).toEqual(parsed);
  });

  test("in files of packages", () => {
    const require = createRequire(import.meta.url);
    let found = 0;
    for (const name of ["acorn", "@babel/parser", "@babel/generator", "js-yaml"]) {
      const folder = dirname(require.resolve(name));
      for (const file of readdirSync(folder).filter((f) => /\.[cm]?js$/.test(f))) {
        const text = readFileSync(join(folder, file), "utf8");
        const { scanned, parsed } = regexes(text, /\.mjs$/.test(file) || /^(?:im|ex)port /m.test(text) ? "module" : "script");
        expect(scanned, file).toEqual(parsed);
        found += parsed.length;
      }
    }
    expect(found).toBeGreaterThan(50);
  });

  test.each(["await /(/ + /)/ / x", "await\n{}", "var a = 1, b\n/'/ + '/", "function* g() { yield\nfunction f() {} }"])(
    "or refuses: %s",
    (text) => {
      expect(preScan(text, SOURCE_LIMITS)?.code).toBe("ambiguous-slash");
    },
  );
});

/** The most constructs that pass. */
function most(tower: (n: number) => string, limits: TextLimits): number {
  let low = 1;
  let high = 8_192;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (preScan(tower(middle), limits) === undefined) low = middle;
    else high = middle - 1;
  }
  return low;
}

describe.each([0, 2_000])("what passes parses, with %d frames of the stack in use", (frames) => {
  test.each(Object.keys(TOWERS))("%s", (name) => {
    const tower = TOWERS[name]!;
    deeper(frames, () => {
      const source = tower(most(tower, SOURCE_LIMITS));
      babelParse(source, { sourceType: "module" });
    });
    expect(preScan(tower(100_000), SOURCE_LIMITS)?.code).toMatch(/^too-/);
  });
});

test("lets pass what programs are made of", () => {
  expect(most(TOWERS["alternatives"]!, SOURCE_LIMITS)).toBeGreaterThan(950);
  expect(most(TOWERS["sums"]!, SOURCE_LIMITS)).toBeGreaterThan(2_400);
  expect(most(TOWERS["members"]!, SOURCE_LIMITS)).toBeGreaterThan(1_000);
  expect(preScan("f();\n".repeat(100_000), SOURCE_LIMITS)).toBeUndefined();
  expect(preScan("a = b\n".repeat(100_000), SOURCE_LIMITS)).toBeUndefined();
  expect(preScan(`x = [${"a + b, ".repeat(100_000)}]`, SOURCE_LIMITS)).toBeUndefined();
});

test("asks for the stack that a text needs", () => {
  const text = TOWERS["parentheses"]!(200);
  expect(preScan(text, SOURCE_LIMITS)).toBeUndefined();
  const codes = [0, 2_000, 4_000, 6_000, 8_000].map((frames) => deeper(frames, () => preScan(text, SOURCE_LIMITS)?.code));
  expect(codes[0]).toBeUndefined();
  expect(codes.at(-1)).toBe("no-stack");
});

test.each([
  ["source-too-large", "x".repeat(SOURCE_LIMITS.size + 1)],
  ["too-many-tokens", ";".repeat(SOURCE_LIMITS.tokens + 1)],
  ["not-text", "x\0"],
  ["lone-surrogate", '"\ud800"'],
  ["invisible-character", "a\u3164 = 1"],
  ["invisible-character", "a \u202e = 1"],
  ["html-comment", "a <!--b"],
  ["html-comment", "a\n--> b"],
])("%s", (code, text) => {
  expect(preScan(text, SOURCE_LIMITS)?.code).toBe(code);
});

test.each(['"\u202e"', "// \u202e", "`\u202e`", "/\u202e/", "\ufeff1", "a --> b", '"<!--"', "n-->0", "a\u00a0+\u3000b"])(
  "accepts %j",
  (text) => {
    expect(preScan(text, SOURCE_LIMITS)).toBeUndefined();
  },
);
