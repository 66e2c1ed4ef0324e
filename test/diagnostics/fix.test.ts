// `--fix` on whatever there is: what it writes parses, has no finding that was not there, and is left alone the next time.
import { parse } from "@babel/parser";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lint, type CompileOptions, type Diagnostic } from "../../src/compiler.js";
import { applySuggestions } from "../../src/diagnostics/apply-suggestions.js";
import { fixText } from "../../src/cli/lint/fix-text.js";
import { lintJob } from "../../src/cli/lint/lint-job.js";
import { canonicalPolicy, definePolicy, type PolicyInput } from "../../src/policy/index.js";
import { caseSource, rejectCases } from "../reject/reject-case.js";

const RUNS = Number(process.env["FIX_RUNS"] ?? 60);
const POLICY: PolicyInput = { globals: { allow: ["o", "f", "x", "Widget", "React"] }, language: { constructor: true } };

const errors = (found: readonly Diagnostic[]): readonly string[] =>
  found.filter(({ severity }) => severity === "error").map(({ code }) => code);

/** Every round of safe rewrites by itself, so that no round can mend what another broke. */
function rewritten(text: string, options: CompileOptions): string {
  for (let round = 0, at = text; round < 100; round++) {
    const before = lint(at, options);
    const { text: next, applied } = applySuggestions(at, before);
    if (applied === 0) return at;
    const after = lint(next, options);
    const isRead = !errors(before).includes("syntax-error");
    expect(errors(after).filter((code) => code === "syntax-error").length, next).toBeLessThanOrEqual(
      errors(before).filter((code) => code === "syntax-error").length,
    );
    // what could not be read before may have more to tell of
    if (isRead) expect(after.length, next).toBeLessThanOrEqual(before.length);
    at = next;
  }
  throw new Error("no end");
}

test.each(rejectCases().filter((one) => caseSource(one).text.length < 100_000))("fixtures: $code/$name", (one) => {
  const { text, filename, goal, policy, supplied, syntax } = caseSource(one);
  const options = { filename, goal, policy: definePolicy(policy), ...(supplied && { supplied }), ...(syntax && { syntax }) };
  const after = rewritten(text, options);
  expect(rewritten(after, options)).toBe(after);
});

/** What an expression may be, with what a rewrite makes of it or not. */
const SUBJECTS = [
  "o.__proto__", "(o).__proto__", "[o][0].__proto__", "o.a['__proto__']", "o.__proto__.__proto__.x", "(o.__proto__)", "o.f(o.__proto__).__proto__", "o?.a.__proto__",
  "globalThis.Math", "window.parseInt", "globalThis.o.__proto__", "' a '.trimLeft()", "`a`.trimRight()", "o.trimLeft()", "'x'.__proto__", "function(){}.__proto__", "/a/.__proto__",
]; // prettier-ignore
/** Where it may stand: beside keywords without a blank, behind `new`, as a target, in JSX and in TypeScript. */
const PLACES = [
  "(E);", "E;", "function g(){return E}", "function g(){return(E).a}", "typeof E;", "void(E);", "if(o);else E", "if(o);else(E).a", "do E;while(o)", "new E;", "new E();", "new E.a.b(1);", "new (E)();",
  "new o(E);", "new E.a`t`;", "E`t`;", "E.a`t`;", "E();", "(E)();", "E?.a;", "E.a = 1;", "E = {};", "E = o;", "(E) = null;", "E += 1;", "E++;", "--(E);", "[E] = [1];", "({ a: E } = o);",
  "({ a: [E] = o } = o);", "[...E] = o;", "for (E of o);", "for (E.a in o);", "for (const y of(E).a);", "delete E;", "delete(E);", "delete/**/E;", "delete (E).a;", "class A extends E {}", "x = `${E}`;", "x = { a: E, [E]: E };",
  "async()=>{await E;await(E).a}", "function*g(){yield E;yield(E).a}", "x\n(E).a", "(o, E);", "x = o in E;", "throw E", "switch(o){case(E).a:case E:}", "const g = (a = E) => E;", "o ? E : (E).a;", "import('a').then(E);", "!E;", "-(E).a;",
  "o.__defineGetter__('a', E);", "o.__defineGetter__((E), f);", "o.__defineSetter__(E, (f));", "o.__defineGetter__(E, f, );", "(o).__defineGetter__(E, f);", "if(o);else(o).__defineSetter__('a', f)",
]; // prettier-ignore
const JSX = [
  "<E/>;",
  "<E>t</E>;",
  "<Widget a={E}>{E}</Widget>;",
  "< globalThis.Widget>t</globalThis.Widget>;",
  "<globalThis.Widget/>;",
  "x = o <globalThis.Math.PI;",
];
const TYPED = [
  "(E as any).a;",
  "E!.a;",
  "<any>E;",
  "(<any>E).__proto__;",
  "new (E as any)();",
  "const y: typeof E = E;",
  "(E satisfies object);",
  "f<number>(E);",
  "enum B { a = f(E) }",
];

const program = (places: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.constantFrom(...places), fc.constantFrom(...SUBJECTS)), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map(([place, subject]) => `{${place.replaceAll("E", () => subject)}}`).join("\n"));

test.each<[string, readonly string[], NonNullable<CompileOptions["syntax"]>]>([
  ["JavaScript", PLACES, {}],
  ["JSX", [...PLACES, ...JSX], { jsx: true }],
  ["TypeScript", [...PLACES, ...TYPED], { typescript: true }],
])("programs put together at random, %s", (_, places, syntax) => {
  const options: CompileOptions = { syntax, policy: definePolicy(POLICY) };
  fc.assert(
    fc.property(program(places), (text) => void rewritten(text, options)),
    { numRuns: RUNS },
  );
});

/** What stands where a name is put in its place is the same expression: only the member that was named is another. */
test("rewrites keep the shape of what is round them", () => {
  const shape = (text: string): string =>
    JSON.stringify(
      parse(text.replaceAll(/\bObject\.getPrototypeOf\((.)\)/g, "$1.P").replaceAll(".__proto__", ".P"), { sourceType: "module" }),
      (key, value: unknown) =>
        key === "start" || key === "end" || key === "loc" || key === "extra" || key === "errors" || key === "comments" ? undefined : value,
    );
  for (const place of PLACES) {
    const text = `{${place.replaceAll("E", "o.__proto__")}}`;
    const options: CompileOptions = { policy: definePolicy(POLICY) };
    if (errors(lint(text, options)).includes("syntax-error") || /__define/.test(text)) continue;
    const after = rewritten(text, options);
    if (!after.includes("setPrototypeOf")) expect(shape(after), after).toBe(shape(text));
  }
});

test("a rewrite that breaks a program is not made", () => {
  const settings = { policy: canonicalPolicy(definePolicy()) };
  const job = { name: "a.js", text: "let a = 1;" };
  const [finding] = lint("globalThis.Math;");
  const wrong = { ...finding!, suggestion: { kind: "safe" as const, edits: [{ range: [0, 3] as const, text: "let let" }] } };
  const found = { ...lintJob(job, settings), diagnostics: [wrong] };
  expect(fixText(job, found, settings)).toEqual({ text: job.text, result: found, applied: 0 });
});
