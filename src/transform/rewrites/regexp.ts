import type * as t from "@babel/types";
import { guard, string } from "../build.js";
import type { Context } from "../context.js";
import { plainString } from "../plain-text.js";

/**
 * Has the cell make a literal regular expression, under policies where it makes them all (`regexp: "safe"`, `"linear"`).
 *
 *   /a+b/g   ⟶  __cc_regexp("a+b", "g")      a new one each time, as with the literal
 *   /a+b/g   left alone under `"native"`
 *
 * Syntax is an early error all the same: the analyzer has had the engine compile the pattern.
 */
export function rewriteRegexp(cx: Context, node: t.RegExpLiteral): t.Expression {
  if (!cx.makesRegexps) return node;
  cx.frame.busy = true;
  cx.frame.board(2);
  cx.frame.land(2);
  return guard("regexp", plainString(string(node.pattern)), string(node.flags));
}
