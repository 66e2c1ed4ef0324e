import type { AnyNode } from "acorn";
import { SourceText } from "../../src/diagnostics/source-text.js";
import { parseCell } from "../../src/verifier/cell-parser.js";
import { Report } from "../../src/verifier/report.js";

/** Mistakes that a compiler with guards makes easily, planted into the text of an artifact. */
export type Bug = "key evaluated twice" | "key converted too early" | "key turned to string" | "receiver lost" | "name inference lost";
export const BUGS: readonly Bug[] = [
  "key evaluated twice",
  "key converted too early",
  "key turned to string",
  "receiver lost",
  "name inference lost",
];

/** @param text of an artifact. @returns the text with the mistake in every place that has room for it; the same text if there is none. */
export function plant(bug: Bug, text: string): string {
  const start = text.indexOf("(function (__cc)");
  const body = text.slice(start);
  const edits: { readonly at: number; readonly text: string }[] = [];
  const wrap = (node: AnyNode, before: string, after: string): void => {
    edits.push({ at: node.start, text: before }, { at: node.end, text: after });
  };
  visit(parseCell(body, new Report(new SourceText(body, "body"))), (node) => {
    if (bug === "receiver lost") {
      if (node.type === "CallExpression" && isGuarded(node.callee) && !node.optional) wrap(node.callee, "(0, ", ")");
    } else if (bug === "name inference lost") {
      const value = node.type === "VariableDeclarator" ? node.init : isNamingProperty(node) ? node.value : undefined;
      if (value != null && isAnonymous(value)) wrap(value, "(0, ", ")");
    } else {
      const key = keyOf(node);
      if (key === undefined) return;
      if (bug === "key evaluated twice") {
        const copy = body.slice(key.start, key.end);
        wrap(key, `((${copy}), (`, "))");
      } else wrap(key, bug === "key converted too early" ? "__cc_early(" : "`${", bug === "key converted too early" ? ")" : "}`");
    }
  });
  if (edits.length === 0) return text;
  let out = body;
  for (const edit of edits.reverse().sort((a, b) => b.at - a.at)) out = out.slice(0, edit.at) + edit.text + out.slice(edit.at);
  return text.slice(0, start) + out.replace('"use strict";', `"use strict"; const __cc_early = (k) => Reflect.ownKeys({ [k]: 0 })[0];`);
}

const isGuarded = (node: AnyNode): boolean => node.type === "MemberExpression" && node.computed && keyOf(node.property) !== undefined;

/** The K of `__cc_key(K, B)`. */
function keyOf(node: AnyNode): AnyNode | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier" || node.callee.name !== "__cc_key") return undefined;
  return node.arguments.length === 2 ? node.arguments[0] : undefined;
}

/** `{ f: function () {} }` */
const isNamingProperty = (node: AnyNode): node is Extract<AnyNode, { type: "Property" }> =>
  node.type === "Property" && node.kind === "init" && !node.method && !node.computed;

const isAnonymous = (node: AnyNode): boolean =>
  node.type === "ArrowFunctionExpression" || ((node.type === "FunctionExpression" || node.type === "ClassExpression") && node.id == null);

function visit(node: AnyNode, enter: (node: AnyNode) => void): void {
  enter(node);
  for (const child of Object.values(node) as unknown[]) {
    if (Array.isArray(child)) {
      for (const item of child as unknown[]) if (isNode(item)) visit(item, enter);
    } else if (isNode(child)) visit(child, enter);
  }
}

const isNode = (value: unknown): value is AnyNode => typeof value === "object" && value !== null && "type" in value && "start" in value;
