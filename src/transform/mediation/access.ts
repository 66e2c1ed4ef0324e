import type * as t from "@babel/types";
import { guardId, LOCALS } from "../../contract/index.js";
import { arrow, assign, call, element, guard, id, member, string } from "../build.js";
import type { Context, Use } from "../context.js";
import { plainString } from "../plain-text.js";

/**
 * Sends accesses of members to the supervisor's guards (docs/mediation.md).
 *
 *   o.x, o[k]           ⟶  __cc_get(o, "x"), __cc_get(o, k)
 *   o.x = v             ⟶  __cc_set(o, "x", v)
 *   o.x += v            ⟶  __cc_ref(o, "x").value += v          in every other position that writes
 *   delete o.x          ⟶  __cc_delete(o, "x")
 *   super.x             ⟶  __cc_inherited(this, "x", (__cc_a) => super[__cc_a])
 *   super.x = v         ⟶  __cc_ancestral(this, "x", (__cc_a) => super[__cc_a], (__cc_a, __cc_v) => super[__cc_a] = __cc_v).value = v
 *   o.#x                stays: only the class's own text can name it
 *
 * Keeps: base, key and value once, in that order; the guards convert the key when the language does (ECMA-262 §13.3.3).
 */
export function mediateMember(cx: Context, node: t.MemberExpression, use: Use): t.Expression {
  if (node.property.type === "PrivateName") {
    node.object = cx.expression(node.object as t.Expression);
    return node;
  }
  // throws before anything is deleted; its key is the direct form's
  if (node.object.type === "Super") return use === "write" ? superTarget(cx, node) : superRead(cx, node);
  switch (use) {
    case "read":
    case "call":
      return placed(
        boarded(cx, 2, () => guard("get", cx.expression(node.object as t.Expression), keyOf(cx, node))),
        node,
      );
    case "write":
      return member(
        boarded(cx, 2, () => guard("ref", cx.expression(node.object as t.Expression), keyOf(cx, node))),
        "value",
      );
    case "delete":
      return boarded(cx, 2, () => guard("delete", cx.expression(node.object as t.Expression), keyOf(cx, node)));
  }
}

/** `o.x = v` */
export function mediateSet(cx: Context, target: t.MemberExpression, value: t.Expression): t.Expression {
  if (target.property.type === "PrivateName" || target.object.type === "Super")
    return assign(mediateMember(cx, target, "write") as t.MemberExpression, cx.expression(value));
  return placed(
    boarded(cx, 3, () => guard("set", cx.expression(target.object as t.Expression), keyOf(cx, target), cx.expression(value))),
    target,
  );
}

/** A member of a base that has been rewritten. */
export function memberOf(cx: Context, base: t.Expression, node: t.MemberExpression | t.OptionalMemberExpression): t.Expression {
  if (node.property.type === "PrivateName")
    return { type: "MemberExpression", object: base, property: node.property, computed: false, loc: node.loc ?? null };
  return placed(
    boarded(cx, 2, () => guard("get", base, keyOf(cx, node))),
    node,
  );
}

/** The value now, and once more. */
export function twice(cx: Context, value: t.Expression): [t.Expression, t.Expression] {
  if (value.type === "ThisExpression") return [value, { type: "ThisExpression" }];
  if (value.type === "Identifier" && cx.isSteady(value)) return [value, id(value.name)];
  const temp = cx.temp();
  return [assign(temp, value), id(temp.name)];
}

/** The key as an expression: a static one is a text. */
export function keyOf(cx: Context, { property, computed }: t.MemberExpression | t.OptionalMemberExpression): t.Expression {
  return computed ? cx.expression(property as t.Expression) : plainString(string((property as t.Identifier).name));
}

/** `__cc_call(f, receiver, …)` */
export const mediatedCall = (f: t.Expression, receiver: t.Expression, args: t.CallExpression["arguments"]): t.CallExpression =>
  call(id(guardId("call")), [f, receiver, ...args]);

/** Evaluates operands while `count` of them are in flight. */
export function boarded<T>(cx: Context, count: number, work: () => T): T {
  const { frame } = cx;
  frame.busy = true;
  frame.board(count);
  const result = work();
  frame.land(count);
  return result;
}

/** Keeps the place in the source, for stacks. */
export const placed = <N extends t.Expression>(node: N, source: t.Node): N => Object.assign(node, { loc: source.loc ?? null });

const self = (): t.ThisExpression => ({ type: "ThisExpression" });
const held = (): t.MemberExpression => element({ type: "Super" }, id(LOCALS.argument));
const getter = (): t.Expression => arrow([id(LOCALS.argument)], held());

export function superRead(cx: Context, node: t.MemberExpression): t.Expression {
  return placed(
    boarded(cx, 3, () => guard("inherited", self(), keyOf(cx, node), getter())),
    node,
  );
}

function superTarget(cx: Context, node: t.MemberExpression): t.Expression {
  const setter = arrow([id(LOCALS.argument), id(LOCALS.completion)], assign(held(), id(LOCALS.completion)));
  return member(
    boarded(cx, 4, () => guard("ancestral", self(), keyOf(cx, node), getter(), setter)),
    "value",
  );
}
