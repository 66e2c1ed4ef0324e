/**
 * Node builders: plain objects, since the validating builders of @babel/types cost more than the rest of the transformation.
 * Nodes made here carry no position, so source maps leave them out.
 */
import type * as t from "@babel/types";
import { guardId, type GuardName } from "../contract/index.js";

export const id = (name: string): t.Identifier => ({ type: "Identifier", name });

export const string = (value: string): t.StringLiteral => ({ type: "StringLiteral", value });

export const number = (value: number): t.NumericLiteral => ({ type: "NumericLiteral", value });

export const nil = (): t.UnaryExpression => ({ type: "UnaryExpression", operator: "void", prefix: true, argument: number(0) });

export const unary = (operator: "+" | "-" | "delete" | "typeof", argument: t.Expression): t.UnaryExpression => ({
  type: "UnaryExpression",
  operator,
  prefix: true,
  argument,
});

export const binary = (operator: t.BinaryExpression["operator"], left: t.Expression, right: t.Expression): t.BinaryExpression => ({
  type: "BinaryExpression",
  operator,
  left,
  right,
});

export const conditional = (test: t.Expression, consequent: t.Expression, alternate: t.Expression): t.ConditionalExpression => ({
  type: "ConditionalExpression",
  test,
  consequent,
  alternate,
});

export const sequence = (...expressions: t.Expression[]): t.SequenceExpression => ({ type: "SequenceExpression", expressions });

export const call = (callee: t.Expression, args: t.CallExpression["arguments"]): t.CallExpression => ({
  type: "CallExpression",
  callee,
  arguments: args,
});

/** A call of a guard: no other way to spell one exists in the compiler. */
export const guard = (name: GuardName, ...args: t.Expression[]): t.CallExpression => call(id(guardId(name)), args);

export const assign = (left: t.AssignmentExpression["left"], right: t.Expression, operator = "="): t.AssignmentExpression => ({
  type: "AssignmentExpression",
  operator,
  left,
  right,
});

/** `object.name`, or `object["name"]` where the name is no identifier. */
export function member(object: t.Expression | t.Super, name: string): t.MemberExpression {
  const plain = /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u.test(name);
  return { type: "MemberExpression", object, property: plain ? id(name) : string(name), computed: !plain };
}

export const element = (object: t.Expression | t.Super, key: t.Expression): t.MemberExpression => ({
  type: "MemberExpression",
  object,
  property: key,
  computed: true,
});

export const property = (key: t.Expression, value: t.ObjectProperty["value"], computed = false): t.ObjectProperty => ({
  type: "ObjectProperty",
  key,
  value,
  computed,
  shorthand: false,
});

export const object = (properties: t.ObjectExpression["properties"]): t.ObjectExpression => ({ type: "ObjectExpression", properties });

export const statement = (expression: t.Expression): t.ExpressionStatement => ({ type: "ExpressionStatement", expression });

export const block = (body: t.Statement[]): t.BlockStatement => ({ type: "BlockStatement", body, directives: [] });

export const returns = (argument: t.Expression | null): t.ReturnStatement => ({ type: "ReturnStatement", argument });

export const declarator = (target: t.VariableDeclarator["id"], init: t.Expression | null): t.VariableDeclarator => ({
  type: "VariableDeclarator",
  id: target,
  init,
});

export const declare = (kind: "const" | "let" | "var", declarations: t.VariableDeclarator[]): t.VariableDeclaration => ({
  type: "VariableDeclaration",
  kind,
  declarations,
});

export const arrow = (params: t.ArrowFunctionExpression["params"], body: t.Expression | t.BlockStatement): t.ArrowFunctionExpression => ({
  type: "ArrowFunctionExpression",
  params,
  body,
  async: false,
  expression: body.type !== "BlockStatement",
});

export const tryFinally = (body: t.Statement[], last: t.Statement[]): t.TryStatement => ({
  type: "TryStatement",
  block: block(body),
  handler: null,
  finalizer: block(last),
});
