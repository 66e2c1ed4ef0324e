import type * as t from "@babel/types";
import { FORBIDDEN_KEYS, GUARDED_KEY } from "../contract/index.js";

const ARITHMETIC = new Set(["-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", ">>>"]);
const COMPARISON = new Set(["==", "!=", "===", "!==", "<", "<=", ">", ">=", "in", "instanceof"]);

/** Whether a static key needs no guard whatever it stands on. */
export const isPlainKey = (key: string): boolean => key !== GUARDED_KEY && !FORBIDDEN_KEYS.has(key);

/**
 * Whether the key spells nothing that a guard would have to see, by its outermost form alone: docs/artifact.md, "number-form key".
 * The verifier proves it again from the same text.
 */
export function isNumberForm(key: t.Node): boolean {
  switch (key.type) {
    case "NumericLiteral":
      return true;
    case "StringLiteral":
      return isPlainKey(key.value);
    case "TemplateLiteral":
      return key.expressions.length === 0 && isPlainKey(key.quasis[0]?.value.cooked ?? "__proto__");
    case "UpdateExpression":
      return true;
    case "UnaryExpression":
      return key.operator !== "delete" && key.operator !== "throw";
    case "BinaryExpression":
      if (key.operator === "+") return isNumeric(key.left) || isNumeric(key.right);
      return ARITHMETIC.has(key.operator) || COMPARISON.has(key.operator);
    default:
      return false;
  }
}

/** Forms whose value is a number or a big integer. */
export function isNumeric(node: t.Node): boolean {
  switch (node.type) {
    case "NumericLiteral":
    case "UpdateExpression":
      return true;
    case "UnaryExpression":
      return node.operator === "+" || node.operator === "-" || node.operator === "~";
    case "BinaryExpression":
      return ARITHMETIC.has(node.operator);
    default:
      return false;
  }
}
