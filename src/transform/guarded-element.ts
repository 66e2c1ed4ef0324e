import type * as t from "@babel/types";
import { assign, guard, id } from "./build.js";
import type { Context } from "./context.js";
import { isNumberForm } from "./number-form.js";

/**
 * Puts the key guard on `B[K]`, with B rewritten and K not yet. Where B could be another value by the time that K has been evaluated, or is no
 * name at all, it is held in a temp.
 *
 * @returns the same node.
 */
export function guardedElement<N extends t.MemberExpression | t.OptionalMemberExpression>(cx: Context, node: N): N {
  const source = node.property as t.Expression;
  cx.frame.board(2);
  const key = cx.expression(source);
  cx.frame.land(2);
  if (isNumberForm(key)) {
    node.property = key;
    return node;
  }
  const base = node.object as t.Expression;
  let held: string | undefined;
  if (base.type === "ThisExpression") node.property = guard("key", key, { type: "ThisExpression" });
  else if (base.type === "Identifier" && (isQuiet(key) || cx.isSteady(base))) node.property = guard("key", key, id(base.name));
  else {
    const temp = cx.temp();
    held = temp.name;
    node.object = assign(temp, base);
    node.property = guard("key", key, id(temp.name));
  }
  if (source.type === "Identifier") cx.numbers.keyed(source, { node, key, base, frame: cx.frame, temp: held });
  return node;
}

/** Nothing runs when it is evaluated. */
function isQuiet(key: t.Node): boolean {
  switch (key.type) {
    case "Identifier":
    case "ThisExpression":
    case "StringLiteral":
    case "NumericLiteral":
    case "BigIntLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
      return true;
    default:
      return false;
  }
}
