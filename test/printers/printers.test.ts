import { createRequire } from "node:module";
import { Ajv, type AnySchemaObject } from "ajv";
import { describe, expect, test } from "vitest";
import { PRINTERS, visibleText } from "../../src/diagnostics/printers/index.js";
import { codeFrame, linesOf } from "../../src/diagnostics/printers/code-frame.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { Log } from "sarif";

const source = "const a = 1;\nlet __cc_get = a;\nconst b = 2;\n";
const finding: Diagnostic = {
  code: "reserved-name",
  severity: "error",
  message: "`__cc_get` is reserved for the compiler's own guards.",
  label: "begins as the guards' names do",
  why: "A guest binding of that name would stand in front of a guard.",
  fix: "Rename it.",
  range: [17, 25],
  loc: { start: { line: 2, column: 4 }, end: { line: 2, column: 12 } },
  filename: "plugins/a.js",
};
const report = { diagnostics: [finding], sources: new Map([["plugins/a.js", source]]), files: 2 };
const plain = { colour: false };

describe("pretty", () => {
  test("shows place, code frame, reason, cure, link and a summary", () => {
    expect(PRINTERS.pretty(report, plain)).toBe(
      [
        "error[reserved-name]: `__cc_get` is reserved for the compiler's own guards.",
        "  --> plugins/a.js:2:5",
        "  1 | const a = 1;",
        "> 2 | let __cc_get = a;",
        "    |     ^^^^^^^^ begins as the guards' names do",
        "  3 | const b = 2;",
        "  why:  A guest binding of that name would stand in front of a guard.",
        "  fix:  Rename it.",
        "  more: diagnostics.md#reserved-name",
        "",
        "1 error in 1 of 2 files",
        "",
      ].join("\n"),
    );
  });
  test("shows the line as a suggestion would have it; of a long line, what is rewritten", () => {
    const edits = [{ range: [17, 25] as const, text: "cc_get" }];
    const suggested = { ...finding, suggestion: { kind: "safe" as const, edits } };
    const text = PRINTERS.pretty({ ...report, diagnostics: [suggested] }, plain);
    expect(text).toContain("\n  fix:  Rename it.\n  try:  let cc_get = a;\n");
    expect(text).toContain("1 error in 1 of 2 files; `cloister lint --fix` mends 1\n");
    const long = `${source.slice(0, 25)} = 1${";x".repeat(100)}`;
    expect(PRINTERS.pretty({ ...report, sources: new Map([["plugins/a.js", long]]), diagnostics: [suggested] }, plain)).toContain(
      "\n  try:  cc_get\n",
    );
    const broken = { ...suggested, suggestion: { kind: "guess" as const, edits: [{ range: [17, 25] as const, text: "a\nb" }] } };
    expect(PRINTERS.pretty({ ...report, diagnostics: [broken] }, plain)).not.toContain("try:");
  });
  test("breaks prose to the width of a terminal", () => {
    const text = PRINTERS.pretty(report, { colour: false, columns: 50 });
    expect(text).toContain("  why:  A guest binding of that name would stand\n        in front of a guard.\n");
  });
  test("colours only when asked", () => {
    expect(PRINTERS.pretty(report, { colour: true })).toContain("\u001b[");
    expect(PRINTERS.pretty(report, plain)).not.toContain("\u001b[");
  });
  test("says so when there is nothing to say", () => {
    expect(PRINTERS.pretty({ ...report, diagnostics: [] }, plain)).toBe("no problems in 2 files\n");
  });
});

