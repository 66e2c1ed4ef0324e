/** Small questions about syntax trees. They know nothing of scopes. */
import type { AnyNode, Expression, Identifier, Node, SpreadElement } from "acorn";
import { GUARD_PREFIX, RAW_TEMP, SCOPE_PARAM, TEMP } from "../contract/index.js";

export const isReserved = (name: string): boolean =>
  name.charCodeAt(0) === 95 && name.charCodeAt(1) === 95 && (name.startsWith(GUARD_PREFIX) || name === SCOPE_PARAM);
export const isTemp = (name: string): boolean => TEMP.test(name);
export const isRawTemp = (name: string): boolean => RAW_TEMP.test(name);

export const isName = (node: AnyNode | null | undefined, name: string): node is Identifier =>
  node?.type === "Identifier" && node.name === name;

/** `name(…)`: not optional, without spreads. The arguments. */
export function callOf(node: AnyNode | null | undefined, name: string): readonly Expression[] | undefined {
  if (node?.type !== "CallExpression" || node.optional || !isName(node.callee, name)) return undefined;
  return node.arguments.some((a: Expression | SpreadElement) => a.type === "SpreadElement") ? undefined : (node.arguments as Expression[]);
}

/** `name = E`: the right side. */
export function assignmentTo(node: AnyNode | null | undefined, name: string): Expression | undefined {
  return node?.type === "AssignmentExpression" && node.operator === "=" && isName(node.left, name) ? node.right : undefined;
}

export const expressionOf = (node: AnyNode | undefined): Expression | undefined =>
  node?.type === "ExpressionStatement" ? node.expression : undefined;

export const isNumber = (node: AnyNode | null | undefined, value: number): boolean => node?.type === "Literal" && node.value === value;

/** The name that a key spells that is not computed; undefined for numbers and private names. */
export const staticName = (key: AnyNode): string | undefined => (key.type === "Identifier" ? key.name : stringOf(key));

export const stringOf = (node: AnyNode | undefined): string | undefined =>
  node?.type === "Literal" && typeof node.value === "string" ? node.value : undefined;

export const contains = (outer: Node, offset: number): boolean => offset >= outer.start && offset < outer.end;
