import type * as t from "@babel/types";
import { LOCALS } from "../../contract/index.js";
import { assign, block, call, guard, id, member, statement } from "../build.js";
import { charged } from "../charged.js";
import { matched } from "../matched.js";
import type { Context } from "../context.js";
import { resumed, suspended } from "../suspended.js";

/**
 * Lowers `for await` to a loop with explicit awaits (metered), so that each suspension leaves and enters the frame:
 *
 *   for await (const x of E) S
 *     ⟶
 *   __cc_1 = __cc_iterate(E);
 *   try {
 *     for (;;) {
 *       charge; __cc_3 = false; __cc_2 = await __cc_1.next(); if (__cc_2.done) break;
 *       __cc_2 = __cc_2.value; __cc_3 = true; const x = __cc_2; { S }
 *     }
 *   } catch (__cc_e) {
 *     __cc_e = __cc_caught(__cc_e);
 *     if (__cc_3) { __cc_3 = false; try { await __cc_1.close(); } catch (__cc_e) { … } }
 *     throw __cc_e;
 *   } finally { __cc_alive(); if (__cc_3) await __cc_1.close(); }
 *
 * Keeps: ECMA-262 §14.7.5.7: the iterator is closed on every way out but its own end and its own errors (`__cc_3`), an error of
 * the body hides one of closing, labels. The names of the head are not yet in their dead zone while E is evaluated.
 */
export function rewriteForAwait(cx: Context, node: t.ForOfStatement): t.Statement[] {
  const { frame } = cx;
  const { labels } = cx;
  cx.labels = [];
  frame.hasLoop = true;
  frame.hasFinally = true;
  frame.busy = true;
  frame.bindings += 2;
  frame.board(1);
  const source = cx.expression(node.right);
  const iterable = cx.mediated ? guard("iterable", source) : source;
  frame.land(1);
  const iterator = cx.temp();
  const step = cx.temp();
  const open = cx.temp();
  const mark = (value: boolean): t.Statement => statement(assign(id(open.name), { type: "BooleanLiteral", value }));
  const ifOpen = (...body: t.Statement[]): t.Statement => ({
    type: "IfStatement",
    test: id(open.name),
    consequent: block(body),
    alternate: null,
  });
  const head = matched(cx, node.left, id(step.name));
  const body = cx.single(node.body);
  cx.labels = labels;

  const stepOf = (part: "done" | "value"): t.Expression => (cx.mediated ? guard(part, id(step.name)) : member(id(step.name), part));
  const asked = (method: "next" | "close"): t.Expression =>
    cx.mediated ? guard(method, id(iterator.name)) : call(member(id(iterator.name), method), []);
  const awaited = (method: "next" | "close"): t.Expression =>
    resumed(frame, { type: "AwaitExpression", argument: suspended(asked(method)) });
  const turn = block([
    mark(false),
    statement(assign(id(step.name), awaited("next"))),
    { type: "IfStatement", test: stepOf("done"), consequent: { type: "BreakStatement", label: null }, alternate: null },
    statement(assign(id(step.name), stepOf("value"))),
    mark(true),
    head,
    body.type === "BlockStatement" ? body : block([body]),
  ]);
  let loop: t.Statement = { type: "ForStatement", init: null, test: null, update: null, body: charged(turn) };
  for (const label of [...labels].reverse()) loop = { type: "LabeledStatement", label: id(label), body: loop };

  const back = (): t.Statement => statement(assign(id(LOCALS.depth), guard("back", id(LOCALS.depth), frame.weight)));
  const caught = (): t.Statement => statement(assign(id(LOCALS.caught), guard("caught", id(LOCALS.caught))));
  const close = (): t.Statement => statement(awaited("close"));
  const quiet: t.TryStatement = {
    type: "TryStatement",
    block: block([close()]),
    handler: { type: "CatchClause", param: id(LOCALS.caught), body: block([back(), caught()]) },
    finalizer: null,
  };
  return [
    statement(assign(id(iterator.name), guard("iterate", iterable))),
    {
      type: "TryStatement",
      block: block([loop]),
      handler: {
        type: "CatchClause",
        param: id(LOCALS.caught),
        body: block([back(), caught(), ifOpen(mark(false), quiet), { type: "ThrowStatement", argument: id(LOCALS.caught) }]),
      },
      finalizer: block([back(), statement(guard("alive")), ifOpen(close())]),
    },
  ];
}
