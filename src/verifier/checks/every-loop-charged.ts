import type { AnyNode, Statement } from "acorn";
import { CHARGE } from "../forms.js";
import type { Walk } from "../walk.js";

/** I10: a loop's body is a block that begins with `if ((__cc_n = __cc_n - 1 | 0) < 0) __cc_n = __cc_s = __cc_buy(__cc_s) | 0;`, in a frame that has these counters. */
export function everyLoopCharged(walk: Walk, node: AnyNode, body: Statement): void {
  if (body.type !== "BlockStatement" || !walk.is(body.body[0], CHARGE))
    return walk.report.refuse("I10-loop", "A loop's body does not begin with its charge.", node);
  if (!walk.frame.hasCounters) walk.report.refuse("I10-loop", "A frame with loops has no counters.", node);
  walk.frame.carry(1);
  walk.block(body, 1);
}
