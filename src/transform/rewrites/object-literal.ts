import type * as t from "@babel/types";
import { guard, string } from "../build.js";
import type { Context } from "../context.js";
import { isNumberForm, isPlainKey } from "../number-form.js";
import { literalName, nameKey, staticName } from "../static-key.js";

/**
 * Rewrites object literals.
 *
 *   { [k]: v }            ⟶  { [__cc_key(k)]: v }
 *   { ["prototype"]: v }  ⟶  { prototype: v }
 *   { __proto__: v }      ⟶  { __proto__: __cc_parent(v) }      where the policy permits it; null stays
 *   { ...o }              ⟶  { ...__cc_keyed(o) }              metered
 *   { x }                 ⟶  { x: __cc_m0.x }                   where the name moves
 */
export function rewriteObject(cx: Context, node: t.ObjectExpression): void {
  for (const property of node.properties) {
    if (property.type === "SpreadElement") {
      if (cx.mediated) property.argument = cx.gone("spread", property.argument);
      else property.argument = cx.metered ? cx.gone("keyed", property.argument) : cx.expression(property.argument);
      continue;
    }
    rewriteComputedKey(cx, property);
    if (property.type === "ObjectMethod") cx.function(property);
    else if (isParent(property)) {
      cx.frame.board(1);
      const value = cx.expression(property.value as t.Expression);
      cx.frame.land(1);
      property.value = value.type === "NullLiteral" ? value : guard("parent", value);
    } else {
      const { value } = property;
      property.value = cx.expression(value as t.Expression);
      if (property.shorthand && !isSameName(property)) spellOut(property);
    }
  }
}

/** Puts the key guard on a computed key of a literal. */
function rewriteComputedKey(cx: Context, node: t.ObjectProperty | t.ObjectMethod): void {
  if (!node.computed) return;
  const literal = literalName(node.key);
  if (literal !== undefined && literal !== "__proto__" && !isPlainKey(literal)) {
    node.key = nameKey(literal);
    node.computed = false;
    return;
  }
  cx.frame.board(1);
  const key = cx.expression(node.key as t.Expression);
  cx.frame.land(1);
  node.key = isNumberForm(key) ? key : guard("key", key);
}

/** `{ __proto__: v }` sets the parent; the shorthand, the computed key and the method of that name do not (ECMA-262 §13.2.5.5). */
const isParent = (node: t.ObjectProperty): boolean => !node.computed && !node.shorthand && staticName(node.key) === "__proto__";

const isSameName = (node: t.ObjectProperty): boolean =>
  node.value.type === "Identifier" && node.key.type === "Identifier" && node.value.name === node.key.name;

function spellOut(node: t.ObjectProperty): void {
  node.shorthand = false;
  if (staticName(node.key) !== "__proto__") return;
  node.key = guard("key", string("__proto__"));
  node.computed = true;
}
