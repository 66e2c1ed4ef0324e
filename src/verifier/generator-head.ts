import type { ObjectPattern, RestElement } from "acorn";
import { HEAD_ENTERED, HEAD_LEFT } from "./forms.js";
import type { FunctionNode, Walk } from "./walk.js";

/** The last parameter of a generator, in which parameters are made that could call something. */
export interface ChargedHead {
  readonly node: RestElement;
  /** Between entry and leave. */
  readonly properties: ObjectPattern["properties"];
  /** The literal W of its entry. */
  readonly weight: number;
}

/**
 * I10: a generator makes its parameters when it is called, long before its body's entry, so they have an entry of their own:
 *
 *   ...{ [__cc_none]: __cc_h = __cc_enter(W), …, [__cc_none]: {} = __cc_leave(__cc_h, 0) }
 *
 * No property has the key `__cc_none`, so each default is taken, in this order. `__cc_h` stands nowhere else: no other form has it.
 */
export function chargedHead(walk: Walk, node: FunctionNode): ChargedHead | undefined {
  const last = node.params.at(-1);
  if (!walk.metered || !node.generator || last?.type !== "RestElement" || last.argument.type !== "ObjectPattern") return undefined;
  const { properties } = last.argument;
  const entry = walk.match(properties[0], HEAD_ENTERED);
  if (entry === null || !walk.is(properties.at(-1), HEAD_LEFT)) return undefined;
  walk.frame.bindings++;
  walk.frame.carry(2);
  return { node: last, properties: properties.slice(1, -1), weight: Number(entry[1]) };
}
