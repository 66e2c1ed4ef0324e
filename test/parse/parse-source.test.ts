import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SourceText } from "../../src/diagnostics/source-text.js";
import { parseSource } from "../../src/parse/parse-source.js";
import { GOALS, type Goal } from "../../src/contract/index.js";

const parse = (text: string, goal: Goal, syntax = {}) => parseSource(new SourceText(text, "input.js"), goal, syntax);
const codes = (text: string, goal: Goal) => parse(text, goal).diagnostics.map(({ code }) => code);

describe("each goal reads what the engine will run", () => {
  test.each<[string, readonly Goal[]]>([
    ["1 + 1", ["module", "script", "expression", "commonjs"]],
    ["let a = 1; a", ["module", "script", "commonjs"]],
    ["return 1", ["commonjs"]],
    ["new.target", ["commonjs"]],
    ["await 1", ["module"]],
    ["var await = 1", ["script", "commonjs"]],
    ["import 'a'", ["module"]],
    ["import.meta", ["module"]],
    ["import('a')", ["module", "script", "expression", "commonjs"]],
    ["{ a: 1 }", ["module", "script", "expression", "commonjs"]],
    ["{ a: 1, b: 2 }", ["expression"]],
    ["#!/bin/node\n1", ["module", "script", "commonjs"]],
    ["\ufeff1", ["module", "script", "expression", "commonjs"]],
    ["super.x", []],
    ["yield = 1", []],
    ["with (a) b", []],
    ["a\n/b/g", ["module", "script", "expression", "commonjs"]],
    ["using a = b", ["module", "commonjs"]],
  ])("%j", (text, goals) => {
    expect(GOALS.filter((goal) => parse(text, goal).diagnostics.length === 0)).toEqual(goals);
  });

  test("an expression is the only statement of its program", () => {
    const body = parse(" a.b ", "expression").ast?.program.body;
    expect(body).toHaveLength(1);
    expect(body?.[0]).toMatchObject({ type: "ExpressionStatement", expression: { type: "MemberExpression", start: 1, end: 4 } });
  });

  test("types and tags are read only when asked for", () => {
    expect(codes("let a: number = 1", "script")).toEqual(["syntax-error"]);
    expect(parse("let a: number = 1", "script", { typescript: true }).diagnostics).toEqual([]);
    expect(parse("<a>{b}</a>", "expression", { jsx: true }).diagnostics).toEqual([]);
  });
});

describe("what is no program", () => {
  test("other kinds of text get a hint", () => {
    const hint = (text: string) => parse(text, "script").diagnostics[0]?.fix;
    expect(hint("<!DOCTYPE html><p>")).toMatch(/HTML/);
    expect(hint('{ "a": 1, "b": 2 }')).toMatch(/JSON/);
    expect(hint("<p>1</p>")).toMatch(/JSX/);
  });

  test("whatever comes, there is a tree or a finding, never an error", () => {
    const pieces = fc.constantFrom(
      "(",
      ")",
      "{",
      "}",
      "[",
      "]",
      "`",
      "${",
      "/",
      "=>",
      "async ",
      "await ",
      "yield ",
      "\n",
      "'",
      '"',
      "\\",
      "#",
      "@",
      "?.",
      "class ",
      "\ud800",
      "\u2028",
      "a",
      "0",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.constantFrom(...GOALS), (parts, goal) => {
        const { ast, diagnostics } = parse(parts.join(""), goal);
        return ast !== undefined || diagnostics.length > 0;
      }),
      { numRuns: 2_000 },
    );
  });

  test("a caller without stack left gets a finding", () => {
    const text = `${"!".repeat(500)}1`;
    let depth = 0;
    const measure = (): void => {
      depth++;
      measure();
    };
    expect(measure).toThrow(RangeError);
    const descend = (levels: number): string[] => (levels > 0 ? descend(levels - 1) : codes(text, "script"));
    expect(descend(0)).toEqual([]);
    expect(descend(Math.floor(depth * 0.6))).toEqual(["no-stack"]);
  });
});
