import type * as t from "@babel/types";
import { declarator, declare, statement } from "./build.js";
import type { Context } from "./context.js";
import { assigned } from "./rest-patterns.js";

/** The statement that gives what stands in the head of a loop its value, where that has moved into the body. */
export function matched(cx: Context, left: t.ForOfStatement["left"], value: t.Expression): t.Statement {
  const kind = left.type === "VariableDeclaration" ? (left.kind as "const" | "let" | "var") : undefined;
  const target = left.type === "VariableDeclaration" ? left.declarations[0]!.id : left;
  const declares = kind !== undefined && !(kind === "var" && cx.assignsVariables(target));
  const match = cx.match(target, () => value, declares);
  if (declares) return declare(kind, [declarator(match.target as t.VariableDeclarator["id"], match.value)]);
  return statement(assigned(match));
}
