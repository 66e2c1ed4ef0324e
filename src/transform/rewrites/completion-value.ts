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
  planList(body, true, false, plan);
  return plan;
}

/**
 * Goes through a list from its end.
 * @param open whether the list's last value can still be the script's
 * @param jumped whether the value can be the script's if a `break` or `continue` leaves the list
 * @returns whether what stands in front can still be the value
 */
function planList(list: readonly t.Statement[], open: boolean, jumped: boolean, plan: Set<t.Node>): boolean {
  let isOpen = open;
  for (let i = list.length - 1; i >= 0; i--) isOpen = planStatement(list[i]!, isOpen, jumped, plan);
  return isOpen;
}

function planStatement(node: t.Statement, open: boolean, jumped: boolean, plan: Set<t.Node>): boolean {
  switch (node.type) {
    case "ExpressionStatement":
      if (open) plan.add(node);
      return false;
    case "BlockStatement":
      return planList(node.body, open, jumped, plan);
    case "LabeledStatement": {
      const isOpen = planStatement(node.body, open, jumped || open, plan);
      // The reset stands in front of the label, for a loop must keep its label.
      if (node.body.type !== "ExpressionStatement" && plan.delete(node.body)) plan.add(node);
      return isOpen;
    }
    case "BreakStatement":
    case "ContinueStatement":
      return jumped;
    case "IfStatement":
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
    case "SwitchStatement":
    case "TryStatement":
      // These have a value of their own whichever way they end, if only `undefined`.
      if (open || (jumped && canJump(node))) {
        plan.add(node);
        planBodies(node, plan);
      }
      return false;
    default:
      return open;
  }
}

/** What stands within a statement that has been reset: any of it can be the last. */
function planBodies(node: t.Statement, plan: Set<t.Node>): void {
  switch (node.type) {
    case "IfStatement":
      planStatement(node.consequent, true, true, plan);
      if (node.alternate != null) planStatement(node.alternate, true, true, plan);
      break;
    case "SwitchStatement":
      for (const item of node.cases) planList(item.consequent, true, true, plan);
      break;
    case "TryStatement":
      planList(node.block.body, true, true, plan);
      if (node.handler != null) {
        const { body } = node.handler.body;
        planList(body, true, true, plan);
        const reset = statement(nil());
        body.unshift(reset);
        plan.add(reset);
      }
      // A jump out of `finally` brings its own value; its ordinary end, that of what stands in front.
      if (node.finalizer != null && canJump(node.finalizer)) {
        plan.add(node.finalizer);
        planList(node.finalizer.body, false, true, plan);
      }
      break;
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      planStatement(node.body, true, true, plan);
      break;
  }
}

/** Whether it contains a jump at all; one that stays within costs no more than a reset. */
function canJump(node: t.Statement): boolean {
  switch (node.type) {
    case "BreakStatement":
    case "ContinueStatement":
      return true;
    case "BlockStatement":
      return node.body.some(canJump);
    case "IfStatement":
      return canJump(node.consequent) || (node.alternate != null && canJump(node.alternate));
    case "SwitchStatement":
      return node.cases.some((item) => item.consequent.some(canJump));
    case "TryStatement":
      return (
        canJump(node.block) || (node.handler != null && canJump(node.handler.body)) || (node.finalizer != null && canJump(node.finalizer))
      );
    case "LabeledStatement":
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      return canJump(node.body);
    default:
      return false;
  }
}
