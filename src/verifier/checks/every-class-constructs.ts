import type { Class } from "acorn";
import type { Walk } from "../walk.js";

/** I10: a class has a constructor of its own: the one that the engine would supply is not charged, and chains of them recurse. */
export function everyClassConstructs(walk: Walk, node: Class): void {
  if (!node.body.body.some((member) => member.type === "MethodDefinition" && member.kind === "constructor"))
    walk.report.refuse("I10-constructor", "A class has no constructor of its own.", node);
}
