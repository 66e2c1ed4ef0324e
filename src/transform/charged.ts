import type * as t from "@babel/types";
import { guardId, LOCALS } from "../contract/index.js";
import { assign, binary, block, call, id, number, statement } from "./build.js";

/** A loop's body with its charge in front: `{ if (--__cc_n < 0) __cc_n = __cc_s = __cc_buy(__cc_s); … }`. */
export function charged(body: t.Statement): t.BlockStatement {
  const steps: t.UpdateExpression = { type: "UpdateExpression", operator: "--", prefix: true, argument: id(LOCALS.steps) };
  const buy = assign(id(LOCALS.steps), assign(id(LOCALS.stride), call(id(guardId("buy")), [id(LOCALS.stride)])));
  const charge: t.IfStatement = {
    type: "IfStatement",
    test: binary("<", steps, number(0)),
    consequent: statement(buy),
    alternate: null,
  };
  if (body.type !== "BlockStatement") return block([charge, body]);
  body.body.unshift(charge);
  return body;
}
