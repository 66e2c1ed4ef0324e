import type * as t from "@babel/types";
import { id, string } from "./build.js";
import { isPlainKey } from "./number-form.js";

/**
 * Writes `o["prototype"]` as `o.prototype`, so that names which have forms of their own stand in one shape only. (The same for
 * names that only a feature permits.)
 */
export function normalizeKey(node: t.MemberExpression | t.OptionalMemberExpression): void {
  if (!node.computed) return;
  const name = literalName(node.property);
  if (name === undefined || isPlainKey(name)) return;
  node.property = id(name);
  node.computed = false;
}

/** The name that a literal key spells; undefined for other keys. */
export function literalName(key: t.Node): string | undefined {
  if (key.type === "StringLiteral") return key.value;
  if (key.type === "TemplateLiteral" && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The name of a key that is not computed; undefined for numbers and private names. */
export function staticName(key: t.Node): string | undefined {
  if (key.type === "Identifier") return key.name;
  return key.type === "StringLiteral" ? key.value : undefined;
}

/** A key that spells `name`. */
export const nameKey = (name: string): t.StringLiteral | t.Identifier =>
  /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u.test(name) ? id(name) : string(name);
