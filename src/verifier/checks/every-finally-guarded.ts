import type { AnyNode, BlockStatement } from "acorn";
import { LOCALS, guardId } from "../../contract/index.js";
import { callOf, expressionOf, isName } from "../shapes.js";
import type { Walk } from "../walk.js";
import { isWeight, reenters } from "./every-suspension-leaves.js";

/**
 * I9: a `finally` begins with `__cc_alive`. Metered, the frame's depth is put back at the same place.
 *
 * Attack: `try { exit() } finally { continue }` revives a cell that is over.
 */
export function everyFinallyGuarded(walk: Walk, node: BlockStatement): void {
  const { body } = node;
  const isSuspendable = walk.metered && walk.frame.suspendable;
  const at = isSuspendable ? 1 : 0;
  const args: readonly AnyNode[] | undefined = callOf(expressionOf(body[at]), guardId("alive"));
  const isGuarded =
    args !== undefined &&
    (isSuspendable ? reenters(walk, body[0]) && args.length === 0 : walk.metered ? takesDepth(walk, args) : args.length === 0);
  if (!isGuarded) walk.report.refuse("I9-finally", "A `finally` does not begin with its guard.", node);
  walk.block(node, isGuarded ? at + 1 : 0);
}

/** `(__cc_p, W)` */
function takesDepth(walk: Walk, args: readonly AnyNode[]): boolean {
  walk.frame.board(2);
  walk.frame.flight -= 2;
  return args.length === 2 && isName(args[0], LOCALS.depth) && isWeight(walk, args[1]);
}
