import type * as t from "@babel/types";
import { isGuardedKey } from "../../contract/index.js";
import { binary, call, guard, id, member, nil, number, sequence, string } from "../build.js";
import type { Context, Use } from "../context.js";
import type { Replacement } from "../names/name-plan.js";

/**
 * Puts what the plan has for a name in its place.
 *
 *   x              ⟶  __cc_m0.x             an import
 *   x()            ⟶  (0, __cc_m0.x)()      without a receiver, as in the source
 *   x              ⟶  __cc_ns.x             a script's own variable
 *   x              ⟶  __cc_env("x").x       a script's free name: ReferenceError as natively, read and written
 *   x = 1          ⟶  (void 0).x = 1        an import: TypeError once the value is there, as natively
 *   undefined      ⟶  void 0                NaN: (0 / 0), Infinity: (1 / 0)
 *   await          ⟶  await_                a name in scripts, a keyword in modules
 *
 * Local names and granted globals stay: the prelude binds the latter.
 */
export function rewriteName(cx: Context, node: t.Identifier, use: Use): t.Expression {
  if (node.name === "arguments") cx.spreads.mention();
  const replacement = cx.names.find(node);
  if (replacement === undefined) return node;
  if (use === "write" && cx.bindingOf(node)?.kind === "import")
    return placed(cx.mediated ? member(guard("ref", nil(), string(node.name)), "value") : member(nil(), node.name), node);
  if (replacement.as === "name") {
    node.name = replacement.name;
    return node;
  }
  const value = valueOf(cx, replacement, node);
  if (value.type !== "MemberExpression" || use === "write") return value;
  const read =
    isGuardedKey(node.name, cx.metered) || (replacement.as === "member" && isGuardedKey(replacement.name, cx.metered))
      ? guardedRead(cx, value)
      : value;
  return use === "call" ? sequence(number(0), read) : read;
}

/** `typeof x` of a name that nobody may have declared must not throw. */
export function rewriteTypeof(cx: Context, node: t.UnaryExpression): t.Expression {
  const name = node.argument as t.Identifier;
  const replacement = cx.names.find(name);
  if (replacement?.as === "lookup") {
    cx.frame.busy = true;
    return guard("type", string(replacement.name));
  }
  if (replacement?.as === "absent") return string("undefined");
  node.argument = rewriteName(cx, name, "read");
  return node;
}

/** In the place of a name of the source, for source maps. */
const placed = (value: t.MemberExpression, { loc }: t.Identifier): t.MemberExpression => Object.assign(value, { loc: loc ?? null });

/** A variable of that name is a property as well. */
function guardedRead(cx: Context, value: t.Expression): t.Expression {
  cx.frame.board(2);
  cx.frame.land(2);
  return guard("proto", value);
}

function valueOf(cx: Context, replacement: Replacement, node: t.Identifier): t.Expression {
  switch (replacement.as) {
    case "member":
      return placed(member(id(replacement.object), replacement.name), node);
    case "lookup":
      // Not an ordinary call to the frame's weight: one argument, in flight by itself.
      cx.frame.busy = true;
      cx.frame.board(1);
      cx.frame.land(1);
      return placed(member(guard("env", string(replacement.name)), replacement.name), node);
    case "constant":
      if (replacement.name === "undefined") return nil();
      return binary("/", number(replacement.name === "NaN" ? 0 : 1), number(0));
    case "absent":
      throw new Error(`name ${node.name} was neither granted nor refused`);
    case "name":
      return call(id(replacement.name), []);
  }
}