describe("code frame", () => {
  const style = { gutter: (s: string) => s, marker: (s: string) => s };
  test("cuts a minified line to a window around the mark", () => {
    const line = "x;".repeat(100_000) + "BAD" + ";y".repeat(100_000);
    const frame = codeFrame(
      linesOf(line),
      { loc: { start: { line: 1, column: 200_000 }, end: { line: 1, column: 200_003 } } },
      style,
    ).split("\n");
    expect(frame.map((row) => row.length).every((n) => n < 140)).toBe(true);
    const mark = frame[1]!.indexOf("^^^");
    expect(frame[0]!.slice(mark, mark + 3)).toBe("BAD");
  });
  test("marks the first lines of a long range and stays inside the text", () => {
    const text = Array.from({ length: 40 }, (_, i) => `line${i}`).join("\n");
    const frame = codeFrame(linesOf(text), { loc: { start: { line: 2, column: 2 }, end: { line: 39, column: 3 } } }, style);
    expect(frame).toContain("> 2 | line1");
    expect(frame.split("\n").length).toBeLessThan(12);
    expect(() => codeFrame(linesOf(""), { loc: { start: { line: 9, column: 9 }, end: { line: 9, column: 9 } } }, style)).not.toThrow();
  });
  test("shows what a guest hides: escape sequences and bidirectional controls", () => {
    const frame = codeFrame(
      linesOf("a\u001b[2Jb\u202e c\u2067"),
      { loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 1 } } },
      style,
    );
    expect(frame).toContain("a\ufffd[2Jb\ufffd c\ufffd");
  });
});

test("visible text keeps columns, tabs become blanks, line feeds only by leave", () => {
  expect(visibleText("a\tb\nc")).toBe("a b\ufffdc");
  expect(visibleText("a\nb", true)).toBe("a\nb");
  expect(visibleText("\ud83d\ude00 \ud83d \u{e0041}")).toBe("\ud83d\ude00 \ufffd \ufffd\ufffd");
});

test("compact is one line a finding", () => {
  expect(PRINTERS.compact(report, plain)).toBe(
    "plugins/a.js:2:5: error[reserved-name]: `__cc_get` is reserved for the compiler's own guards.\n",
  );
});

test("json is ASCII and says what lint said", () => {
  const text = PRINTERS.json({ ...report, diagnostics: [{ ...finding, message: "\u202e\u001b[2Jé" }] }, plain);
  expect([...text].every((c) => c === "\n" || (c >= " " && c <= "~"))).toBe(true);
  expect(JSON.parse(text)).toMatchObject({
    files: 2,
    errors: 1,
    warnings: 0,
    diagnostics: [{ message: "\u202e\u001b[2Jé", code: "reserved-name" }],
  });
});

test("github annotations cannot be broken out of", () => {
  const text = PRINTERS.github(
    { ...report, diagnostics: [{ ...finding, filename: "a,b:c\n::error::x", message: "100%\n::stop-commands::t" }] },
    plain,
  );
  expect(text.split("\n")).toHaveLength(2);
  expect(text).toMatch(/^::error file=a%2Cb%3Ac[^:]*,line=2,endLine=2,col=5,endColumn=13,title=reserved-name::100%25/);
});

test("sarif has one rule a code and 1-based columns", () => {
  const log = JSON.parse(PRINTERS.sarif({ ...report, diagnostics: [finding, finding] }, plain)) as Log;
  const run = log.runs[0]!;
  expect(run.tool.driver.rules).toHaveLength(1);
  expect(run.results).toHaveLength(2);
  expect(run.results![0]!.locations![0]!.physicalLocation).toEqual({
    artifactLocation: { uri: "plugins/a.js" },
    region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 13, charOffset: 17, charLength: 8 },
  });
});

test("sarif holds no more results than code scanning takes, and errors first", () => {
  const warnings = Array.from({ length: 25_000 }, () => ({ ...finding, severity: "warning" as const }));
  const { runs } = JSON.parse(PRINTERS.sarif({ ...report, diagnostics: [...warnings, finding] }, plain)) as Log;
  expect(runs[0]!.results).toHaveLength(25_000);
  expect(runs[0]!.results![0]!.level).toBe("error");
});

test("sarif is valid against the schema, whatever a guest wrote", () => {
  // the standard's schema is of draft 4, whose `id` ajv takes for a mistake; nothing else in it differs
  const { $schema, id, ...schema } = createRequire(import.meta.url)(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  ) as AnySchemaObject;
  expect([$schema, id]).toEqual([expect.stringContaining("draft-04"), expect.stringContaining("sarif-2.1.0")]);
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const hostile = {
    ...finding,
    why: "",
    fix: "",
    message: "\u202e\ud800\u001b",
    filename: "C:\\a b\\\ud800 ü.js",
    severity: "warning" as const,
  };
  for (const diagnostics of [[], [finding], [finding, hostile]]) {
    const log: unknown = JSON.parse(PRINTERS.sarif({ ...report, diagnostics }, plain));
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  }
  expect(validate({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
});
