import type { AnyNode, Expression, SequenceExpression } from "acorn";
import { LOCALS, guardId } from "../../contract/index.js";
import { assignmentTo, callOf, expressionOf, isName, isNumber, weightOf } from "../shapes.js";
import type { Walk } from "../walk.js";

const { depth, passage } = LOCALS;

/**
 * I10: a frame is left before it is suspended and entered again behind:
 *
 *   (__cc_y = await (__cc_y = E, __cc_p = __cc_leave(__cc_p, -1), __cc_y), __cc_p = __cc_enter(W), __cc_y)
 *
 * and the same with `yield`, and with `yield*` of `__cc_delegate(E, W)`. Others run in between; their depth is not this frame's.
 *
 * @returns whether the sequence has this form from `at` on; its parts have been walked then
 */
export function everySuspensionLeaves(walk: Walk, node: SequenceExpression, at: number): boolean {
  const third = node.expressions[at + 2];
  if (!isName(third, passage) || walk.frame.charge !== "suspendable") return false;
  const first = node.expressions[at];
  const second = node.expressions[at + 1];
  const suspension = assignmentTo(first, passage);
  if (suspension?.type !== "AwaitExpression" && suspension?.type !== "YieldExpression") return false;
  const operand = suspension.argument;
  if (operand?.type !== "SequenceExpression" || operand.expressions.length !== 3) return false;
  const [kept, left, last] = operand.expressions;
  const value = assignmentTo(kept, passage);
  if (value === undefined || !leavesMarked(left) || !isName(last, passage) || !isWeight(walk, enterOf(assignmentTo(second, depth))))
    return false;
  if (suspension.type === "YieldExpression" && suspension.delegate) {
    const args = callOf(value, guardId("delegate"));
    if (args?.length !== 2 || !isWeight(walk, args[1])) return false;
    walk.frame.board(2);
    walk.expression(args[0]!);
    walk.frame.flight -= 2;
  } else walk.expression(value);
  if (suspension.type === "YieldExpression" && walk.frame.kind === "run")
    walk.report.refuse("I3-record", "`run` yields once, to instantiate.", node);
  walk.frame.board(2);
  walk.frame.flight -= 2;
  return true;
}

/** `__cc_p = __cc_leave(__cc_p, -1)` */
function leavesMarked(node: Expression | undefined): boolean {
  const args = callOf(assignmentTo(node, depth), guardId("leave"));
  const mark = args?.[1];
  return (
    args?.length === 2 && isName(args[0], depth) && mark?.type === "UnaryExpression" && mark.operator === "-" && isNumber(mark.argument, 1)
  );
}

/** The W of `__cc_enter(W)`. */
export function enterOf(node: AnyNode | null | undefined): AnyNode | undefined {
  const args = callOf(node, guardId("enter"));
  return args?.length === 1 ? args[0] : undefined;
}

/** Whether a literal is the frame's own W: entries, returns to it and delegations of one frame weigh the same. */
export function isWeight(walk: Walk, node: AnyNode | undefined): boolean {
  const weight = weightOf(node);
  return weight !== undefined && weight === walk.frame.weight;
}

/** `__cc_p = __cc_back(__cc_p, W);` */
export function reenters(walk: Walk, statement: AnyNode | undefined): boolean {
  const args = callOf(assignmentTo(expressionOf(statement), depth), guardId("back"));
  return args?.length === 2 && isName(args[0], depth) && isWeight(walk, args[1]);
}
