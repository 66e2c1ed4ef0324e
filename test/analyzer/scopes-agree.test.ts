import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type traverseModule from "@babel/traverse";
import type { NodePath } from "@babel/traverse";
import type * as t from "@babel/types";
import { expect, test } from "vitest";
import { types } from "../../src/babel.js";
import { analyzeScopes } from "../../src/analyzer/index.js";
import { parseSource } from "../../src/parse/parse-source.js";
import { SourceText } from "../../src/diagnostics/source-text.js";

const require = createRequire(import.meta.url);
const { default: traverse } = require("@babel/traverse") as typeof traverseModule;

/**
 * Every identifier of real code means the same binding to us as to Babel's own scopes (slow, and so not used). Left out are those on which Babel asks
 * another scope than the one the name belongs to: names of function declarations, labels, the far side of exports.
 */
test.each([
  "acorn/dist/acorn.js",
  "@babel/generator/lib/index.js",
  "prettier/index.cjs",
  "picomatch/lib/parse.js",
  "fast-check/lib/fast-check.js",
  "magic-string/dist/magic-string.es.mjs",
])("%s", (name) => {
  const root = require.resolve("vitest/package.json").replace(/vitest\/package\.json$/, "");
  const text = readFileSync(root + name, "utf8");
  const { ast } = parseSource(new SourceText(text, name), /^(?:import|export)\b/m.test(text) ? "module" : "commonjs");
  if (ast === undefined) throw new Error(`${name} does not parse`);
  const { bindings } = analyzeScopes(ast).facts;
  const differences: string[] = [];
  let compared = 0;
  traverse(ast, {
    Identifier(path) {
      if (!isName(path)) return;
      compared++;
      const theirs = path.scope.getBinding(path.node.name);
      const ours = bindings.get(path.node);
      const agree =
        theirs === undefined ? ours === undefined : ours?.kind === "self" || ours?.declarations.includes(theirs.identifier) === true;
      if (!agree) differences.push(`${path.node.name} at ${path.node.loc?.start.line}:${path.node.loc?.start.column}`);
    },
  });
  expect(compared).toBeGreaterThan(10);
  expect(differences).toEqual([]);
});

function isName(path: NodePath<t.Identifier>): boolean {
  const { node, parent } = path;
  if (parent.type === "LabeledStatement" || (parent.type === "FunctionDeclaration" && parent.id === node)) return false;
  if ((parent.type === "ExportSpecifier" || parent.type === "ExportNamespaceSpecifier") && parent.exported === node) return false;
  const isReference: boolean = path.isReferencedIdentifier();
  if (isReference || types.isBinding(node, parent, path.parentPath?.parent)) return true;
  return (parent.type === "AssignmentExpression" && parent.left === node) || parent.type === "UpdateExpression";
}
