import type { CatchClause, Statement } from "acorn";
import { CAUGHT, CAUGHT_AT_DEPTH, REENTERED } from "../forms.js";
import { Scope } from "../scope.js";
import type { Walk } from "../walk.js";

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
  const returns = walk.metered && walk.frame.suspendable;
  const at = returns ? 1 : 0;
  const isGuarded =
    (!returns || walk.weighs(body[0], REENTERED)) &&
    catches(walk, body[at], param.name, walk.metered && !returns ? CAUGHT_AT_DEPTH : CAUGHT);
  if (!isGuarded) walk.report.refuse("I9-catch", "A handler does not begin with its guard.", node);
  walk.within(new Scope(walk.scope, walk.frame), () => {
    walk.bind(param, "let");
    walk.block(node.body, isGuarded ? at + 1 : 0);
  });
}

function catches(walk: Walk, statement: Statement | undefined, name: string, form: RegExp): boolean {
  const [, target, value, weight] = walk.match(statement, form) ?? [];
  walk.frame.carry(3);
  return target === name && value === name && (weight === undefined || Number(weight) === walk.frame.weight);
}
