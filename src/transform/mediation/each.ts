import type * as t from "@babel/types";
import { block, declarator, declare, guard, id } from "../build.js";
import type { Context } from "../context.js";
import { matched } from "../matched.js";
import { boarded } from "./access.js";

/**
 * Sends what `for…of` and `for…in` go through to a guard. A pattern in the head moves into the body, where its reads are mediated:
 *
 *   for (const { a } of E) S   ⟶  for (const __cc_1 of __cc_iterable(E)) { const { … a = __cc_get(…) … } = 0; S }
 *
 * Keeps: that the iterator is closed when the pattern throws. The names of such a head are not yet in their dead zone while E is evaluated.
 *
 * @returns the body, to be made from the one that was rewritten
 */
export function mediateEach(cx: Context, node: t.ForInStatement | t.ForOfStatement): (body: t.Statement) => t.Statement {
  const { left } = node;
  const target = left.type === "VariableDeclaration" ? left.declarations[0]!.id : left;
  const right = (): t.Expression => boarded(cx, 1, () => guard("iterable", cx.expression(node.right)));
  if (target.type !== "ObjectPattern" && target.type !== "ArrayPattern") {
    node.right = right();
    return (body) => body;
  }
  const temp = cx.tempName();
  const first = matched(cx, left, id(temp));
  node.left = declare("const", [declarator(id(temp), null)]);
  node.right = right();
  return (body) => block([first, body]);
}
