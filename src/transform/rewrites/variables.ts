import type * as t from "@babel/types";
import { isAnonymous, named } from "../anonymous.js";
import { assign, sequence, statement } from "../build.js";
import type { Context } from "../context.js";
import { assigned } from "../rest-patterns.js";

/**
 * Rewrites declarations. A script's top-level variables are properties of the main namespace, so theirs become assignments:
 *
 *   var x = 1, y, [z] = a;   ⟶  __cc_ns.x = 1, [__cc_ns.z] = a;
 */
export function rewriteVariables(cx: Context, node: t.VariableDeclaration, out: t.Statement[]): void {
  if (node.kind === "var" && cx.assignsVariables(...node.declarations.map(({ id }) => id))) {
    const assignments: t.Expression[] = [];
    for (const { id: target, init } of node.declarations) {
      if (init == null) continue;
      const name = target.type === "Identifier" && isAnonymous(init) ? target.name : undefined;
      const match = cx.match(target, () => initial(cx, init), false);
      assignments.push(
        name === undefined || match.target.type === "Identifier" ? assigned(match) : assign(match.target, named(name, match.value)),
      );
    }
    if (assignments.length === 1) out.push(statement(assignments[0]!));
    else if (assignments.length > 1) out.push(statement(sequence(...assignments)));
    return;
  }
  for (const item of node.declarations) {
    const { id: target, init } = item;
    if (target.type === "Identifier") declareName(cx, node.kind, item, target);
    if (init == null) continue;
    if (target.type === "Identifier") item.init = initial(cx, init);
    else {
      const match = cx.match(target, () => initial(cx, init), true);
      item.id = match.target as t.VariableDeclarator["id"];
      item.init = match.value;
    }
    if (target.type === "Identifier") cx.numbers.initialised(target, cx.frame);
  }
  out.push(node);
}

/** The value, rewritten; with room for the guards that a mediated pattern puts round it. */
function initial(cx: Context, init: t.Expression): t.Expression {
  if (cx.mediated) cx.frame.board(2);
  const value = cx.expression(init);
  if (cx.mediated) cx.frame.land(2);
  return value;
}

function declareName(cx: Context, kind: t.VariableDeclaration["kind"], item: t.VariableDeclarator, target: t.Identifier): void {
  if (item.init != null) cx.numbers.assigned(target, item.init, cx.frame);
  else if (kind !== "var") cx.numbers.spoiled(target);
  cx.frame.bindings++;
  item.id = cx.reference(target, "write") as t.Identifier;
}
