import type * as t from "@babel/types";
import { isGuardedKey } from "../../contract/index.js";
import { isAnonymous, named } from "../anonymous.js";
import { assign, binary, element, guard, id, member, number, sequence } from "../build.js";
import type { Context } from "../context.js";
import { boarded, mediateSet } from "../mediation/access.js";
import { assigned, hasRest } from "../rest-patterns.js";
import { isNumberForm } from "../number-form.js";
import { normalizeKey } from "../static-key.js";

/**
 * Rewrites assignments. Members take their usual forms, so compound and logical assignments read and write through one guarded
 * key. Some targets cannot be read in place and are lowered to a read and a write:
 *
 *   E.prototype += v     ⟶  (__cc_1 = E).prototype = __cc_proto(__cc_1.prototype) + v
 *   E.prototype ||= v    ⟶  __cc_proto((__cc_1 = E).prototype) || (__cc_1.prototype = v)
 *   E.constructor += v   ⟶  the same, metered
 *   super[k] += v        ⟶  super[__cc_key(__cc_1 = __cc_key(k, this), this)] = __cc_proto(super[__cc_key(__cc_1, this)]) + v
 *   x += v               ⟶  (void 0).x = __cc_m0.x + v             an import; likewise a script's variable called `prototype`
 *
 * Keeps: target before value, both once; the name that an anonymous function takes from a target that is a name.
 */
export function rewriteAssignment(cx: Context, node: t.AssignmentExpression): t.Expression {
  const { operator, left } = node;
  if (cx.mediated && operator === "=" && left.type === "MemberExpression") return mediateSet(cx, left, node.right);
  if (!cx.mediated && operator !== "=" && left.type === "MemberExpression") {
    const target = splitMember(cx, left);
    if (target !== undefined) return lowerAssignment(cx, node, target, cx.expression(node.right));
  }
  if (left.type === "Identifier") {
    cx.numbers.assigned(left, node.right, cx.frame, operator);
    return assignName(cx, node, left);
  }
  if (cx.mediated && (left.type === "ObjectPattern" || left.type === "ArrayPattern")) return matchAssigned(cx, left, node.right);
  if (cx.metered && left.type === "ArrayPattern" && hasRest(left)) return matchIterated(cx, left, node.right);
  if (cx.metered && left.type === "ObjectPattern" && hasRest(left)) {
    const { target, value } = cx.match(left, () => cx.expression(node.right), false);
    return { type: "ParenthesizedExpression", expression: assign(target, value) };
  }
  node.left = cx.pattern(left, false) as typeof left;
  node.right = cx.expression(node.right);
  // V8 refuses `f(a.b -= 1, { c } = d)` and takes it with the parentheses that the source had.
  return left.type === "ObjectPattern" || left.type === "ArrayPattern" ? { type: "ParenthesizedExpression", expression: node } : node;
}

/** What the guard answers with is for the engine alone: `(__cc_1 = E, ({ [__cc_none]: [a, ...r] = __cc_sized(__cc_1) } = 0), __cc_1)`. */
function matchIterated(cx: Context, left: t.ArrayPattern, right: t.Expression): t.Expression {
  const whole = cx.temp();
  const first = assign(whole, cx.expression(right));
  const matched = assigned(cx.match(left, () => id(whole.name), false));
  return sequence(first, { type: "ParenthesizedExpression", expression: matched }, id(whole.name));
}

/** The value of the whole is what was matched, and no longer stands to the pattern's right. */
function matchAssigned(cx: Context, left: t.LVal, right: t.Expression): t.Expression {
  const whole = cx.temp();
  const value = boarded(cx, 2, () => assign(whole, cx.expression(right)));
  const match = cx.match(left, () => value, false);
  return sequence({ type: "ParenthesizedExpression", expression: assign(match.target, match.value) }, id(whole.name));
}

function assignName(cx: Context, node: t.AssignmentExpression, left: t.Identifier): t.Expression {
  const { operator } = node;
  const isNamed = takesName(operator) && isAnonymous(node.right);
  const isCovered = left.extra?.["parenthesized"] === true;
  const name = isNamed && !isCovered ? left.name : undefined;
  const split = operator === "=" ? undefined : splitName(cx, left);
  const target = cx.reference(left, "write");
  const source = cx.expression(node.right);
  // `(f) = () => {}` gives no name, and the parentheses are lost in print.
  const value = isNamed && isCovered ? sequence(number(0), source) : source;
  if (split !== undefined) return lowerAssignment(cx, node, split, name === undefined ? value : named(name, value));
  node.left = target as t.LVal;
  node.right = name !== undefined && target.type === "MemberExpression" ? named(name, value) : value;
  return node;
}

