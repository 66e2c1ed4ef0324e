import type { AnyNode, Pattern } from "acorn";
import type { Walk } from "../walk.js";
import type { ChargedHead } from "../generator-head.js";
import { isWeight } from "./every-suspension-leaves.js";
import { isCalm } from "./is-calm.js";

/**
 * I10: parameters are evaluated before the entry has charged, so they call nothing: `x`, `x = CALM`, `...x`, and in frames of one unit
 * object patterns of static keys, whose accessors are charged. The head of a generator charges by itself.
 *
 * Attack: `function f(a = f()) {}` recurses without ever reaching its first statement.
 */
export function everyParameterCalm(walk: Walk, params: readonly Pattern[], head: ChargedHead | undefined): void {
  const patterns = walk.frame.weight <= 1;
  if (head !== undefined && !isWeight(walk, head.weight))
    walk.report.refuse("I10-weight", "A generator's parameters are charged another weight than its body.", head.node);
  for (const param of params)
    if (param !== head?.node && !(param.type === "RestElement" ? param.argument.type === "Identifier" : isCalmParameter(param, patterns)))
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
