import type * as t from "@babel/types";
import { FORBIDDEN_KEYS, GUARDED_KEY } from "../contract/index.js";
import { guard, member, object, property, id, string } from "./build.js";

/** Whether the language would name it after its target (ECMA-262 §8.4, IsAnonymousFunctionDefinition). */
export function isAnonymous(node: t.Node): boolean {
  switch (node.type) {
    case "ArrowFunctionExpression":
      return true;
    case "FunctionExpression":
    case "ClassExpression":
      return node.id == null;
    case "ParenthesizedExpression":
      return isAnonymous(node.expression);
    default:
      return false;
  }
}

/**
 * Gives an anonymous function or class the name that its place in the source gave it, where the output's place does not.
 *
 *   f = () => {}   ⟶   __cc_ns.f = { f: () => {} }.f
 *
 * A name that is no permitted key is lost: inconvenient at most.
 */
export function named(name: string, value: t.Expression): t.Expression {
  if (!isAnonymous(value) || FORBIDDEN_KEYS.has(name)) return value;
  const read = member(
    object([property(/^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u.test(name) ? id(name) : string(name), value)]),
    name,
  );
  return name === GUARDED_KEY ? guard("proto", read) : read;
}
