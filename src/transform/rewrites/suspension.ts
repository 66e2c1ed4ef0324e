import type * as t from "@babel/types";
import { guard, nil } from "../build.js";
import type { Context } from "../context.js";
import { resumed, suspended } from "../suspended.js";

/**
 * Leaves the frame before a suspension and enters it again behind (metered): others run in between, and their depth is not this frame's.
 *
 *   await E    ⟶  (__cc_y = await (__cc_y = E, __cc_p = __cc_leave(__cc_p, -1), __cc_y), __cc_p = __cc_enter(W), __cc_y)
 *   yield E    ⟶  the same with `yield`
 *   yield* E   ⟶  the same with `yield*`, of `__cc_delegate(E, W)`
 */
export function rewriteSuspension(cx: Context, node: t.AwaitExpression | t.YieldExpression): t.Expression {
  const { frame } = cx;
  frame.busy = true;
  if (node.type === "AwaitExpression") frame.awaits = true;
  const isDelegate = node.type === "YieldExpression" && node.delegate;
  if (isDelegate) frame.board(2);
  const isMediated = isDelegate && cx.mediated;
  if (isMediated) frame.board(1);
  const source = node.argument == null ? undefined : cx.expression(node.argument);
  const argument = isMediated ? guard("iterable", source!) : source;
  if (isMediated) frame.land(1);
  if (isDelegate) frame.land(2);
  if (!cx.metered) {
    if (argument !== undefined)
      node.argument = beginsWithSlash(argument) ? { type: "ParenthesizedExpression", expression: argument } : argument;
    return node;
  }
  const passed = argument ?? nil();
  node.argument = suspended(isDelegate ? guard("delegate", passed, frame.weight) : passed);
  return resumed(frame, node);
}

/** Whether its text begins with a regular expression: behind `yield`, acorn takes some of those for divisions. */
function beginsWithSlash(node: t.Node): boolean {
  for (;;) {
    switch (node.type) {
      case "RegExpLiteral":
        return true;
      case "MemberExpression":
      case "OptionalMemberExpression":
        node = node.object;
        break;
      case "CallExpression":
      case "OptionalCallExpression":
        node = node.callee;
        break;
      case "BinaryExpression":
      case "LogicalExpression":
        node = node.left;
        break;
      case "ConditionalExpression":
        node = node.test;
        break;
      case "TaggedTemplateExpression":
        node = node.tag;
        break;
      default:
        return false;
    }
  }
}
