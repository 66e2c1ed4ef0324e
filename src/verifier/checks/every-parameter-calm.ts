import type { AnyNode, Pattern } from "acorn";
import type { Walk } from "../walk.js";
import { isCalm } from "./is-calm.js";

/**
 * I10: parameters are evaluated before the entry has charged, so they call nothing: `x`, `x = CALM`, `...x`, and in frames of one unit
 * object patterns of static keys, whose accessors are charged.
 *
 * Attack: `function f(a = f()) {}` recurses without ever reaching its first statement.
 */
export function everyParameterCalm(walk: Walk, params: readonly Pattern[]): void {
  const patterns = walk.frame.weight <= 1;
  for (const param of params)
    if (!(param.type === "RestElement" ? param.argument.type === "Identifier" : isCalmParameter(param, patterns)))
      walk.report.refuse("I10-parameter", "A parameter runs code before the function is charged.", param);
}

function isCalmParameter(node: AnyNode, patterns: boolean): boolean {
  switch (node.type) {
    case "Identifier":
      return true;
    case "AssignmentPattern":
      return isCalmParameter(node.left, patterns) && isCalm(node.right);
    case "ObjectPattern":
      return (
        patterns &&
        node.properties.every((item) =>
          item.type === "RestElement" ? item.argument.type === "Identifier" : !item.computed && isCalmParameter(item.value, patterns),
        )
      );
    default:
      return false;
  }
}
