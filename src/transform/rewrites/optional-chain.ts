import type * as t from "@babel/types";
import { guardId, isGuardedKey, MAKER_KEY } from "../../contract/index.js";
import { assign, binary, call, conditional, guard, id, nil, number, sequence, string, unary } from "../build.js";
import type { Context, Use } from "../context.js";
import { isNumberForm } from "../number-form.js";
import { normalizeKey } from "../static-key.js";

type ChainNode = t.OptionalMemberExpression | t.OptionalCallExpression;

/** One step of a chain, its parts rewritten. */
type Link = { readonly optional: boolean; readonly loc: t.SourceLocation | null } & (
  | { readonly kind: "name"; readonly property: t.Identifier | t.PrivateName }
  | { readonly kind: "direct"; readonly property: t.Expression }
  | { readonly kind: "dynamic"; readonly property: t.Expression }
  | { readonly kind: "call"; readonly args: t.CallExpression["arguments"] }
);

/**
 * Rewrites an optional chain. As long as a guarded key stands on the chain's own base, or right behind `?.`, the chain stays:
 *
 *   a?.[k].b         ⟶  a?.[__cc_key(k, a)].b
 *   a?.b?.[k].c      ⟶  (__cc_1 = a?.b)?.[__cc_key(k, __cc_1)].c
 *   a?.prototype     ⟶  __cc_proto(a?.prototype)            and `constructor`, metered; called, that is a key like `k`
 *
 * A guarded key or prototype further down needs its base by itself, so the chain in front of it is lowered:
 *
 *   a?.b[k].c        ⟶  a == null ? void 0 : (__cc_1 = a.b)[__cc_key(k, __cc_1)].c
 *   f()?.b[k]        ⟶  (__cc_2 = f()) == null ? void 0 : (__cc_1 = __cc_2.b)[__cc_key(k, __cc_1)]
 *   a.m?.(x)[k]      ⟶  (__cc_2 = void 0, __cc_3 = a.m?.((__cc_2 = 1, x)), __cc_2) === void 0 ? void 0 : __cc_3[__cc_key(k, __cc_3)]
 *
 * A chain in parentheses that is called keeps its receiver, and where it is short-circuited there is no function to be found on a number:
 *
 *   (a?.b[k])()      ⟶  (__cc_1 = (__cc_2 = 1, a == null ? __cc_2 = 0 : a.b))[__cc_key(__cc_2 && k, __cc_1)]()
 *
 * Keeps: order, receivers, short-circuiting of the whole rest, and that `delete` of a short-circuited chain is true.
 */
export function rewriteChain(cx: Context, node: ChainNode, use: Use): t.Expression {
  const nodes: ChainNode[] = [];
  let inner: t.Expression = node;
  while (inner.type === "OptionalMemberExpression" || inner.type === "OptionalCallExpression") {
    nodes.unshift(inner);
    inner = (inner.type === "OptionalMemberExpression" ? inner.object : inner.callee) as t.Expression;
  }
  // For the proto guard round the whole, and a spread of nothing in a call that is lowered.
  cx.frame.board(2);
  const base = nodes[0]?.type === "OptionalCallExpression" ? cx.reference(inner, "call") : cx.expression(inner);
  const links = nodes.map((item, i) =>
    readLink(cx, item, i + 1 < nodes.length ? nodes[i + 1]!.type === "OptionalCallExpression" : use === "call"),
  );
  cx.frame.land(2);
  return new Chain(cx, links, use).build(base);
}

function readLink(cx: Context, node: ChainNode, isCalled: boolean): Link {
  const common = { optional: node.optional, loc: node.loc ?? null };
  if (node.type === "OptionalCallExpression") {
    cx.frame.busy = true;
    return { ...common, kind: "call", args: cx.args(node.arguments) };
  }
  normalizeKey(node);
  const { property } = node;
  if (!node.computed) {
    const isMaker = isCalled && cx.metered && property.type === "Identifier" && property.name === MAKER_KEY;
    if (!isMaker) return { ...common, kind: "name", property: property as t.Identifier };
    cx.frame.board(2);
    cx.frame.land(2);
    return { ...common, kind: "dynamic", property: { ...string(MAKER_KEY), loc: property.loc ?? null } };
  }
  cx.frame.board(2);
  const key = cx.expression(property as t.Expression);
  cx.frame.land(2);
  return { ...common, kind: isNumberForm(key) ? "direct" : "dynamic", property: key };
}

class Chain {
  readonly #cx: Context;
  readonly #links: readonly Link[];
  readonly #use: Use;
  /** Optional links up to this one are lowered. */
  readonly #lowered: number;
  /** Temp of a chain that stands in front of a called member: 0 once it is short-circuited. */
  readonly #flag: string | undefined;

  constructor(cx: Context, links: readonly Link[], use: Use, flag?: string) {
    this.#cx = cx;
    this.#links = links;
    this.#use = use;
    this.#flag = flag;
    this.#lowered = flag === undefined ? this.#lastLowered() : links.length - 1;
  }

  build(base: t.Expression): t.Expression {
    const last = this.#links.length - 1;
    const link = this.#links[last];
    const isDetached = this.#use === "call" && link?.kind === "dynamic" && !link.optional;
    return isDetached && last > 0 ? this.#detached(last, link.property, base) : this.#from(0, base, false);
  }

