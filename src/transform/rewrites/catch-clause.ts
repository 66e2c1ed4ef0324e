import type * as t from "@babel/types";
import { LOCALS } from "../../contract/index.js";
import { assign, block, declarator, declare, guard, id, statement } from "../build.js";
import type { Context } from "../context.js";

/**
 * Lets no handler see what it may not have: a termination of the cell goes on, whatever the guest has written.
 *
 *   catch (e) { … }        ⟶  catch (e) { e = __cc_caught(e); … }
 *   catch ({ message }) {} ⟶  catch (__cc_e) { __cc_e = __cc_caught(__cc_e); let { message } = __cc_e; { … } }
 *   catch { … }            ⟶  catch (__cc_e) { __cc_e = __cc_caught(__cc_e); { … } }
 *
 * Metered code puts the frame's own depth back at the same place: `__cc_caught(e, __cc_p, W)`, or `__cc_p = __cc_back(__cc_p, W);` in front
 * where a suspended frame may have been resumed by the exception.
 */
export function rewriteCatch(cx: Context, node: t.CatchClause): void {
  const { frame } = cx;
  frame.bindings++;
  const { param } = node;
  const plain = param?.type === "Identifier" ? (cx.pattern(param, true) as t.Identifier).name : LOCALS.caught;
  const match = param == null || param.type === "Identifier" ? null : cx.match(param, () => id(LOCALS.caught), true);
  const body = cx.statements(node.body.body);
  node.param = id(plain);
  const first: t.Statement[] = [];
  if (cx.metered && frame.suspendable) first.push(statement(assign(id(LOCALS.depth), guard("back", id(LOCALS.depth), frame.weight))));
  const caught = cx.metered && !frame.suspendable ? guard("caught", id(plain), id(LOCALS.depth), frame.weight) : guard("caught", id(plain));
  first.push(statement(assign(id(plain), caught)));
  if (match !== null) first.push(declare("let", [declarator(match.target as t.VariableDeclarator["id"], match.value)]));
  node.body = block(param?.type === "Identifier" ? [...first, ...body] : [...first, block(body)]);
}
