import type * as t from "@babel/types";
import { LOCALS } from "../contract/index.js";
import { call, guard, id, member, number } from "./build.js";
import { enter } from "./entry.js";
import type { Context } from "./context.js";
import { always } from "./rest-patterns.js";

/**
 * The last parameter of a generator some of whose parameters could call anything: all of these are made within it, charged.
 * `__cc_none` is a symbol that no object has, so every default is taken, whatever arguments there are. (Not metered, but mediated: the same
 * without charge.)
 */
export function generatorHead({ frame, metered }: Context, moved: readonly t.VariableDeclarator[]): t.RestElement {
  frame.bindings++;
  const made = moved.map(({ id: target, init }) => always(target, init!));
  const properties = metered
    ? [
        always(id(LOCALS.head), enter(frame)),
        ...made,
        always({ type: "ObjectPattern", properties: [] }, guard("leave", id(LOCALS.head), number(0))),
      ]
    : made;
  return { type: "RestElement", argument: { type: "ObjectPattern", properties } };
}

/** The arguments from `index` on: what a rest parameter would hold. */
export function restOfArguments({ spreads, mediated }: Context, index: number): t.Expression {
  const list = id("arguments");
  if (mediated) return guard("tail", list, number(index));
  const spread: t.SpreadElement = { type: "SpreadElement", argument: guard("sized", list) };
  spreads.mention();
  spreads.spread(spread, list);
  const all: t.ArrayExpression = { type: "ArrayExpression", elements: [spread] };
  return index === 0 ? all : call(member(all, "slice"), [number(index)]);
}