  /** The member that is called stands outside of the chain, whose value is its receiver. */
  #detached(last: number, key: t.Expression, base: t.Expression): t.Expression {
    const flag = this.#cx.temp().name;
    const receiver = new Chain(this.#cx, this.#links.slice(0, last), "read", flag).build(base);
    const holder = this.#cx.temp();
    const first = assign(holder, sequence(assign(id(flag), number(1)), receiver));
    const either: t.LogicalExpression = { type: "LogicalExpression", operator: "&&", left: id(flag), right: key };
    return memberOf(first, guard("key", either, id(holder.name)), true, undefined, this.#links[last]!.loc);
  }

  #lastLowered(): number {
    const firstOptional = this.#links.findIndex((link) => link.optional);
    let last = -1;
    this.#links.forEach((link, i) => {
      if (link.kind === "dynamic" && !link.optional && i > firstOptional) last = i;
      const next = this.#links[i + 1];
      if (this.#isGuardedName(link) && next !== undefined && next.kind !== "call" && !next.optional) last = i;
    });
    return last;
  }

  #isGuardedName(link: Link): boolean {
    return link.kind === "name" && link.property.type === "Identifier" && isGuardedKey(link.property.name, this.#cx.metered);
  }

  /** @param open whether `current` is within an optional chain. */
  #from(i: number, current: t.Expression, open: boolean): t.Expression {
    const link = this.#links[i];
    if (link === undefined) {
      const isDeleted = this.#use === "delete" && this.#lowered >= 0;
      return isDeleted ? unary("delete", current) : current;
    }
    if (link.optional && i <= this.#lowered) return this.#lower(i, link, current);
    return this.#from(i + 1, this.#guarded(i, link, this.#apply(link, current, link.optional, open)), open || link.optional);
  }

  /** `TEST ? void 0 : REST` */
  #lower(i: number, link: Link, current: t.Expression): t.Expression {
    const skipped = this.#skipped();
    if (link.kind === "call" && current.type === "MemberExpression") {
      const called = this.#cx.temp();
      const result = this.#cx.temp();
      const value: t.OptionalCallExpression = {
        type: "OptionalCallExpression",
        callee: current,
        arguments: marked(link.args, called.name, this.#cx.metered),
        optional: true,
      };
      const test = sequence(assign(id(called.name), nil()), assign(result, value), id(called.name));
      return conditional(binary("===", test, nil()), skipped, this.#from(i + 1, id(result.name), false));
    }
    const [first, again] = this.#twice(current);
    const rest = this.#guarded(i, link, this.#apply(link, again, false, false));
    return conditional(binary("==", first, { type: "NullLiteral" }), skipped, this.#from(i + 1, rest, false));
  }

  /** What a short-circuited chain comes to. */
  #skipped(): t.Expression {
    if (this.#flag !== undefined) return assign(id(this.#flag), number(0));
    return this.#use === "delete" ? { type: "BooleanLiteral", value: true } : nil();
  }

  /** The value now, and once more. */
  #twice(current: t.Expression): [t.Expression, t.Expression] {
    if (current.type === "ThisExpression") return [current, { type: "ThisExpression" }];
    if (current.type === "Identifier") return [current, id(current.name)];
    const temp = this.#cx.temp();
    return [assign(temp, current), id(temp.name)];
  }

  #guarded(i: number, link: Link, current: t.Expression): t.Expression {
    if (!this.#isGuardedName(link)) return current;
    const next = this.#links[i + 1];
    const isRead = next === undefined ? this.#use === "read" : next.kind !== "call";
    return isRead ? guard("proto", current) : current;
  }

  #apply(link: Link, current: t.Expression, optional: boolean, open: boolean): t.Expression {
    const inChain = optional || (open && isChain(current));
    if (link.kind === "call") {
      if (!inChain) return Object.assign(call(current, link.args), { loc: link.loc });
      return { type: "OptionalCallExpression", callee: current, arguments: link.args, optional, loc: link.loc };
    }
    if (link.kind === "dynamic") {
      const { base, key } = this.#guardedKey(link.property, current);
      return memberOf(base, key, true, optional ? true : undefined, link.loc);
    }
    return memberOf(current, link.property, link.kind === "direct", inChain ? optional : undefined, link.loc);
  }

  #guardedKey(key: t.Expression, base: t.Expression): { base: t.Expression; key: t.Expression } {
    if (base.type === "ThisExpression") return { base, key: guard("key", key, { type: "ThisExpression" }) };
    if (base.type === "Identifier" && (key.type === "Identifier" || this.#cx.isSteady(base)))
      return { base, key: guard("key", key, id(base.name)) };
    const temp = this.#cx.temp();
    return { base: assign(temp, base), key: guard("key", key, id(temp.name)) };
  }
}

const isChain = (node: t.Node): boolean => node.type === "OptionalMemberExpression" || node.type === "OptionalCallExpression";

/** @param optional undefined for a plain member. */
function memberOf(
  object: t.Expression,
  property: t.Expression | t.PrivateName,
  computed: boolean,
  optional: boolean | undefined,
  loc: t.SourceLocation | null,
): t.Expression {
  if (optional === undefined) return { type: "MemberExpression", object, property, computed, loc };
  return { type: "OptionalMemberExpression", object, property: property as t.Expression, computed, optional, loc };
}

/** The arguments, with a note in front of the first that the call takes place. */
function marked(args: t.CallExpression["arguments"], temp: string, metered: boolean): t.CallExpression["arguments"] {
  const note = assign(id(temp), number(1));
  const noted = (list: t.Expression): t.SpreadElement => {
    const argument = sequence(note, list);
    return { type: "SpreadElement", argument: metered ? guard("sized", argument) : argument };
  };
  const [first, ...others] = args;
  if (first === undefined) return [noted({ type: "ArrayExpression", elements: [] })];
  if (first.type !== "SpreadElement") return [sequence(note, first as t.Expression), ...others];
  const { argument } = first;
  if (!metered || argument.type !== "CallExpression" || argument.callee.type !== "Identifier" || argument.callee.name !== guardId("sized"))
    return [noted(argument), ...others];
  argument.arguments[0] = sequence(note, argument.arguments[0] as t.Expression);
  return args;
}
