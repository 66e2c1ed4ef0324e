import type { AnyNode, Statement } from "acorn";
import { LOCALS, guardId } from "../../contract/index.js";
import { assignmentTo, callOf, expressionOf, isName, isNumber } from "../shapes.js";
import type { Walk } from "../walk.js";

const { steps, stride } = LOCALS;

/** I10: a loop's body is a block that begins with `if (--__cc_n < 0) __cc_n = __cc_s = __cc_buy(__cc_s);`, in a frame that has these counters. */
export function everyLoopCharged(walk: Walk, node: AnyNode, body: Statement): void {
  if (body.type !== "BlockStatement" || !isCharge(body.body[0]))
    return walk.report.refuse("I10-loop", "A loop's body does not begin with its charge.", node);
  if (!walk.frame.hasCounters) walk.report.refuse("I10-loop", "A frame with loops has no counters.", node);
  walk.frame.board(1);
  walk.frame.flight--;
  walk.block(body, 1);
}

function isCharge(node: Statement | undefined): boolean {
  if (node?.type !== "IfStatement" || node.alternate != null) return false;
  const { test } = node;
  if (test.type !== "BinaryExpression" || test.operator !== "<" || !isNumber(test.right, 0)) return false;
  const { left } = test;
  if (left.type !== "UpdateExpression" || left.operator !== "--" || !left.prefix || !isName(left.argument, steps)) return false;
  const args = callOf(assignmentTo(assignmentTo(expressionOf(node.consequent), steps), stride), guardId("buy"));
  return args?.length === 1 && isName(args[0], stride);
}
