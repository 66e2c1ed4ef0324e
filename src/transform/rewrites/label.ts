import type * as t from "@babel/types";
import { id } from "../build.js";
import type { Context } from "../context.js";

/** Hands the labels on to the statement below: a lowered loop has to carry them itself, or `continue` would not find it. */
export function rewriteLabel(cx: Context, node: t.LabeledStatement, out: t.Statement[]): void {
  const outer = cx.labels;
  node.label = plainLabel(node.label);
  if (cx.metered && isForAwait(node)) {
    cx.labels = [...outer, node.label.name];
    out.push(...cx.statements([node.body]));
  } else {
    cx.labels = [];
    node.body = cx.single(node.body);
    out.push(node);
  }
  cx.labels = outer;
}

export function rewriteJump(cx: Context, node: t.BreakStatement | t.ContinueStatement): void {
  if (node.label != null) node.label = plainLabel(node.label);
}

/** `await:` is a label in scripts only. */
const plainLabel = (label: t.Identifier): t.Identifier => (label.name === "await" ? id("await_") : label);

function isForAwait(node: t.LabeledStatement): boolean {
  let { body } = node;
  while (body.type === "LabeledStatement") body = body.body;
  return body.type === "ForOfStatement" && body.await;
}
