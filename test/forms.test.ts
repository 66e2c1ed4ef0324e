// What the language promises has a fixture of either kind: by the table of forms, and by the node types of the syntax policy.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type * as t from "@babel/types";
import { describe, expect, test } from "vitest";
import { SYNTAX_POLICY } from "../src/analyzer/syntax-policy.js";
import { SourceText } from "../src/diagnostics/source-text.js";
import { forEachChild } from "../src/parse/for-each-child.js";
import { parseSource } from "../src/parse/parse-source.js";
import { FORMS } from "./forms.js";

const ROOT = fileURLToPath(new URL("./fixtures/", import.meta.url));

/** Texts of a fixture's programs. */
const inputsOf = (fixture: string): readonly string[] =>
  readdirSync(join(ROOT, fixture))
    .filter((name) => /^(?!output).*\.m?js$|\.ts$/.test(name))
    .map((name) => readFileSync(join(ROOT, fixture, name), "utf8"));

describe.each(Object.entries(FORMS))("%s", (_form, { shows, rewrite, same }) => {
  test.each([...rewrite.map((name) => `rewrite/${name}`), ...same.map((name) => `same/${name}`)])("is shown by %s", (fixture) => {
    expect(inputsOf(fixture).join("\n")).toMatch(shows);
  });
  test("has fixtures of both kinds", () => expect([rewrite.length > 0, same.length > 0]).toEqual([true, true]));
});

/** What cannot stand behind other text, in plain Node's contexts, or anywhere else than in tests of their own (test/modules). */
const NOT_RUN = new Set(["File", "InterpreterDirective", "ImportAttribute"]);

test.each(["rewrite", "same"] as const)("every node type that is not refused stands in some fixture below %s", (kind) => {
  const found = new Set<string>();
  const visit = (node: t.Node): void => {
    found.add(node.type);
    forEachChild(node, visit);
  };
  for (const shape of readdirSync(join(ROOT, kind)))
    for (const name of readdirSync(join(ROOT, kind, shape)))
      for (const text of inputsOf(join(kind, shape, name))) {
        const source = new SourceText(text, "input.js");
        const { ast } = /\b(?:import|export)\b(?! ?\()/.test(text) ? parseSource(source, "module") : parseSource(source, "script");
        if (ast === undefined) continue;
        visit(ast.program);
        if (ast.program.interpreter != null) visit(ast.program.interpreter);
      }
  const missing = Object.entries(SYNTAX_POLICY)
    .filter(
      ([type, disposition]) => disposition !== "reject" && !found.has(type) && !(type === "File" || (kind === "same" && NOT_RUN.has(type))),
    )
    .map(([type]) => type);
  expect(missing).toEqual([]);
});
