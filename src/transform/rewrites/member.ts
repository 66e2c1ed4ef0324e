import type * as t from "@babel/types";
import { guardId, isGuardedKey, MAKER_KEY } from "../../contract/index.js";
import { guard, id, string } from "../build.js";
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
 *   super[k]()         ⟶  super[__cc_key(k, __cc_none)]()           metered; else with `this`
 *   C.prototype        ⟶  __cc_proto(C.prototype)                   a read; C.prototype = v and C.prototype() stay
 *   a.constructor      ⟶  __cc_proto(a.constructor)                 the same, metered, and where the policy permits it
 *   a.constructor()    ⟶  a[__cc_key("constructor", a)]()
 *   a.name, a.#name    left alone: the analyzer has decided on static names
 *
 * Keeps: base before key before what follows, each evaluated once; the receiver of calls; the moment at which an object key is
 * converted, since the guard answers with a converter for those (ECMA-262 §13.3.3).
 */
export function rewriteMember(cx: Context, node: t.MemberExpression, use: Use): t.Expression {
  normalizeKey(node);
  if (!node.computed) {
    const name = node.property.type === "Identifier" ? node.property.name : undefined;
    if (use === "call" && cx.metered && name === MAKER_KEY) return calledMaker(cx, node);
    const isGuarded = use === "read" && isGuardedKey(name, cx.metered);
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
    node.property = guard("key", key, use === "call" ? baseOfCalledSuper(cx) : { type: "ThisExpression" });
    return use === "read" ? guard("proto", node) : node;
  }
  node.object = cx.expression(node.object);
  return guardedElement(cx, node);
}

/** The engine's own constructor must not be called: the key guard answers with the key of the one that charges. */
function calledMaker(cx: Context, node: t.MemberExpression): t.Expression {
  node.property = { ...string(MAKER_KEY), loc: node.property.loc ?? null };
  node.computed = true;
  if (node.object.type !== "Super") {
    node.object = cx.expression(node.object);
    return guardedElement(cx, node);
  }
  cx.frame.board(3);
  cx.frame.land(3);
  node.property = guard("key", node.property, baseOfCalledSuper(cx));
  return node;
}

/** Where the parent's property is called, nobody but the engine sees it, and nobody knows the parent: `constructor` is refused there. */
const baseOfCalledSuper = (cx: Context): t.Expression => (cx.metered ? id(guardId("none")) : { type: "ThisExpression" });
