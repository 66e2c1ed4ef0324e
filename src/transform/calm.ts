import type * as t from "@babel/types";

/** What is a literal to the verifier; a template is none. */
const LITERAL = /^(?:String|Numeric|Boolean|Null|BigInt|RegExp)Literal$/;

/**
 * Whether evaluating an expression of the output runs no other code and cannot recurse: it may stand where no entry has been charged.
 * Narrower than what the verifier accepts: a member could be an accessor.
 *
 * @param stays whether a name stays a name, rather than becoming a look-up, and a literal regular expression one, rather than becoming a call.
 */
export function isCalm(node: t.Node, stays: (node: t.Identifier | t.RegExpLiteral) => boolean = () => true): boolean {
  switch (node.type) {
    case "Identifier":
    case "RegExpLiteral":
      return stays(node);
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
    case "BigIntLiteral":
    case "ThisExpression":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return true;
    case "TemplateLiteral":
      return node.expressions.length === 0;
    case "UnaryExpression":
      return LITERAL.test(node.argument.type) && isCalm(node.argument, stays);
    case "ArrayExpression":
      return node.elements.every((item) => item === null || (item.type !== "SpreadElement" && isCalm(item, stays)));
    case "ObjectExpression":
      return node.properties.every((item) => item.type === "ObjectProperty" && !item.computed && isCalm(item.value, stays));
    default:
      return false;
  }
}
