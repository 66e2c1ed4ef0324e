import type * as t from "@babel/types";
import { LOCALS } from "../../contract/index.js";
import { isAnonymous } from "../anonymous.js";
import { assign, id, nil, number, sequence, statement } from "../build.js";

/**
 * Keeps the completion value of a script in `__cc_v`.
 *
 *   E;           ⟶  __cc_v = E;                     where it can be the value of the script
 *   if (t) S     ⟶  __cc_v = void 0; if (t) S       statements that are empty-handed otherwise (ECMA-262 §14.6.2 and its like)
 */
export function keepCompletion(node: t.ExpressionStatement): void {
  const value = isAnonymous(node.expression) ? sequence(number(0), node.expression) : node.expression;
  node.expression = assign(id(LOCALS.completion), value);
}

export const resetCompletion = (): t.Statement => statement(assign(id(LOCALS.completion), nil()));

/** The statements of a script that set its value, or reset it. Statements whose value is certainly overwritten are left out. */
export function planCompletions(body: readonly t.Statement[]): Set<t.Node> {
  const plan = new Set<t.Node>();
  planList(body, true, plan);
  return plan;
}

/** @returns whether what stands in front can still be the value. */
function planList(list: readonly t.Statement[], needed: boolean, plan: Set<t.Node>): boolean {
  let open = needed;
  for (let i = list.length - 1; i >= 0; i--) open = planStatement(list[i]!, open, needed, plan);
  return open;
}

function planStatement(node: t.Statement, open: boolean, needed: boolean, plan: Set<t.Node>): boolean {
  switch (node.type) {
    case "ExpressionStatement":
      if (open) plan.add(node);
      return false;
    case "BlockStatement":
      return planList(node.body, open, plan);
    case "LabeledStatement":
      // A `break` out of the body ends it with the value that it has by then.
      return planStatement(node.body, open, open, plan);
    case "IfStatement":
      if (!open) return jumps(node) && needed;
      plan.add(node);
      planStatement(node.consequent, true, true, plan);
      if (node.alternate != null) planStatement(node.alternate, true, true, plan);
      return false;
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      if (!open) return false;
      plan.add(node);
      planStatement(node.body, true, true, plan);
      return false;
    case "SwitchStatement":
      if (!open) return false;
      plan.add(node);
      for (const item of node.cases) planList(item.consequent, true, plan);
      return false;
    case "TryStatement":
      if (!open) return false;
      plan.add(node);
      planList(node.block.body, true, plan);
      if (node.handler != null) {
        const reset = statement(nil());
        node.handler.body.body.unshift(reset);
        plan.add(reset);
        planList(node.handler.body.body.slice(1), true, plan);
      }
      return false;
    case "BreakStatement":
    case "ContinueStatement":
      return needed;
    default:
      return open;
  }
}

/** Whether control may leave the statement sideways, with the value that came before. */
function jumps(node: t.IfStatement): boolean {
  return node.consequent.type !== "ExpressionStatement" || (node.alternate != null && node.alternate.type !== "ExpressionStatement");
}
