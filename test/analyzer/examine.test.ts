import { describe, expect, test } from "vitest";
import { examine } from "../../src/analyzer/index.js";
import { SourceText } from "../../src/diagnostics/source-text.js";
import { PRESETS } from "../../src/policy/index.js";
import type { Goal } from "../../src/contract/index.js";

const look = (text: string, goal: Goal = "script") => examine(new SourceText(text, "input.js"), { goal, policy: PRESETS.strict });
const errors = (text: string, goal?: Goal) => look(text, goal).diagnostics.map(({ code }) => code);

describe("a hostile text costs no more than it is worth", () => {
  test("findings are listed up to a number", () => {
    const found = errors("x.__proto__;\n".repeat(3_000));
    expect(found).toHaveLength(1_001);
    expect(found.at(-1)).toBe("too-many-problems");
    expect(errors("x.__proto__;\n".repeat(1_000))).toHaveLength(1_000);
  });

  test("warnings by the thousand refuse nothing", () => {
    const source = new SourceText("Math.x = 1;\n".repeat(3_000), "input.js");
    const { diagnostics } = examine(source, { goal: "script", policy: PRESETS.compat });
    expect(diagnostics).toHaveLength(1_000);
    expect(diagnostics.every(({ severity }) => severity === "warning")).toBe(true);
  });

  test("early errors as well, and in a large text only the first", () => {
    expect(errors("010;\n".repeat(3_000))).toHaveLength(1_001);
    const start = performance.now();
    expect(errors("010;\n".repeat(500_000))).toEqual(["syntax-error"]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test("unknown names by the thousand get no suggestions by the million", () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `unknownNumber${i}`);
    const start = performance.now();
    expect(errors(names.join(";"), "module")).toHaveLength(1_001);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

test("findings stand in source order, parser's and rules' together, one for one fault", () => {
  const { diagnostics, program } = look("delete a;\nb.__proto__;\neval('c');\nlet d; let d;\n");
  expect(diagnostics.map(({ code, loc }) => `${loc.start.line}:${loc.start.column} ${code}`)).toEqual([
    "1:0 syntax-error",
    "2:2 forbidden-key",
    "3:0 direct-eval",
    "4:11 syntax-error",
  ]);
  expect(program).toBeUndefined();
});

test("a tree that the parser could only half recover is no error of ours", () => {
  expect(errors("0, { x: { get x() {} } } = { x: {} };")).toEqual(["syntax-error"]);
  expect(errors("for ({ m() {} } of []) ;")).toEqual(["syntax-error"]);
});

test("what an examination hands on is frozen, or nobody's to change", () => {
  const { diagnostics, program } = look("x.__proto__");
  expect(Object.isFrozen(diagnostics[0])).toBe(true);
  expect(Object.isFrozen(program?.analysis)).toBe(true);
  expect(Object.isFrozen(program?.analysis.requirements.globals)).toBe(true);
});
