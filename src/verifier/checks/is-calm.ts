import type { AnyNode } from "acorn";

/**
 * I10: whether an expression may be evaluated where nothing has been charged: it calls nothing. Not even a member may be read: any function can
 * be made an accessor, this frame's own among them (attack: `forged/I10-parameter/default-reads-a-member`). The walk judges its parts besides.
 */
export function isCalm(node: AnyNode): boolean {
  switch (node.type) {
    case "Literal":
    case "Identifier":
    case "ThisExpression":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return true;
    case "TemplateLiteral":
      return node.expressions.length === 0;
    case "UnaryExpression":
      return node.argument.type === "Literal";
    case "BinaryExpression": // `(1 / 0)`
      return node.left.type === "Literal" && node.right.type === "Literal";
    case "ArrayExpression":
      return node.elements.every((item) => item === null || isCalm(item));
    case "ObjectExpression":
      return node.properties.every((item) => item.type === "Property" && !item.computed && isCalm(item.value));
    default:
      return false;
  }
}
