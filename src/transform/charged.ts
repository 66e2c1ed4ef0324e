import type * as t from "@babel/types";
import { guardId, LOCALS } from "../contract/index.js";
import { assign, binary, block, call, id, number, statement } from "./build.js";

/**
 * A loop's body with its charge in front: `{ if ((__cc_n = __cc_n - 1 | 0) < 0) __cc_n = __cc_s = __cc_buy(__cc_s) | 0; … }`.
 * With `| 0` the engine keeps the counter as a bare 32-bit integer; without it, as a value that may be anything, which costs loops of numbers a tenth.
 */
export function charged(body: t.Statement): t.BlockStatement {
  const whole = (value: t.Expression): t.Expression => binary("|", value, number(0));
  const step = assign(id(LOCALS.steps), whole(binary("-", id(LOCALS.steps), number(1))));
  const buy = assign(id(LOCALS.steps), assign(id(LOCALS.stride), whole(call(id(guardId("buy")), [id(LOCALS.stride)]))));
  const charge: t.IfStatement = {
    type: "IfStatement",
    test: binary("<", step, number(0)),
    consequent: statement(buy),
    alternate: null,
  };
  if (body.type !== "BlockStatement") return block([charge, body]);
  body.body.unshift(charge);
  return body;
}
