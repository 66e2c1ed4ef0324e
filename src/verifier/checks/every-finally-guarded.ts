import type { BlockStatement } from "acorn";
import { ALIVE, ALIVE_AT_DEPTH, REENTERED } from "../forms.js";
import type { Walk } from "../walk.js";

/**
 * I9: a `finally` begins with `__cc_alive`. Metered, the frame's depth is put back at the same place.
 *
 * Attack: `try { exit() } finally { continue }` revives a cell that is over.
 */
export function everyFinallyGuarded(walk: Walk, node: BlockStatement): void {
  const [first, second] = node.body;
  const returns = walk.metered && walk.frame.suspendable;
  const isGuarded = returns
    ? walk.weighs(first, REENTERED) && walk.is(second, ALIVE)
    : walk.metered
      ? walk.weighs(first, ALIVE_AT_DEPTH)
      : walk.is(first, ALIVE);
  if (!isGuarded) walk.report.refuse("I9-finally", "A `finally` does not begin with its guard.", node);
  walk.frame.carry(2);
  walk.block(node, isGuarded ? (returns ? 2 : 1) : 0);
}
