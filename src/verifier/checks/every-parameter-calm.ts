import type { Pattern } from "acorn";
import type { Walk } from "../walk.js";
import type { ChargedHead } from "../generator-head.js";
import { isCalm } from "./is-calm.js";

/**
 * I10: parameters are evaluated before the entry has charged, so they call nothing: `x`, `x = CALM`, `...x`. The head of a generator charges
 * by itself.
 *
 * Attack: `function f(a = f()) {}` recurses without ever reaching its first statement; so does `function f({ x } = o) {}` once f is the
 * getter of `o.x`.
 */
export function everyParameterCalm(walk: Walk, params: readonly Pattern[], head: ChargedHead | undefined): void {
  if (head !== undefined && head.weight !== walk.frame.weight)
    walk.report.refuse("I10-weight", "A generator's parameters are charged another weight than its body.", head.node);
  for (const param of params)
    if (param !== head?.node && !(param.type === "RestElement" ? param.argument.type === "Identifier" : isCalmParameter(param)))
      walk.report.refuse("I10-parameter", "A parameter runs code before the function is charged.", param);
}

const isCalmParameter = (node: Pattern): boolean =>
  node.type === "AssignmentPattern" ? node.left.type === "Identifier" && isCalm(node.right) : node.type === "Identifier";
