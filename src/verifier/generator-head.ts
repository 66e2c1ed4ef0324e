import type { AnyNode, Expression, ObjectPattern, Pattern, RestElement } from "acorn";
import { guardId, LOCALS } from "../contract/index.js";
import { callOf, isName, isNumber } from "./shapes.js";
import type { FunctionNode, Walk } from "./walk.js";
import { enterOf } from "./checks/every-suspension-leaves.js";

/** The last parameter of a generator, in which parameters are made that could call something. */
export interface ChargedHead {
  readonly node: RestElement;
  /** Between entry and leave. */
  readonly properties: ObjectPattern["properties"];
  /** The literal W of its entry. */
  readonly weight: AnyNode;
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
  const entry = always(properties[0]);
  const weight = isName(entry?.target, LOCALS.head) ? enterOf(entry?.value) : undefined;
  const exit = properties.length > 1 ? always(properties.at(-1)) : undefined;
  const args = callOf(exit?.value, guardId("leave"));
  const isLeft = args?.length === 2 && isName(args[0], LOCALS.head) && isNumber(args[1], 0);
  if (weight === undefined || !isLeft || exit?.target.type !== "ObjectPattern" || exit.target.properties.length > 0) return undefined;
  walk.frame.bindings++;
  walk.frame.board(2);
  walk.frame.flight -= 2;
  return { node: last, properties: properties.slice(1, -1), weight };
}

/** `[__cc_none]: target = value` */
function always(item: ObjectPattern["properties"][number] | undefined): { target: Pattern; value: Expression } | undefined {
  if (item?.type !== "Property" || !item.computed || !isName(item.key, guardId("none")) || item.value.type !== "AssignmentPattern")
    return undefined;
  return { target: item.value.left, value: item.value.right };
}
