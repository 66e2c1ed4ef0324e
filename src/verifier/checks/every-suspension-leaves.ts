import type { SequenceExpression } from "acorn";
import { LOCALS, guardId } from "../../contract/index.js";
import { ENTERED, LEFT, PASSAGE, WEIGHT } from "../forms.js";
import { assignmentTo, callOf } from "../shapes.js";
import type { Walk } from "../walk.js";

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
  if (!walk.is(node.expressions[at + 2], PASSAGE)) return false;
  const suspension = assignmentTo(node.expressions[at], LOCALS.passage);
  if (suspension?.type !== "AwaitExpression" && suspension?.type !== "YieldExpression") return false;
  const operand = suspension.argument;
  if (operand?.type !== "SequenceExpression" || operand.expressions.length !== 3) return false;
  const [kept, left, last] = operand.expressions;
  const value = assignmentTo(kept, LOCALS.passage);
  if (value === undefined || !walk.is(left, LEFT) || !walk.is(last, PASSAGE) || !walk.weighs(node.expressions[at + 1], ENTERED))
    return false;
  if (suspension.type === "YieldExpression" && suspension.delegate) {
    const args = callOf(value, guardId("delegate"));
    if (args?.length !== 2 || !walk.weighs(args[1], WEIGHT)) return false;
    walk.frame.board(2);
    walk.iterated(args[0]!);
    walk.frame.flight -= 2;
  } else walk.expression(value);
  if (suspension.type === "YieldExpression" && walk.frame.kind === "run")
    walk.report.refuse("I3-record", "`run` yields once, to instantiate.", node);
  walk.frame.carry(2);
  return true;
}
