import type * as t from "@babel/types";

/** A node with a property key that may stand in the text. */
export type KeyOwner =
  | t.MemberExpression
  | t.OptionalMemberExpression
  | t.ObjectProperty
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassProperty
  | t.ImportSpecifier
  | t.ExportSpecifier;

/** The name that a key spells in the text, escapes decoded; undefined for numbers, private names and keys known at run time only. */
export function staticKey(key: t.Node, computed: boolean): string | undefined {
  switch (key.type) {
    case "Identifier":
      return computed ? undefined : key.name;
    case "StringLiteral":
      return key.value;
    case "TemplateLiteral":
      return key.expressions.length === 0 ? (key.quasis[0]?.value.cooked ?? undefined) : undefined;
    default:
      return undefined;
  }
}
