// Texts that parsers read differently, now or in some edition: the verifier refuses them, or acorn, Babel and the engine that runs this read the same tree.
import { Script } from "node:vm";
import { expect, test } from "vitest";
import { parse } from "@babel/parser";
import { SourceText } from "../../src/diagnostics/source-text.js";
import { parseCell } from "../../src/verifier/cell-parser.js";
import { Report } from "../../src/verifier/report.js";
import { VerifyError, verify } from "../../src/verifier/index.js";
import { forge, type Forgery } from "../forged/forge.js";
import { shape } from "../campaigns/oracle.js";

const FRAMES: readonly Forgery[] = (["script", "module", "commonjs"] as const).flatMap((goal) => [
  { goal, metered: false },
  { goal, metered: true },
]);

/** Whether the verifier refuses it, in every frame; if not, that all read alike. */
function isRefused(text: string): boolean {
  let refused = 0;
  for (const said of FRAMES) {
    const artifact = forge(text, said);
    try {
      const { body } = verify(artifact);
      const read = parseCell(body, new Report(new SourceText(body, "body")));
      const babel = parse(body, { sourceType: "script", plugins: [["estree", { classFeatures: true }]], attachComment: false });
      expect(shape(babel.program)).toBe(shape(read));
      expect(() => new Script(body)).not.toThrow();
    } catch (error) {
      if (!(error instanceof VerifyError)) throw error;
      refused++;
    }
  }
  return refused === FRAMES.length;
}

/** Names that are declared, so that it is the syntax that decides. */
const NAMES = "let x = 1, a = {}, b = 2, g = 3, evil = 4;\n";

test.each([
  // declarations of later editions
  "using y = null;",
  "await using y = null;",
  "{ using y = null; }",
  "for (using y of []) ;",
  // patterns that are none, with an assignment behind what says so
  "[(x = b), a.x = 9] = [];",
  "for ([(x = b), a.x = 9] of []) { }",
  "[[(x = b)], a.x = 9] = [];",
  "({ g: (x = b), x: a.x = 9 } = a);",
  "[...a, a.x = 9] = [];",
  // regular expressions of later editions
  "/(?<n>a)|(?<n>b)/;",
  "/(?<n>a)(?<n>b)/;",
  "/(?i:a)/;",
  "/(?-i:a)/i;",
  "/(?i-s:a)/;",
  "/a/vu;",
  "/a/gg;",
  "/a/x;",
  "/[a&&&b]/v;",
  "/[(]/v;",
  "/\\p{Emoji_Keycap_Sequence}/u;",
  // comments of scripts, or of nobody
  "x <!-- evil;",
  "x;\n--> evil;",
  "x\n/**/--> evil;",
  "/* */ x;",
  "x; // evil",
  "#!/bin/evil",
  "\n#!/bin/evil",
  // operands that could be names, names that could be operators
  "let await = 1;",
  "await: ;",
  "function f(await) {}",
  "await /x/g;",
  "await\n/x/g;",
  "let yield = 1;",
  "yield /x/g;",
  "let let = 1;",
  "let static = 1;",
  "var public = 1;",
  "let async\nfunction f() {}",
  "x\n++\nb;",
  "x = async\n(b) => {};",
  "x = async (b)\n=> {};",
  "x = b\n=> {};",
  "x = function* () {}\n/ evil /g",
  "if (x) function f() {}",
  "l: function f() {}",
  "while (x) l: function f() {}",
  "do x; while (b) evil",
  // keywords with escapes
  "\\u0061sync function f() {}",
  "x = n\\u0065w a();",
  "l\\u0065t\ny = 1;",
  "\\u0076ar y;",
  "x = typ\\u0065of b;",
  "x = { g\\u0065t y() {} };",
  "class A { st\\u0061tic y; z }",
  "for (x \\u006ff []) ;",
  "x = { \\u0061sync y() {} };",
  "({ \\u0061wait } = a);",
  // numbers and texts of sloppy code
  "x = 010;",
  "x = 08.5;",
  'x = "\\01";',
  'x = "\\8";',
  "x = `\\01`;",
  "x = 1__0;",
  "x = 1_;",
  "x = 0_1;",
  "x = 0x_1;",
  "x = 1_n;",
  "x = 1.5n;",
  "x = 3in a;",
  "x = 1_000.toString();",
  // line ends
  'x = "a\nb";',
  "x = 1\u2028b = 2;",
  "x = /a\u2028b/;",
  "x = 1\u180eb;",
  // names that only some know
  "let \\ud842\\udfb7;",
  "let \\u{110000};",
  "let \\u{0};",
  "let a\u3164;",
  "let \\u3164;",
  "let \\u{2e2f};",
  // syntax by proposals, and by import and export
  'import y from "m" with { type: "json" };',
  'import y from "m" assert { type: "json" };',
  'import defer * as y from "m";',
  'import source y from "m";',
  'export { x } from "m";',
  'x = import("m");',
  'x = import.defer("m");',
  "x = import.meta;",
  "@x class A {}",
  "class A { accessor y = 1; z }",
  "x = b |> evil;",
  "x = do { 1 };",
  "x = #{ y: 1 };",
  "x = a::b;",
  "throw x ?? throw b;",
  "x = <a/>;",
  "x = <any>b;",
  "x = b as any;",
  // what strict code has lost
  "with (a) x;",
  "delete x;",
  "x = arguments.callee = eval = 1;",
  "eval = 1;",
  "let [eval] = [];",
  "function f(y, y) {}",
  "x = a?.b = 1;",
  "x = a?.b`c`;",
  "x = new a?.b();",
  "x = -1 ** 2;",
  "x = a ?? b || x;",
  "({ y: 1, y = 2 });",
  "a\\u{2e}b;",
])("is refused: %s", (text) => {
  expect(isRefused(NAMES + text)).toBe(true);
});

