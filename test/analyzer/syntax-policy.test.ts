import { expect, test } from "vitest";
import { FLIPPED_ALIAS_KEYS, VISITOR_KEYS } from "../../src/babel.js";
import { analyze } from "../../src/analyzer/index.js";
import { SYNTAX_POLICY } from "../../src/analyzer/syntax-policy.js";
import { SourceText } from "../../src/diagnostics/source-text.js";
import { parseSource } from "../../src/parse/parse-source.js";
import { PRESETS } from "../../src/policy/index.js";

test("every standard node type of the installed @babel/types is decided, and nothing else", () => {
  expect(Object.keys(SYNTAX_POLICY).sort()).toEqual([...FLIPPED_ALIAS_KEYS.Standardized!].sort());
  for (const type of Object.keys(SYNTAX_POLICY)) expect(VISITOR_KEYS).toHaveProperty(type);
});

/** Diagnostics of `f(1)` whose argument's type is changed behind the parser's back. */
function withInventedNode(type: string) {
  const source = new SourceText("f(1)", "input.js");
  const { ast } = parseSource(source, "script");
  const statement = ast?.program.body[0];
  if (ast === undefined || statement?.type !== "ExpressionStatement" || statement.expression.type !== "CallExpression")
    throw new Error("a call");
  (statement.expression.arguments[0] as { type: string }).type = type;
  return analyze(ast, source, { goal: "script", policy: PRESETS.compat }).diagnostics;
}

test.each(["QuantumExpression", "WithStatement", "JSXElement", "TSAsExpression", "constructor", "__proto__", "toString"])(
  "a node of type %s is refused",
  (type) => {
    expect(withInventedNode(type)).toMatchObject([
      { code: "unsupported-syntax", range: [2, 3], message: expect.stringContaining(type) as string },
    ]);
  },
);
