import { Linter } from "eslint";
import fc from "fast-check";
import tseslint from "typescript-eslint";
import { expect, test } from "vitest";
import { Cell, cleanse, CleanseError, definePolicy, lint, type CellHooks, type Goal, type PolicyInput } from "../../src/index.js";
import type { SyntaxOptions } from "../../src/parse/syntax-options.js";
import { guest } from "../../src/integrations/eslint/index.js";
import { caseSource, rejectCases } from "../reject/reject-case.js";

const RUNS = Number(process.env["AGREEMENT_RUNS"] ?? 150);

/** Pieces of programs, good and bad, that can stand in a row. */
const PIECES = [
  "let a = 1;", "a.constructor;", "o.__proto__ = null;", "fetch('x');", "eval('1');", "globalThis.x;", "Math.max(a, b);", "notes();",
  "typeof process;", "const __cc_key = 1;", "import 'lodash';", "import './own.js';", "await import('fs');", "Array.prototype.x = 1;", "with (a) {}",
  "010;", "/(a+)+$/.test(s);", "/(/;", "`${a}`;", "class A { constructor() {} }", "class B { #p = 1; get p() { return this.#p; } }",
  "// __proto__ eval\n", "'constructor';", "({ __proto__: null });", "for (;;) break;", "try { f(); } catch { g(); } finally { h(); }", "return;",
  "a <!-- b;", "let ä = 1;", "x = { 'a': 1, [k]: 2 };", "escape('a');", "label: for (const q of []) continue label;", "function* g() { yield 1; }", "{", "}", "undefined = 1;",
  "export const z = 1;", "export default 1;", "new Function('1');", "'use strict';", "a?.b?.['c'];", "delete o.p;", "let let = 1;", "\u0000", "\ud800",
]; // prettier-ignore
const POLICIES: readonly PolicyInput[] = [
  {},
  { extends: "compat" },
  { globals: { allow: ["notes", "fetch"] }, modules: { allow: ["./*"] } },
  { enforce: "report", modules: { allow: [] } },
  { globals: { allow: "*" }, language: { proto: true } },
];
const SUPPLIED = ["notes", "fetch"];

const linter = new Linter();

/** What the dialects add to the language. */
const TYPED = ["let n: number = 1;", "enum E { A, B = A }", "interface I { __proto__: string }", "type F = typeof globalThis;", "(o as any).constructor;", "declare const notes: () => void;", "class C<T> { constructor(private p: T) {} }", "namespace N { export const q = eval; }", "export = 1;", "import type { X } from 'fs';", "let v = <any>o.__proto__;", "f!.x;", "abstract class D { abstract m(): void }", "function h(this: Window) {}"]; // prettier-ignore
const TAGS = ["<div/>;", "<A b={o.__proto__}>text eval</A>;", "<></>;", "<a:b/>;", "<o.constructor/>;", "const React = 1;", "<div>{...x}</div>;", "<A", "<A {...globalThis}/>;", "<div constructor='eval' __proto__='a'/>;"]; // prettier-ignore

/** Codes of errors from all four ways in. */
async function codes(text: string, goal: Goal, input: PolicyInput, syntax: SyntaxOptions = {}) {
  const policy = definePolicy(input);
  const names = (list: readonly { code: string; severity: string }[]): string[] =>
    list.filter(({ severity }) => severity === "error").map(({ code }) => code).sort(); // prettier-ignore
  const of = (run: () => unknown): string[] => {
    try {
      run();
      return [];
    } catch (error) {
      if (!(error instanceof CleanseError)) throw error;
      return names(error.diagnostics);
    }
  };
  const parser = syntax.typescript === true ? { parser: tseslint.parser } : {};
  const config = guest({ policy: input, goal, supplied: SUPPLIED, syntax, ...parser }) as Linter.Config;
  const messages = linter.verify(text, [{ files: ["**/*.*"] }, config], { filename: `a.${syntax.typescript === true ? "ts" : "js"}` });
  const found = names(lint(text, { goal, policy, supplied: SUPPLIED, syntax }));
  return {
    lint: found,
    build: of(() => cleanse(text, { goal, policy, supplied: SUPPLIED, syntax })),
    eslint: messages.filter(({ severity }) => severity === 2).map(({ messageId }) => messageId ?? "fatal").sort(), // prettier-ignore
    load: syntax.typescript === true || syntax.jsx !== undefined ? undefined : await loaded(text, goal, input, found.length === 0),
  };
}

