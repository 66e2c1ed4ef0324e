import type * as t from "@babel/types";
import { assign, binary, conditional, guard, id, nil } from "../build.js";
import type { Callee, Context, Use } from "../context.js";
import { boarded, keyOf, mediatedCall, memberOf, twice } from "./access.js";

type ChainNode = t.OptionalMemberExpression | t.OptionalCallExpression;

/**
 * Lowers an optional chain, since each of its steps goes to a guard.
 *
 *   a?.b.c           ⟶  (__cc_1 = a) == null ? void 0 : __cc_get(__cc_get(__cc_1, "b"), "c")
 *   a.m?.(x)         ⟶  (__cc_2 = __cc_get(__cc_1 = a, "m")) == null ? void 0 : __cc_call(__cc_2, __cc_1, x)
 *   delete a?.b      ⟶  (__cc_1 = a) == null ? true : __cc_delete(__cc_1, "b")
 *
 * Keeps: order, receivers, short-circuiting of the whole rest. @returns with `call`: the callee, and its receiver once more.
 */
export function mediateChain(cx: Context, node: ChainNode, use: "call"): Callee;
export function mediateChain(cx: Context, node: ChainNode, use: Use): t.Expression;
export function mediateChain(cx: Context, node: ChainNode, use: Use): t.Expression | Callee {
  const links: ChainNode[] = [];
  let inner: t.Expression = node;
  while (inner.type === "OptionalMemberExpression" || inner.type === "OptionalCallExpression") {
    links.unshift(inner);
    inner = (inner.type === "OptionalMemberExpression" ? inner.object : inner.callee) as t.Expression;
  }
  let receiver: t.Expression = nil();

  /** @param current the value so far, @param self the receiver if it is called */
  const from = (i: number, current: t.Expression, self: t.Expression): t.Expression => {
    const link = links[i];
    if (link === undefined) {
      receiver = self;
      return current;
    }
    if (!link.optional) return step(i, link, current, self);
    const temp = cx.temp();
    const isMissing = binary("==", assign(temp, current), { type: "NullLiteral" });
    const skipped: t.Expression = use === "delete" ? { type: "BooleanLiteral", value: true } : nil();
    return conditional(isMissing, skipped, step(i, link, id(temp.name), self));
  };
  const step = (i: number, link: ChainNode, current: t.Expression, self: t.Expression): t.Expression => {
    if (link.type === "OptionalCallExpression") return from(i + 1, mediatedCall(current, self, cx.args(link.arguments)), nil());
    const next = links[i + 1];
    if (next === undefined && use === "delete") return guard("delete", current, keyOf(cx, link));
    if (next === undefined ? use !== "call" : next.type !== "OptionalCallExpression")
      return from(i + 1, memberOf(cx, current, link), nil());
    const [first, again] = twice(cx, current);
    return from(i + 1, memberOf(cx, first, link), again);
  };

  const widest = Math.max(...links.map((link) => (link.type === "OptionalCallExpression" ? link.arguments.length : 0)));
  const callee = boarded(cx, widest + 2, () => {
    const isCalled = links[0]?.type === "OptionalCallExpression";
    const start = isCalled ? cx.callee(inner) : { callee: cx.expression(inner), receiver: nil() };
    return from(0, start.callee, start.receiver);
  });
  return use === "call" ? { callee, receiver } : callee;
}
