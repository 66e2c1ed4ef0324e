import { Linter } from "eslint";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Cell, cleanse, CleanseError, definePolicy, lint, type Goal, type PolicyInput } from "../../src/index.js";
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

/** Codes of errors from all four ways in. */
async function codes(text: string, goal: Goal, input: PolicyInput) {
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
  const messages = linter.verify(text, [guest({ policy: input, goal, supplied: SUPPLIED }) as Linter.Config], { filename: "a.js" });
  return {
    lint: names(lint(text, { goal, policy, supplied: SUPPLIED })),
    build: of(() => cleanse(text, { goal, policy, supplied: SUPPLIED })),
    eslint: messages.filter(({ severity }) => severity === 2).map(({ messageId }) => messageId ?? "fatal").sort(), // prettier-ignore
    load: await loaded(text, goal, input),
  };
}

/** What a cell refuses to load. It has the same compiler, but asks for it by another door. */
async function loaded(text: string, goal: Goal, input: PolicyInput): Promise<string[] | undefined> {
  if (goal !== "module" && goal !== "script") return undefined;
  const globals = Object.fromEntries(SUPPLIED.map((name) => [name, () => undefined]));
  const cell = new Cell({ policy: definePolicy(input), globals, limits: { fuel: 10_000 } });
  try {
    if (goal === "script") cell.execute(text);
    else await cell.load(text);
  } catch (error) {
    if (error instanceof CleanseError)
      return error.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code).sort(); // prettier-ignore
  } finally {
    cell.dispose();
  }
  return []; // it ran, or failed at what it does: it was not refused
}

async function agree(text: string, goal: Goal, policy: PolicyInput): Promise<void> {
  const found = await codes(text, goal, policy);
  const { lint: expected } = found;
  expect(found).toEqual({ lint: expected, build: expected, eslint: expected, load: found.load === undefined ? undefined : expected });
}

test("programs put together at random: the same codes from lint, build, load and ESLint", async () => {
  const program = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join("\n"));
  await fc.assert(fc.asyncProperty(program, fc.constantFrom<Goal>("module", "script", "commonjs"), fc.constantFrom(...POLICIES), agree), {
    numRuns: RUNS,
  });
}, 240_000);

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
  if (supplied === undefined && syntax === undefined) await agree(text, goal, policy ?? {});
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
