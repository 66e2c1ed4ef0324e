import type { AnyNode, ArrayPattern, ObjectPattern } from "acorn";
import { guardId } from "../../contract/index.js";
import { callOf, isName, isNumber, staticName, stringOf } from "../shapes.js";
import type { Declares, Walk } from "../walk.js";

/**
 * I14: patterns read nothing. An object pattern stands before `0` and has keys that no object has, with defaults that ask guards; an array pattern stands before
 * the iterable that `__cc_elements` makes of its value, whose boxes are the only objects that are read by name.
 *
 * Attack: a pattern where the engine supplies the value (a parameter, the head of a loop, an element that is not boxed) reads what it likes.
 */
export function everyPatternMediated(
  walk: Walk,
  node: ArrayPattern | ObjectPattern,
  declares: Declares,
  value: AnyNode | null | undefined,
): void {
  if (node.type === "ObjectPattern") {
    if (!isNumber(value, 0)) walk.report.refuse("I14-pattern", "A pattern reads properties, and no guard is asked.", node);
    return everyDefaultMediated(walk, node.properties, declares);
  }
  const args = callOf(value, guardId("elements"));
  const mask = stringOf(args?.[1]);
  if (args?.length !== 2 || mask === undefined)
    return walk.report.refuse("I14-pattern", "A pattern iterates, and no guard is asked.", node);
  walk.facing.add(value!);
  node.elements.forEach((item, i) => {
    if (item === null) return;
    if (item.type !== "ObjectPattern") return walk.pattern(item, declares);
    const [box, ...rest] = item.properties;
    const isBox = box?.type === "Property" && !box.computed && staticName(box.key) === "v" && box.value.type === "Identifier";
    if (!isBox || (mask[i] !== "1" && mask[i] !== "2"))
      return walk.report.refuse("I14-pattern", "A pattern reads properties, and no guard is asked.", item);
    walk.pattern(box.value, declares);
    everyDefaultMediated(walk, rest, declares);
  });
}

/** `[__cc_none]: TARGET = E`, and nothing else. */
export function everyDefaultMediated(walk: Walk, properties: ObjectPattern["properties"], declares: Declares): void {
  for (const item of properties) {
    const always = item.type === "Property" && item.computed && isName(item.key, guardId("none")) ? item.value : undefined;
    if (always?.type !== "AssignmentPattern") {
      walk.report.refuse("I14-pattern", "A pattern reads properties, and no guard is asked.", item);
      continue;
    }
    walk.pattern(always.left, declares, always.right);
    walk.expression(always.right);
  }
}