/** What a cell refuses to load. It has the same compiler, but asks for it by other doors. Cells take no dialects, and what is no expression for a script. */
async function loaded(text: string, goal: Goal, input: PolicyInput, isFine: boolean): Promise<string[] | undefined> {
  if (goal === "expression" && !isFine) return undefined;
  const globals = Object.fromEntries(SUPPLIED.map((name) => [name, () => undefined]));
  const hooks: CellHooks = { resolve: (id) => id, load: (id) => (id === "./own.js" ? { source: text, type: "commonjs" } : undefined) };
  const policy = definePolicy(goal === "commonjs" ? { ...input, modules: { allow: input.modules?.allow ?? "*" } } : input);
  const cell = new Cell({ policy, globals, limits: { fuel: 10_000 }, ...(goal === "commonjs" && { hooks }) });
  try {
    if (goal === "script") cell.execute(text);
    else if (goal === "expression") cell.evaluate(text);
    else if (goal === "commonjs") cell.importSync("./own.js");
    else await cell.load(text);
  } catch (error) {
    if (error instanceof CleanseError)
      return error.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code).sort(); // prettier-ignore
  } finally {
    cell.dispose();
  }
  return []; // it ran, or failed at what it does: it was not refused
}

async function agree(text: string, goal: Goal, policy: PolicyInput, syntax?: SyntaxOptions): Promise<void> {
  const found = await codes(text, goal, policy, syntax);
  const { lint: expected } = found;
  expect(found).toEqual({ lint: expected, build: expected, eslint: expected, load: found.load === undefined ? undefined : expected });
}

test("programs put together at random: the same codes from lint, build, load and ESLint", async () => {
  const program = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join("\n"));
  await fc.assert(
    fc.asyncProperty(program, fc.constantFrom<Goal>("module", "script", "commonjs"), fc.constantFrom(...POLICIES), (text, goal, policy) =>
      agree(text, goal, policy),
    ),
    {
      numRuns: RUNS,
    },
  );
}, 240_000);

test.each<[string, readonly string[], SyntaxOptions]>([
  ["TypeScript", TYPED, { typescript: true }],
  ["JSX", TAGS, { jsx: true }],
  ["JSX by functions", TAGS, { jsx: { importSource: "react" } }],
  ["TypeScript with JSX", [...TYPED, ...TAGS], { typescript: true, jsx: true }],
])(
  "dialects put together at random: %s",
  async (_, pieces, syntax) => {
    const program = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(...PIECES)), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join("\n"));
    await fc.assert(
      fc.asyncProperty(program, fc.constantFrom<Goal>("module", "script", "commonjs"), fc.constantFrom(...POLICIES), (text, goal, policy) =>
        agree(text, goal, policy, syntax),
      ),
      { numRuns: Math.ceil(RUNS / 5) },
    );
  },
  240_000,
);

test("text at random", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 30 }), fc.constantFrom<Goal>("module", "expression"), (text, goal) =>
      agree(text, goal, {}),
    ),
    { numRuns: RUNS },
  );
}, 120_000);

test.each(rejectCases().filter((one) => caseSource(one).text.length < 100_000))("$code/$name", async (one) => {
  const { text, goal, policy, supplied, syntax } = caseSource(one);
  if (supplied === undefined) await agree(text, goal, policy ?? {}, syntax);
});

test("forbidden words in strings, comments, templates, regular expressions and class constructors are nobody's business", () => {
  const word = fc.constantFrom(
    "__proto__",
    "constructor",
    "eval",
    "Function",
    "process",
    "globalThis",
    "__cc_key",
    "__defineGetter__",
    "require",
  );
  const place = fc.constantFrom<(word: string) => string>(
    (w) => `"${w}";`,
    (w) => `'${w}' + "x.${w}";`,
    (w) => `\`${w} \${1} ${w}\`;`,
    (w) => `/* ${w}(${w}) */`,
    (w) => `// x.${w} = 1\n`,
    (w) => `/${w}/;`,
    (w) => `({ a: ["${w}"] });`,
    (w) => `class A { constructor() { this.a = "${w}"; } }`,
    (w) => `{ const o = {}, k = "${w}"; o[k]; }`,
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(place, word), { minLength: 1, maxLength: 5 }), (parts) => {
      expect(lint(parts.map(([f, w], i) => `{ ${f(w)} }`.replace("class A", `class A${i}`)).join("\n"))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
