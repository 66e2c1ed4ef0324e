import type * as t from "@babel/types";
import { guardId } from "../../contract/index.js";
import { call, guard, id, nil, number } from "../build.js";
import type { Callee, Context } from "../context.js";
import { boarded, mediatedCall, memberOf, placed, superRead, twice } from "./access.js";
import { mediateChain } from "./chain.js";

/**
 * Sends calls to the supervisor's guards.
 *
 *   f(a, ...b)       ⟶  __cc_call(f, void 0, a, ...__cc_iterable(b))
 *   o.m(a)           ⟶  __cc_call(__cc_get(__cc_1 = o, "m"), __cc_1, a)
 *   new C(a)         ⟶  __cc_construct(C, a)
 *   o.t`x${a}`       ⟶  __cc_call(__cc_get(__cc_1 = o, "t"), __cc_1, __cc_tag`x${0}`, a)
 *   super(a)         ⟶  super(...__cc_super(new.target, [a]))
 *
 * Keeps: callee, arguments and call in order, the receiver, one array of texts for each template.
 */
export function mediateCall(cx: Context, node: t.CallExpression): t.Expression {
  const { callee, arguments: args } = node;
  if (callee.type === "Super") {
    node.arguments = superArguments(cx, args);
    return node;
  }
  return boarded(cx, args.length + 2, () => {
    const { callee: f, receiver } = mediateCallee(cx, callee as t.Expression);
    return placed(mediatedCall(f, receiver, cx.args(args)), node);
  });
}

/** What is called, and its receiver once more: `o.m` ⟶ `__cc_get(__cc_1 = o, "m")` and `__cc_1`. */
export function mediateCallee(cx: Context, node: t.Expression): Callee {
  switch (node.type) {
    case "ParenthesizedExpression":
      return mediateCallee(cx, node.expression);
    case "OptionalMemberExpression":
    case "OptionalCallExpression":
      return mediateChain(cx, node, "call");
    case "MemberExpression": {
      if (node.object.type === "Super") return { callee: superRead(cx, node), receiver: { type: "ThisExpression" } };
      const base = boarded(cx, 2, () => cx.expression(node.object as t.Expression));
      const [first, again] = twice(cx, base);
      return { callee: memberOf(cx, first, node), receiver: again };
    }
    default:
      return { callee: cx.expression(node), receiver: nil() };
  }
}

export function mediateNew(cx: Context, node: t.NewExpression): t.Expression {
  return boarded(cx, node.arguments.length + 1, () => {
    const constructor = cx.expression(node.callee as t.Expression);
    return placed(call(id(guardId("construct")), [constructor, ...cx.args(node.arguments)]), node);
  });
}

export function mediateTag(cx: Context, node: t.TaggedTemplateExpression): t.Expression {
  const { quasi } = node;
  return boarded(cx, quasi.expressions.length + 3, () => {
    const { callee, receiver } = mediateCallee(cx, node.tag);
    const values = quasi.expressions.map((item) => cx.expression(item as t.Expression));
    const texts: t.TaggedTemplateExpression = {
      type: "TaggedTemplateExpression",
      tag: id(guardId("tag")),
      quasi: { ...quasi, expressions: values.map(() => number(0)) },
    };
    return placed(mediatedCall(callee, receiver, [texts, ...values]), node);
  });
}

function superArguments(cx: Context, args: t.CallExpression["arguments"]): t.CallExpression["arguments"] {
  const elements = boarded(cx, args.length + 3, () => cx.args(args)) as t.ArrayExpression["elements"];
  return [superSpread({ type: "ArrayExpression", elements })];
}

/** `...__cc_super(new.target, LIST)` */
export const superSpread = (list: t.ArrayExpression | t.Identifier): t.SpreadElement => ({
  type: "SpreadElement",
  argument: guard("super", { type: "MetaProperty", meta: id("new"), property: id("target") }, list),
});
