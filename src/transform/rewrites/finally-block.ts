import type * as t from "@babel/types";
import { LOCALS } from "../../contract/index.js";
import { assign, block, guard, id, statement } from "../build.js";
import type { Context } from "../context.js";

/**
 * Begins every `finally` with a check that the cell is alive: `try { exit() } finally { continue }` must not revive it.
 *
 *   finally { … }   ⟶  finally { __cc_alive(); … }
 *   metered:            __cc_alive(__cc_p, W);      or, where the frame may have been suspended, __cc_p = __cc_back(__cc_p, W); __cc_alive();
 */
export function rewriteFinally(cx: Context, node: t.BlockStatement): void {
  const { frame } = cx;
  frame.hasFinally = true;
  const body = cx.statements(node.body);
  const first: t.Statement[] = [];
  if (!cx.metered) first.push(statement(guard("alive")));
  else if (frame.suspendable)
    first.push(statement(assign(id(LOCALS.depth), guard("back", id(LOCALS.depth), frame.weight))), statement(guard("alive")));
  else first.push(statement(guard("alive", id(LOCALS.depth), frame.weight)));
  Object.assign(node, block([...first, ...body]));
}
