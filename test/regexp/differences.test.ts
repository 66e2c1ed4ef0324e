// The tables of docs/regexp.md are what they say.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Cell, definePolicy, type RegExpPolicy } from "../../src/index.js";

const document = readFileSync(new URL("../../docs/regexp.md", import.meta.url), "utf8");
const [linearRows, bothRows] = document
  .split("| program |")
  .slice(1)
  .map((table) =>
    table
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) => {
        const [, program, native, other] = line.split(/(?<!\\)\| ?/);
        return { program: program!.split("`")[1]!.replaceAll("\\|", "|"), native: native!.trim(), other: other!.trim() };
      }),
  );

const cells = new Map<RegExpPolicy, Cell>();
function outcome(regexp: RegExpPolicy, program: string): string {
  let cell = cells.get(regexp);
  if (cell === undefined) cells.set(regexp, (cell = new Cell({ policy: definePolicy({ regexp }) })));
  try {
    const value = cell.evaluate(program);
    return `\`${value === undefined ? "undefined" : JSON.stringify(value)}\``;
  } catch (error) {
    const { code, guestName, message } = error as { code: string; guestName?: string; message: string };
    return code === "regexp-denied" ? `refused: ${message}` : `throws ${guestName ?? code}`;
  }
}

function expectOutcome(regexp: RegExpPolicy, program: string, said: string): void {
  const found = outcome(regexp, program);
  if (!said.startsWith("refused: ")) return expect(found).toBe(said);
  const words = said.slice("refused: ".length).replaceAll("`", "").split(" ");
  for (const word of ["refused:", ...words]) expect(found).toContain(word);
}

test.each(linearRows!)("linear: $program", ({ program, native, other }) => {
  expectOutcome("native", program, native);
  expectOutcome("linear", program, other);
});

test.each(bothRows!)("safe and linear: $program", ({ program, native, other }) => {
  expectOutcome("native", program, native);
  for (const regexp of ["safe", "linear"] as const) expectOutcome(regexp, program, other);
});

/** What agrees in all three: every method that takes a regular expression, and what the standard says of the objects. */
test.each([
  "/(a)(?<n>b)?/.exec('xab').groups.n",
  "/a|ab/.exec('ab')[0]",
  "/(a|ab)(c|bcd)(d*)/.exec('abcd')",
  "/a+?/.exec('aaa')[0]",
  "/ab/g.flags + /ab/dgimsuy.flags",
  "'aXbX'.replace(/x/gi, (m, i) => m + i)",
  "'x'.replace(/x/, '$0$1$$$&')",
  "'abc'.replace(/(?<x>b)/, (...a) => JSON.stringify(a.at(-1)))",
  "'abc'.replaceAll(/[ac]/g, '-')",
  "(() => { try { 'abc'.replaceAll(/a/, '-') } catch (e) { return e.name } })()",
  "(() => { try { 'abc'.matchAll(/a/) } catch (e) { return e.name } })()",
  "/a/d.exec('ba').indices[0]",
  "/b/y.test('ab')",
  "(() => { const r = /a/y; r.lastIndex = 1; return [r.test('ba'), r.lastIndex, r.test('ba'), r.lastIndex] })()",
  "(() => { const r = /a/g; r.lastIndex = 5; return [r.exec('aaa'), r.lastIndex] })()",
  "'a1b2'.split(/(\\d)/)",
  "'abc'.split(/(?:)/, 2)",
  "''.split(/a/).length + ''.split(/(?:)/).length",
  "'A<B>bold</B>and<CODE>coded</CODE>'.split(/<(\\/)?([^<>]+)>/)",
  "[...'a,b'.matchAll(/[a-z]/g)].map((m) => m.index)",
  "[...'ab'.matchAll('')].map((m) => m.index)",
  "'aBc'.search(/[A-Z]/)",
  "'aBc'.match(/[a-z]/g)",
  "['a.c'.match('.c')[0], 'abc'.search('c'), 'abc'.match()[0]]",
  "[RegExp('/').source, RegExp('\\n').source, RegExp('').source, String(/a\\/b/g), RegExp.length, RegExp.name]",
  "[Object.keys(/a/), Object.getOwnPropertyNames(/a/), JSON.stringify(/a/), typeof RegExp('a'), RegExp(/a/g).flags, new RegExp(/a/g, 'i').flags]",
  "(() => { const r = /a/; return [RegExp(r) === r, new RegExp(r) === r, r instanceof RegExp, Object.getPrototypeOf(r) === RegExp.prototype] })()",
  "(() => { class R extends RegExp { exec(s) { const m = super.exec(s); return m && Object.assign(m, { 0: '!' }) } } return ['a'.replace(new R('a'), '[$&]'), 'ab'.match(new R('a'))[0]] })()",
  "(() => { class R extends RegExp { static get [Symbol.species]() { return RegExp } } return 'a-b'.split(new R('-')) })()",
  "[RegExp.prototype.source, RegExp.prototype.global, RegExp.prototype.flags]",
  "[/\\s/.test('\\ufeff'), /\\S/.test('\\u3000'), /./.test('\\u2028'), /[^\\s]/.test('\\u00a0'), /\\bé/.test('é')]",
  "[/\\cJ/.test('\\n'), /\\0/.test('\\0'), /[\\b]/.test('\\b'), /\\x41\\u0042/.test('AB'), /[]/.test('a'), /[^]/.test('\\n')]",
  "[/a{,2}/.test('a{,2}'), /x{/.test('x{'), /]/.test(']'), /\\-/.test('-'), /[\\w-a]/.test('-'), /[a-\\d]/.test('-')]",
  "[/\\p{Lu}/u.test('A'), /\\P{Letter}/u.test('1'), /\\p{Script=Greek}/u.test('α'), /\\u{1F600}/u.test('😀'), /[\\u{1F600}-\\u{1F64F}]/u.test('😃')]",
  "(() => { try { new RegExp('(') } catch (e) { return [e.name, e instanceof SyntaxError] } })()",
  "(() => { try { new RegExp('a', 'gg') } catch (e) { return e.name } })()",
])("all alike: %s", (program) => {
  const native = outcome("native", program);
  expect(native).not.toMatch(/^(throws|refused)/);
  expect(outcome("safe", program)).toBe(native);
  expect(outcome("linear", program)).toBe(native);
});
