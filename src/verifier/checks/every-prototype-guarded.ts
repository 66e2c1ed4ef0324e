import type { AnyNode, CallExpression, Expression } from "acorn";
import { guardId, isGuardedKey } from "../../contract/index.js";
import { Use } from "../scope.js";
import { callOf, isRawTemp } from "../shapes.js";
import type { Walk } from "../walk.js";

/** I6: `__cc_proto` stands round `E.prototype`, in metered artifacts round `E.constructor`, round a computed property of `super`, or round a raw temp. */
export function everyPrototypeGuarded(walk: Walk, node: CallExpression, argument: Expression): void {
  const target = argument.type === "ChainExpression" ? argument.expression : argument;
  if (target.type === "Identifier" && isRawTemp(target.name)) return walk.references.add(target, walk.scope, Use.Read);
  const isGuarded =
    target.type === "MemberExpression" &&
    (target.computed
      ? target.object.type === "Super"
      : target.property.type === "Identifier" && isGuardedKey(target.property.name, walk.metered));
  if (!isGuarded) return walk.report.refuse("I3-guard-astray", "`__cc_proto` stands round nothing that it guards.", node);
  walk.frame.board(1);
  walk.member(target, "guarded");
  walk.frame.flight--;
}

/** I6: the parent of `{ __proto__: E }` is null, or passes its guard at once. */
export function everyParentGuarded(walk: Walk, value: AnyNode): void {
  if (!walk.manifest.features.includes("proto")) return walk.expression(value); // the key has been refused
  if (value.type === "Literal" && value.raw === "null") return;
  const args = callOf(value, guardId("parent"));
  if (args?.length !== 1) return walk.report.refuse("I6-parent", "A parent in a literal has not passed its guard.", value);
  walk.passing(1, [args[0]!]);
}