test.each([
  'x = "\u2028 \u2029";',
  "x = `\u2028`;",
  "x = `a\r\nb`;",
  "x = 1_000 + 0xf_f + 0b1_0 + 1_0n;",
  "x = /[[a-z]--[aeiou]]/v;",
  "x = /[\\q{ab|c}&&\\p{L}]/v;",
  "x = /(?<n>a)\\k<n>/u;",
  "x = /(?<=a)b(?!c)/dgimsuy;",
  "x = /[/]/;",
  "x = /\\//;",
  "x = /=/;",
  "x = b /= 2;",
  "x = b / g / 2;",
  "x = b\n/ evil / g;",
  "x = async function () {}\n/ evil / g;", // a regular expression to acorn by itself
  "x = {} / a / b;",
  "x = function () {} / 1;",
  "x = a++ / 2;",
  "x = [] / 2;",
  "x = `${b}` / 2;",
  "x = `${{}}}`;",
  "x = `${`}`}`;",
  "x = `${function () { return { y: `}` }; }}`;",
  "x = { function: 1, class: 2, async: 3, await: 4, yield: 5, get: 6, set: 7, static: 8, of: 9, let: 10 };",
  "x = { function() { return `${1}`; }, get get() { return 1; }, set set(y) {}, async async() {}, *yield() {}, async *of() {} };",
  "x = `${a.function}${a.class}` / 1;",
  "x = b ? `${1}` : `${{ a: `}` }}`;",
  "x = b ? .5 : 1;",
  "x = a?.5:1;",
  "x = a?.b;",
  "x = b-->1;",
  "x = b < ! --g;",
  "let \u{20bb7} = 1; x = \u{20bb7};",
  "let \\u{20bb7} = 1;",
  "let caf\\u00e9 = 1; x = café;",
  "let async = 1; async;",
  "let of, get, set, target, meta, from; for (of of []) ;",
  "let async; async\n(b);",
  "label: for (;;) { break label; }",
  "x = async () => { for await (let y of []) ; };".replace("for await", "for"),
  "class A { static async *#m() {} static { x = 1; } 'y' = 1; 1 = 2; get; set; static; async; }",
  "x = a ?? (b || x);",
  "x = (-1) ** 2;",
  "x = b in a;",
  "x = a != b ? x : b;",
  "x = b >>>= 1;",
  "x ??= b; x ||= b; x &&= b;",
  "var y; var y;",
  "{ function f() {} }",
])("is refused for nothing but its metering, or read alike: %s", (text) => {
  isRefused(NAMES + text);
  const said: Forgery = { goal: "commonjs", metered: false };
  expect(() => verify(forge(NAMES + text, said))).not.toThrow();
});

/** Left to the engine: early errors of the whole text, so that nothing of it runs. */
test.each([
  "let y; { var y; }",
  "{ let y; { var y; } }",
  "function f(y) { let y; }",
  "try {} catch (y) { y = __cc_caught(y); let y; }",
  "x = () => { function f() { { let y; { var y; } } } };",
  "x = class { m() { for (let y;;) { var y; } } };",
])("is no text for the engine, wherever it stands: %s", (text) => {
  for (const goal of ["script", "commonjs"] as const) {
    const artifact = forge(NAMES + text, { goal });
    expect(() => new Script(artifact)).toThrow(SyntaxError);
  }
});
