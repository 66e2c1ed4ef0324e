import type * as t from "@babel/types";
import { guardId, LOCALS } from "../contract/index.js";
import { call, declarator, declare, guard, id, number, statement, tryFinally } from "./build.js";
import type { Context } from "./context.js";
import type { Frame } from "./frame.js";

/**
 * Completes the current frame's body: entry, counters, temps, fence. Sets the literal W of the frame.
 *
 *   light        const __cc_p = __cc_enter(W); … return __cc_leave(__cc_p, E); … __cc_leave(__cc_p);
 *   fenced       const __cc_p = __cc_enter(W); … try { … } finally { __cc_leave(__cc_p); }
 *   suspendable  let __cc_p = __cc_enter(W), __cc_y; … try { … } finally { __cc_fin(__cc_p); }
 *
 * @param moved what parameters left to do, behind the entry.
 */
export function framed(cx: Context, moved: t.Statement[], body: t.Statement[]): t.Statement[] {
  return (cx.frame.statements = cx.metered ? metered(cx.frame, moved, body) : [...temps(cx.frame), ...moved, ...body]);
}

function metered(frame: Frame, moved: t.Statement[], body: t.Statement[]): t.Statement[] {
  frame.bindings += localCount(frame);
  const weight = frame.settle();
  const top = [...counters(frame), ...temps(frame)];
  if (frame.suspendable)
    return [suspendableEntry(frame), ...top, tryFinally([...moved, ...body], [statement(guard("fin", id(LOCALS.depth)))])];
  const entry = declare("const", [declarator(id(LOCALS.depth), enter(frame))]);
  if (frame.hasFinally || (weight > 1 && frame.returnsInForOf))
    return [entry, ...top, tryFinally([...moved, ...body], [statement(leave())])];
  return [entry, ...top, ...moved, ...left(frame, body)];
}

/** The entry of `run` itself and of every suspendable frame. */
export const suspendableEntry = (frame: Frame): t.Statement =>
  declare("let", [declarator(id(LOCALS.depth), enter(frame)), declarator(id(LOCALS.passage), null)]);

export const enter = (frame: Frame): t.Expression => call(id(guardId("enter")), [frame.weight]);

export function leave(value?: t.Expression | null): t.CallExpression {
  return value == null ? guard("leave", id(LOCALS.depth)) : guard("leave", id(LOCALS.depth), value);
}

/** Puts the depth back at every way out of a frame without a fence. */
export function left(frame: Frame, body: t.Statement[]): t.Statement[] {
  for (const node of frame.returns) node.argument = leave(node.argument);
  return body.at(-1)?.type === "ReturnStatement" ? body : [...body, statement(leave())];
}

/** Upper bound of the compiler's own locals in a frame, temps apart. */
export const localCount = (frame: Frame): number => (frame.suspendable ? 2 : 1) + (frame.hasLoop ? 2 : 0);

export function counters(frame: Frame): t.Statement[] {
  if (!frame.hasLoop) return [];
  return [declare("let", [declarator(id(LOCALS.steps), number(0)), declarator(id(LOCALS.stride), number(0))])];
}

export function temps(frame: Frame): t.Statement[] {
  const statements: t.Statement[] = [];
  const declared = frame.temps;
  if (declared.length > 0)
    statements.push(
      declare(
        "let",
        declared.map((name) => declarator(id(name), null)),
      ),
    );
  if (frame.variables.length > 0)
    statements.push(
      declare(
        "var",
        frame.variables.map((name) => declarator(id(name), null)),
      ),
    );
  return statements;
}
