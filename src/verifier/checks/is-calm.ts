import type { AnyNode, Expression } from "acorn";
import { guardId } from "../../contract/index.js";
import { callOf } from "../shapes.js";

/**
 * Whether an expression may be evaluated where nothing has been charged: it calls nothing but accessors, which are charged. The walk
 * judges its parts besides.
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
    case "MemberExpression":
      return !node.computed && node.object.type !== "Super" && isCalm(node.object);
    case "CallExpression": {
      const args: readonly Expression[] | undefined = callOf(node, guardId("proto"));
      return args?.length === 1 && isCalm(args[0]!);
    }
    default:
      return false;
  }
}
