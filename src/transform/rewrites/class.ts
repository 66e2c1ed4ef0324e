import type * as t from "@babel/types";
import { LOCALS } from "../../contract/index.js";
import { named } from "../anonymous.js";
import { arrow, block, call, declarator, declare, guard, id, returns, statement } from "../build.js";
import { isCalm } from "../calm.js";
import type { Context } from "../context.js";
import { enter, framed, leave } from "../entry.js";
import { Frame } from "../frame.js";
import { superSpread } from "../mediation/call.js";
import { isNumberForm } from "../number-form.js";
import { counted } from "../spreads.js";
import { staticName } from "../static-key.js";

type Member = t.ClassBody["body"][number];

/**
 * Rewrites a class: heritage, computed keys, methods, fields, static blocks.
 *
 *   [k]() {}        ⟶  [__cc_key(k)]() {}
 *   x = f()         ⟶  x = (() => { entry; return __cc_leave(__cc_p, f()); })()      metered, unless the value is calm
 *   class C {}      ⟶  class C { constructor() { entry; leave } }                    metered
 *   class D extends C {}  ⟶  … constructor(...__cc_a) { entry; super(...(__cc_count(__cc_a.length), __cc_a)); leave }
 *
 * Fields of a base class are evaluated before its constructor's first statement, hence their own entry. An anonymous class in a field
 * with a computed key loses its name, in metered code.
 */
export function rewriteClass(cx: Context, node: t.Class): void {
  if (node.superClass != null) {
    if (cx.mediated) cx.frame.board(1);
    const parent = cx.zone(node.superClass);
    node.superClass = cx.mediated ? guard("heir", parent) : parent;
    if (cx.mediated) cx.frame.land(1);
  }
  if (node.id != null) {
    node.id = cx.reference(node.id, "write") as t.Identifier;
    // The name that is seen within.
    cx.frame.bindings++;
  }
  let hasConstructor = false;
  for (const member of node.body.body) {
    hasConstructor ||= member.type === "ClassMethod" && member.kind === "constructor";
    rewriteClassMember(cx, member);
  }
  if (cx.metered && !hasConstructor) node.body.body.unshift(suppliedConstructor(node.superClass != null, cx.mediated));
}

function rewriteClassMember(cx: Context, member: Member): void {
  switch (member.type) {
    case "ClassMethod":
      rewriteKey(cx, member);
      cx.function(member);
      break;
    case "ClassPrivateMethod":
      cx.function(member);
      break;
    case "ClassProperty":
      rewriteKey(cx, member);
      if (member.value != null) member.value = field(cx, member.value, member.computed ? undefined : staticName(member.key));
      break;
    case "ClassPrivateProperty":
      if (member.value != null) member.value = field(cx, member.value, `#${member.key.id.name}`);
      break;
    case "StaticBlock": {
      const frame = new Frame("function", false);
      member.body = cx.within(frame, () => framed(cx, [], cx.statements(member.body)));
      break;
    }
    default:
      throw new Error(`no rewrite for ${member.type}`);
  }
}

function rewriteKey(cx: Context, member: t.ClassMethod | t.ClassProperty): void {
  if (!member.computed) return;
  cx.frame.board(1);
  const key = cx.zone(member.key as t.Expression);
  cx.frame.land(1);
  member.key = isNumberForm(key) ? key : guard("key", key);
}

function field(cx: Context, source: t.Expression, name: string | undefined): t.Expression {
  const isClass = source.type === "ClassExpression" && source.id == null;
  const frame = new Frame(cx.metered ? "function" : "zone", false);
  return cx.within(frame, () => {
    frame.board(2);
    const value = cx.expression(source);
    frame.land(2);
    if (frame.temps.length === 0 && (!cx.metered || isCalm(value))) return value;
    const result = returns(isClass && name !== undefined ? named(name, value) : value);
    frame.returns.push(result);
    return call(arrow([], block(framed(cx, [], [result]))), []);
  });
}

function suppliedConstructor(isDerived: boolean, mediated: boolean): t.ClassMethod {
  const frame = new Frame("function", false);
  frame.bindings = 2;
  frame.settle();
  const entry = declare("const", [declarator(id(LOCALS.depth), enter(frame))]);
  const body = [entry, statement(leave())];
  const passed: t.SpreadElement = mediated
    ? superSpread(id("arguments"))
    : { type: "SpreadElement", argument: counted(id(LOCALS.argument)) };
  if (isDerived) body.splice(1, 0, statement(call({ type: "Super" } as never, [passed])));
  return {
    type: "ClassMethod",
    kind: "constructor",
    key: id("constructor"),
    params: isDerived && !mediated ? [{ type: "RestElement", argument: id(LOCALS.argument) }] : [],
    body: block(body),
    computed: false,
    static: false,
    async: false,
    generator: false,
  };
}
