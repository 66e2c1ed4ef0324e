import type * as t from "@babel/types";
import type { Context } from "../context.js";
import { charged } from "../charged.js";
import { rewriteEachHead } from "../each-head.js";

/**
 * Charges every turn of a loop, prepaid by doubling (metered code), and rewrites its head and body.
 *
 *   while (t) s;   ⟶  while (t) { if ((__cc_n = __cc_n - 1 | 0) < 0) __cc_n = __cc_s = __cc_buy(__cc_s) | 0; s; }
 *   for (k in o) s;   ⟶  for (k in __cc_keyed(o)) { … }
 */
export function rewriteLoop(
  cx: Context,
  node: t.ForStatement | t.ForInStatement | t.ForOfStatement | t.WhileStatement | t.DoWhileStatement,
): void {
  let finished = (body: t.Statement): t.Statement => body;
  switch (node.type) {
    case "ForStatement":
      if (node.init != null) {
        if (node.init.type === "VariableDeclaration") node.init = headOf(cx, node.init);
        else {
          node.init = cx.expression(node.init);
          cx.initialised(node.init);
        }
      }
      if (node.test != null) node.test = cx.expression(node.test);
      if (node.update != null) node.update = cx.expression(node.update);
      break;
    case "ForInStatement":
    case "ForOfStatement":
      finished = rewriteEachHead(cx, node);
      break;
    case "WhileStatement":
    case "DoWhileStatement":
      node.test = cx.expression(node.test);
      break;
  }
  const { frame } = cx;
  if (node.type === "ForOfStatement") frame.forOf++;
  const body = finished(cx.single(node.body));
  if (node.type === "ForOfStatement") frame.forOf--;
  frame.hasLoop = true;
  node.body = cx.metered ? charged(body) : body;
}

function headOf(cx: Context, node: t.VariableDeclaration): t.VariableDeclaration | t.Expression | null {
  const [only] = cx.declaration(node);
  if (only === undefined) return null;
  return only.type === "ExpressionStatement" ? only.expression : (only as t.VariableDeclaration);
}
