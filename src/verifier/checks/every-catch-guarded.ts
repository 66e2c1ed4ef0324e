import type { AnyNode, CatchClause, Statement } from "acorn";
import { LOCALS, guardId } from "../../contract/index.js";
import { Scope } from "../scope.js";
import { assignmentTo, callOf, expressionOf, isName } from "../shapes.js";
import type { Walk } from "../walk.js";
import { reenters, isWeight } from "./every-suspension-leaves.js";

/**
 * I9: a handler's parameter is a name, and its first statement sends the value past `__cc_caught`. Metered, the frame's depth is put back
 * at the same place.
 *
 * Attack: swallow a termination, or keep an error of another realm.
 */
export function everyCatchGuarded(walk: Walk, node: CatchClause): void {
  const { param } = node;
  const { body } = node.body;
  if (param?.type !== "Identifier") return walk.report.refuse("I9-catch", "A handler binds its value by a plain name.", node);
  walk.within(new Scope(walk.scope, walk.frame, false), () => {
    walk.bind(param, "let");
    const first = walk.metered && walk.frame.suspendable && reenters(walk, body[0]) ? 1 : 0;
    const isGuarded = (first === 1) === (walk.metered && walk.frame.suspendable) && catches(walk, body[first], param.name);
    if (!isGuarded) walk.report.refuse("I9-catch", "A handler does not begin with its guard.", node);
    walk.block(node.body, isGuarded ? first + 1 : 0);
  });
}

/** `e = __cc_caught(e);`, or `e = __cc_caught(e, __cc_p, W);` */
function catches(walk: Walk, statement: Statement | undefined, name: string): boolean {
  const args: readonly AnyNode[] | undefined = callOf(assignmentTo(expressionOf(statement), name), guardId("caught"));
  if (args === undefined || !isName(args[0], name)) return false;
  if (!walk.metered || walk.frame.suspendable) return args.length === 1;
  walk.frame.board(3);
  walk.frame.flight -= 3;
  return args.length === 3 && isName(args[1], LOCALS.depth) && isWeight(walk, args[2]);
}
