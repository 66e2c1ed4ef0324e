import type * as t from "@babel/types";
import { arrow, block, call, returns } from "../build.js";
import type { Context } from "../context.js";
import { framed } from "../entry.js";
import { Frame } from "../frame.js";

/**
 * Rewrites an expression that stands where no temp can be declared (parameters, fields). If it needs some, an arrow function holds them:
 *
 *   (x = f()[k]) => …   ⟶  (x = (() => { let __cc_1; return (__cc_1 = f())[__cc_key(k, __cc_1)]; })()) => …
 *
 * `this`, `arguments`, `super` and `new.target` mean the same within; `await` and `yield` cannot stand in such places.
 * An anonymous function keeps its name, since it never needs temps of the frame around it; a class that does loses it.
 */
export function rewriteZone(cx: Context, node: t.Expression): t.Expression {
  if (!cx.frame.sealed) return cx.expression(node);
  const outer = cx.frame;
  const zone = new Frame("zone", false);
  return cx.within(zone, () => {
    zone.board(2);
    const value = cx.expression(node);
    zone.land(2);
    if (zone.temps.length === 0) {
      outer.absorb(zone);
      return value;
    }
    const result = returns(value);
    zone.returns.push(result);
    return call(arrow([], block(framed(cx, [], [result]))), []);
  });
}