/** `E.prototype++`, `super[k]++` and names of that kind, lowered alike; all others take their members' forms. */
export function rewriteUpdate(cx: Context, node: t.UpdateExpression): t.Expression {
  const { argument } = node;
  const target = argument.type === "Identifier" ? splitName(cx, argument) : splitArgument(cx, argument);
  if (target === undefined) {
    node.argument = cx.reference(argument as t.Expression, "write");
    return node;
  }
  const old = cx.temp();
  if (node.prefix) return assign(target.write("first"), stepped(assign(old, target.read("again")), node.operator));
  // The old value as a number: what a postfix update leaves behind is converted already.
  const next = cx.temp();
  return sequence(
    assign(next, target.read("first")),
    assign(old, { type: "UpdateExpression", operator: node.operator, prefix: false, argument: id(next.name) }),
    assign(target.write("again"), id(next.name)),
    id(old.name),
  );
}

const takesName = (operator: string): boolean => operator === "=" || operator === "&&=" || operator === "||=" || operator === "??=";

/** One step up or down of a value that may be a big integer: `- -1` would not do. */
function stepped(value: t.AssignmentExpression, operator: "++" | "--"): t.Expression {
  const temp = value.left as t.Identifier;
  return sequence(value, { type: "UpdateExpression", operator, prefix: true, argument: id(temp.name) });
}

/** A target that is read and written by itself: with its parts evaluated, or once more from what was kept of them. */
interface SplitTarget {
  read(turn: Turn): t.Expression;
  write(turn: Turn): t.MemberExpression;
}

type Turn = "first" | "again";

/** A name whose value cannot be read where it is written; undefined for the others. */
function splitName(cx: Context, node: t.Identifier): SplitTarget | undefined {
  const isMember = cx.names.find(node) !== undefined && cx.names.find(node)?.as !== "name";
  if (!isMember || (!isGuardedKey(node.name, cx.metered) && cx.bindingOf(node)?.kind !== "import")) return undefined;
  return { read: () => cx.reference(node, "read"), write: () => cx.reference(node, "write") as t.MemberExpression };
}

/** The argument of an update, where it is a member that has to be lowered. */
const splitArgument = (cx: Context, node: t.Node): SplitTarget | undefined =>
  cx.mediated || node.type !== "MemberExpression" ? undefined : splitMember(cx, node);

/** Parts of a member that has to be lowered; undefined for the others. */
function splitMember(cx: Context, node: t.MemberExpression): SplitTarget | undefined {
  normalizeKey(node);
  const name = !node.computed && node.property.type === "Identifier" ? node.property.name : undefined;
  const isGuarded = isGuardedKey(name, cx.metered);
  if (node.object.type === "Super") {
    if (!node.computed) return isGuarded ? guardedTarget(() => member({ type: "Super" }, name!)) : undefined;
    if (isNumberForm(node.property)) return undefined;
    cx.frame.board(5);
    const key = cx.expression(node.property as t.Expression);
    cx.frame.land(5);
    const temp = cx.temp();
    const self = (): t.ThisExpression => ({ type: "ThisExpression" });
    return guardedTarget((turn) =>
      element({ type: "Super" }, guard("key", turn === "first" ? assign(temp, guard("key", key, self())) : id(temp.name), self())),
    );
  }
  if (!isGuarded) return undefined;
  cx.frame.board(1);
  const base = cx.expression(node.object);
  cx.frame.land(1);
  const temp = cx.temp();
  return guardedTarget((turn) => member(turn === "first" ? assign(temp, base) : id(temp.name), name!));
}

const guardedTarget = (write: SplitTarget["write"]): SplitTarget => ({ read: (turn) => guard("proto", write(turn)), write });

function lowerAssignment(cx: Context, node: t.AssignmentExpression, target: SplitTarget, right: t.Expression): t.Expression {
  const operator = node.operator.slice(0, -1);
  if (operator === "&&" || operator === "||" || operator === "??")
    return { type: "LogicalExpression", operator, left: target.read("first"), right: assign(target.write("again"), right) };
  return assign(target.write("first"), binary(operator as t.BinaryExpression["operator"], target.read("again"), right));
}
