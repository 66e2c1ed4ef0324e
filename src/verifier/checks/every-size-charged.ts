import type { AnyNode, ArrayPattern, Expression, Identifier, MemberExpression, ObjectPattern } from "acorn";
import { guardId, LOCALS, type GuardName } from "../../contract/index.js";
import { Use } from "../scope.js";
import { callOf, isName, isReserved, stringOf } from "../shapes.js";
import type { Walk } from "../walk.js";
import { everyIterationMediated } from "./every-access-mediated.js";
import { isCalm } from "./is-calm.js";
import { isNumeric } from "./every-computed-key-guarded.js";

/**
 * I10: what the engine goes through in one step is paid by its size: `...__cc_sized(E)`, `{ ...__cc_keyed(E) }`, `for (x in __cc_keyed(E))`. An array
 * literal is spread as it is; a rest parameter or `arguments` as `...(__cc_count(x.length), x)`, if nobody gets hold of the list (`resolve.ts`).
 *
 * Attack: `[...{ [Symbol.iterator]: () => ({ next: Object }) }]` never ends, and calls nothing that is charged.
 */
export function everySpreadSized(walk: Walk, node: AnyNode): void {
  if (walk.mediated || !walk.metered) return walk.iterated(node);
  if (node.type === "ArrayExpression") return walk.expression(node);
  const kept = counted(node);
  if (kept === undefined) return charged(walk, node, "sized");
  walk.frame.busy ??= node;
  walk.frame.carry(1);
  const { references } = walk;
  references.spreads.push(references.nodes.length);
  references.add(kept, walk.scope, Use.Spread);
}

/** `(__cc_count(x.length), x)` */
function counted(node: AnyNode): Identifier | undefined {
  if (node.type !== "SequenceExpression" || node.expressions.length !== 2) return undefined;
  const [paid, list] = node.expressions as [Expression, Expression];
  const args = callOf(paid, guardId("count"));
  const [length] = args ?? [];
  if (args?.length !== 1 || list.type !== "Identifier" || length?.type !== "MemberExpression") return undefined;
  const isLength = !length.computed && !length.optional && isName(length.object, list.name) && isName(length.property, "length");
  return isLength && (!isReserved(list.name) || list.name === LOCALS.argument) ? list : undefined;
}

/** Behind `...` in an object literal. */
export function everyCopyCharged(walk: Walk, node: AnyNode): void {
  if (walk.mediated) everyIterationMediated(walk, node, "spread");
  else if (walk.metered) return charged(walk, node, "keyed");
  walk.expression(node);
}

/** Behind `in` in the head of a loop. */
export function everyListingCharged(walk: Walk, node: AnyNode): void {
  if (walk.mediated || !walk.metered) walk.iterated(node);
  else charged(walk, node, "keyed");
}

/**
 * A pattern with a rest stands where the text gives it its value: `{ a, ...r } = __cc_keyed(E)`, `[a, ...r] = __cc_sized(E)`, or, where guest code can run
 * before the rest is taken, `[o.x, ...r] = __cc_boxed(E, "MASK")`.
 *
 * Attack: `[a = (list.length = 1e7), ...r] = list` has a list grow that has been paid for.
 */
export function everyRestSized(walk: Walk, node: ArrayPattern, value: AnyNode | null | undefined): void {
  const isRest = node.elements.at(-1)?.type === "RestElement";
  if (callOf(value, guardId("sized"))?.length === 1) {
    if (isRest && isQuiet(node)) return void walk.facing.add(value!);
  } else {
    const args = callOf(value, guardId("boxed"));
    const mask = args?.length === 2 ? stringOf(args[1]) : undefined;
    if (mask !== undefined && node.elements.every((item, i) => (mask[i] !== "1" && mask[i] !== "2") || isBox(item)))
      return void walk.facing.add(value!);
  }
  if (isRest) walk.report.refuse("I10-size", "A rest is taken of what has not been charged.", node);
}

/** Nothing of the guest's runs between the first step and the last. */
const isQuiet = ({ elements }: ArrayPattern): boolean =>
  elements.every(
    (item) =>
      item === null ||
      item.type === "Identifier" ||
      (item.type === "AssignmentPattern" && item.left.type === "Identifier" && isCalm(item.right)) ||
      (item.type === "RestElement" && item.argument.type !== "MemberExpression"),
  );

/** The same for objects. */
export function everyRestListed(walk: Walk, node: ObjectPattern, value: AnyNode | null | undefined): void {
  if (node.properties.at(-1)?.type !== "RestElement") return;
  if (callOf(value, guardId("keyed"))?.length === 1) walk.facing.add(value!);
  else walk.report.refuse("I10-size", "A rest is taken of what has not been charged.", node);
}

/** `{ v: x, … }`: the box is taken apart, and nobody gets hold of it. */
const isBox = (node: AnyNode | null): boolean =>
  node?.type === "ObjectPattern" && node.properties.every((item) => item.type === "Property");

function charged(walk: Walk, node: AnyNode, guard: GuardName): void {
  const args = callOf(node, guardId(guard));
  if (args?.length !== 1) {
    walk.report.refuse("I10-size", "Something is gone through whose size has not been charged.", node);
    return walk.expression(node);
  }
  walk.frame.busy ??= node;
  walk.passing(1, args);
}

/** `x.length`, `x[N]` with a number for N: nobody gets hold of x itself. */
export function isPart({ property, computed, optional }: MemberExpression): boolean {
  if (optional) return false;
  return computed ? isNumeric(property) : property.type === "Identifier" && property.name === "length";
}
