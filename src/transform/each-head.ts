import type * as t from "@babel/types";
import { block, declarator, declare, id } from "./build.js";
import type { Context } from "./context.js";
import { matched } from "./matched.js";
import { hasRest } from "./rest-patterns.js";

type Each = t.ForInStatement | t.ForOfStatement;

/**
 * Sends what `for…of` and `for…in` go through to a guard, where one is to be asked. A pattern whose reads are mediated, or whose rests are charged, moves from
 * the head into the body:
 *
 *   for (const { a } of E) S       ⟶  for (const __cc_1 of __cc_iterable(E)) { const { … a = __cc_get(…) … } = 0; S }
 *   for (const [a, ...r] of E) S   ⟶  for (const __cc_1 of E) { const [a, ...r] = __cc_sized(__cc_1); S }
 *
 * Keeps: that the iterator is closed when the pattern throws. The names of such a head are not yet in their dead zone while E is evaluated.
 *
 * @returns the body, to be made from the one that was rewritten
 */
export function rewriteEachHead(cx: Context, node: Each): (body: t.Statement) => t.Statement {
  const { left } = node;
  const target = left.type === "VariableDeclaration" ? left.declarations[0]!.id : left;
  const isPattern = target.type === "ObjectPattern" || target.type === "ArrayPattern";
  if (!isPattern || !(cx.mediated || (cx.metered && hasRest(target)))) {
    node.left = left.type === "VariableDeclaration" ? declaredHead(cx, left) : cx.pattern(left, false);
    node.right = sourceOf(cx, node);
    return (body) => body;
  }
  const temp = cx.tempName();
  const first = matched(cx, left, id(temp));
  node.left = declare("const", [declarator(id(temp), null)]);
  node.right = sourceOf(cx, node);
  return (body) => block([first, body]);
}

function sourceOf(cx: Context, { type, right }: Each): t.Expression {
  if (cx.mediated) return cx.gone("iterable", right);
  return cx.metered && type === "ForInStatement" ? cx.gone("keyed", right) : cx.expression(right);
}

/** One declarator without initialiser; a script's variable becomes a target. */
function declaredHead(cx: Context, node: t.VariableDeclaration): t.ForInStatement["left"] {
  const { id: target } = node.declarations[0]!;
  const isMoved = node.kind === "var" && cx.assignsVariables(target);
  const rewritten = cx.pattern(target, !isMoved);
  if (isMoved) return rewritten as t.ForInStatement["left"];
  node.declarations[0]!.id = rewritten;
  return node;
}
