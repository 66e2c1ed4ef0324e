import type * as t from "@babel/types";
import type { Handlers } from "./rule.js";
import type { RuleContext } from "./rule-context.js";

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

/**
 * Handlers that hand every static key to `check`: members, literals, patterns, class elements, imported and exported names (the
 * artifact reads imports as members). A class's own `constructor() {}` is no key.
 */
export function onStaticKeys(check: (name: string, key: t.Node, owner: KeyOwner, context: RuleContext) => void): Handlers {
  const member = (node: t.MemberExpression | t.OptionalMemberExpression, context: RuleContext): void => {
    const name = staticKey(node.property, node.computed);
    if (name !== undefined) check(name, node.property, node, context);
  };
  const keyed = (node: t.ObjectProperty | t.ObjectMethod | t.ClassMethod | t.ClassProperty, context: RuleContext): void => {
    const name = staticKey(node.key, node.computed ?? false);
    if (name !== undefined) check(name, node.key, node, context);
  };
  return {
    MemberExpression: member,
    OptionalMemberExpression: member,
    ObjectProperty: keyed,
    ObjectMethod: keyed,
    ClassProperty: keyed,
    ClassMethod: (node, context) => {
      if (node.kind !== "constructor") keyed(node, context);
    },
    ImportSpecifier: (node, context) => check(staticKey(node.imported, false) ?? "", node.imported, node, context),
    ExportSpecifier: (node, context) => {
      check(staticKey(node.exported, false) ?? "", node.exported, node, context);
      if (node.local.start !== node.exported.start) check(staticKey(node.local, false) ?? "", node.local, node, context);
    },
  };
}
