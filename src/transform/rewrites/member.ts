import type * as t from "@babel/types";
import { GUARDED_KEY } from "../../contract/index.js";
import { guard } from "../build.js";
import type { Context, Use } from "../context.js";
import { guardedElement } from "../guarded-element.js";
import { isNumberForm } from "../number-form.js";
import { normalizeKey } from "../static-key.js";

/**
 * Sends every dynamic key past the key guard, and every read of a prototype past the proto guard.
 *
 *   a[k]               ⟶  a[__cc_key(k, a)]
 *   f().x[k]           ⟶  (__cc_1 = f().x)[__cc_key(k, __cc_1)]
 *   a[i - 1]           left alone: the form tells that it is a number
 *   super[k]           ⟶  __cc_proto(super[__cc_key(k, this)])      a read; else without __cc_proto
 *   C.prototype        ⟶  __cc_proto(C.prototype)                   a read; C.prototype = v and C.prototype() stay
 *   a.name, a.#name    left alone: the analyzer has decided on static names
 *
 * Keeps: base before key before what follows, each evaluated once; the receiver of calls; the moment at which an object key is
 * converted, since the guard answers with a converter for those (ECMA-262 §13.3.3).
 */
export function rewriteMember(cx: Context, node: t.MemberExpression, use: Use): t.Expression {
  normalizeKey(node);
  if (!node.computed) {
    const isGuarded = use === "read" && node.property.type === "Identifier" && node.property.name === GUARDED_KEY;
    if (isGuarded) cx.frame.board(1);
    if (node.object.type !== "Super") node.object = cx.expression(node.object);
    if (!isGuarded) return node;
    cx.frame.land(1);
    return guard("proto", node);
  }
  if (node.object.type === "Super") {
    cx.frame.board(3);
    const key = cx.expression(node.property as t.Expression);
    cx.frame.land(3);
    if (isNumberForm(key)) {
      node.property = key;
      return node;
    }
    node.property = guard("key", key, { type: "ThisExpression" });
    return use === "read" ? guard("proto", node) : node;
  }
  node.object = cx.expression(node.object);
  return guardedElement(cx, node);
}
