import type * as t from "@babel/types";
import { LOCALS } from "../../contract/index.js";
import { assign, block, guard, id, nil, statement } from "../build.js";
import type { Context } from "../context.js";

/**
 * Begins every `finally` with a check that the cell is alive: `try { exit() } finally { continue }` must not revive it.
 *
 *   finally { … }   ⟶  finally { __cc_alive(); … }
 *   metered:            __cc_alive(__cc_p, W);      or, where the frame may have been suspended, __cc_p = __cc_back(__cc_p, W); __cc_alive();
 *
 * In a script, a `break` or `continue` out of it takes along the block's own completion value:
 *
 *   finally { 4; if (t) break; }   ⟶  finally { __cc_alive(); __cc_1 = __cc_v; __cc_v = void 0; __cc_v = 4; if (t) break; __cc_v = __cc_1; }
 */
export function rewriteFinally(cx: Context, node: t.BlockStatement): void {
  const { frame } = cx;
  frame.hasFinally = true;
  const body = cx.completions.has(node) ? withOwnCompletion(cx, node) : cx.statements(node.body);
  const first: t.Statement[] = [];
  if (!cx.metered) first.push(statement(guard("alive")));
  else if (frame.suspendable)
    first.push(statement(assign(id(LOCALS.depth), guard("back", id(LOCALS.depth), frame.weight))), statement(guard("alive")));
  else first.push(statement(guard("alive", id(LOCALS.depth), frame.weight)));
  Object.assign(node, block([...first, ...body]));
}

function withOwnCompletion(cx: Context, node: t.BlockStatement): t.Statement[] {
  const before = cx.temp();
  const set = (value: t.Expression): t.Statement => statement(assign(id(LOCALS.completion), value));
  return [statement(assign(before, id(LOCALS.completion))), set(nil()), ...cx.statements(node.body), set(id(before.name))];
}
