import type * as t from "@babel/types";

/** Whether a member stands where something is written to it or deletes it. `around` are the nodes round it, outermost first. */
export function isWritten(member: t.Node, around: readonly t.Node[]): boolean {
  const parent = around.at(-1);
  switch (parent?.type) {
    case "UpdateExpression":
    case "RestElement":
    case "ArrayPattern":
      return true;
    case "UnaryExpression":
      return parent.operator === "delete";
    case "AssignmentExpression":
    case "AssignmentPattern":
    case "ForInStatement":
    case "ForOfStatement":
      return parent.left === member;
    case "ObjectProperty":
      return around.at(-2)?.type === "ObjectPattern";
    default:
      return false;
  }
}
