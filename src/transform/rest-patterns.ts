import type * as t from "@babel/types";
import { guardId } from "../contract/index.js";
import { assign, binary, conditional, guard, id, nil, number, property, string } from "./build.js";
import { isCalm } from "./calm.js";
import type { Context, Match } from "./context.js";

/** Whether a pattern, or one within it, has a rest. */
export function hasRest(node: t.Node): boolean {
  switch (node.type) {
    case "ArrayPattern":
      return node.elements.some((item) => item !== null && (item.type === "RestElement" || hasRest(item)));
    case "ObjectPattern":
      return node.properties.some((item) => item.type === "RestElement" || hasRest(item.value));
    case "AssignmentPattern":
      return hasRest(node.left);
    default:
      return false;
  }
}

/**
 * Charges for the rests of patterns (metered code): what a pattern with a rest is matched with goes to a guard.
 *
 *   [a, ...r] = E             ⟶  [a, ...r] = __cc_sized(E)
 *   { a, ...r } = E           ⟶  { a, ...r } = __cc_keyed(E)
 *   { a: [...r] = d } = E     ⟶  { a: __cc_1, [__cc_none]: [...r] = __cc_sized(__cc_1 === void 0 ? d : __cc_1) } = E
 *   [o.x, ...r] = E           ⟶  [o.x, ...r] = __cc_boxed(E, "03")
 *   [[a, ...r], b] = E        ⟶  [{ v: __cc_1, [__cc_none]: [a, ...r] = __cc_sized(__cc_1) }, b] = __cc_boxed(E, "10")
 *
 * `__cc_boxed` charges step by step, where guest code could have a list grow that was paid for; elements that are patterns come in boxes.
 *
 * Keeps: order of targets, reads, defaults and bindings; when iterators step and are closed (ECMA-262 §13.15.5).
 *
 * @param value rewritten already, with two more in flight
 */
export function matchCharged(cx: Context, node: t.Node, value: t.Expression, declares: boolean): Match {
  if (node.type === "ObjectPattern") {
    const isListed = node.properties.some((item) => item.type === "RestElement");
    cx.frame.busy ||= isListed;
    return { target: cx.pattern(node, declares), value: isListed ? guard("keyed", value) : value };
  }
  if (node.type !== "ArrayPattern") return { target: cx.pattern(node, declares) as t.LVal, value };
  cx.frame.busy = true;
  let mask = "";
  node.elements = node.elements.map((item) => {
    if (item === null) {
      mask += "0";
      return null;
    }
    const isRest = item.type === "RestElement";
    const inner = isRest ? item.argument : item;
    if (!hasRest(inner)) {
      mask += isRest ? "3" : "0";
      return cx.pattern(item, declares);
    }
    mask += isRest ? "2" : "1";
    const box = declares ? id(cx.tempName()) : cx.temp();
    return {
      type: "ObjectPattern",
      properties: [property(id("v"), box), matchedAlways(cx, inner, id(box.name), declares)],
    } satisfies t.ObjectPattern;
  });
  return { target: node, value: isQuiet(node) ? guard("sized", value) : guard("boxed", value, string(mask)) };
}

/** `[__cc_none]: TARGET = VALUE`: what is in the temp, or the target's default. */
export function matchedAlways(cx: Context, node: t.Node, temp: t.Identifier, declares: boolean): t.ObjectProperty {
  const value = (): t.Expression => (node.type === "AssignmentPattern" ? defaulted(temp, cx.zone(node.right)) : id(temp.name));
  const match = cx.match(node.type === "AssignmentPattern" ? node.left : node, value, declares);
  return always(match.target, match.value);
}

/**
 * An assignment that stands as a statement, or as one of several. What the guards of lists answer with is for the engine alone, so that it may not be the value of
 * an assignment: `{ [__cc_none]: [a, ...r] = __cc_sized(E) } = 0`.
 */
export function assigned({ target, value }: Match): t.AssignmentExpression {
  if (target.type !== "ArrayPattern" || value.type !== "CallExpression" || !isListGuard(value.callee)) return assign(target, value);
  return assign({ type: "ObjectPattern", properties: [always(target, value)] }, number(0));
}

const isListGuard = (callee: t.Node): boolean =>
  callee.type === "Identifier" && (callee.name === guardId("sized") || callee.name === guardId("boxed"));

/** `[__cc_none]: target = value` */
export function always(target: t.Node, value: t.Expression): t.ObjectProperty {
  const left = target as t.AssignmentPattern["left"];
  return property(id(guardId("none")), { type: "AssignmentPattern", left, right: value }, true);
}

const defaulted = (temp: t.Identifier, fallback: t.Expression): t.Expression =>
  conditional(binary("===", id(temp.name), nil()), fallback, id(temp.name));

/** Nothing of the guest's runs between the first step and the last. A target that is a member is evaluated before the rest is taken. */
const isQuiet = (node: t.ArrayPattern): boolean =>
  node.elements.every(
    (item) =>
      item === null ||
      item.type === "Identifier" ||
      (item.type === "AssignmentPattern" && item.left.type === "Identifier" && isCalm(item.right)) ||
      (item.type === "RestElement" && item.argument.type !== "MemberExpression"),
  );
