import type { AnyNode, Expression, Identifier, MemberExpression } from "acorn";
import { FORBIDDEN_KEYS, GUARDED_KEY, guardId } from "../../contract/index.js";
import { Use } from "../scope.js";
import { callOf, isName, isTemp } from "../shapes.js";
import type { Position, Walk } from "../walk.js";

const KEY = guardId("key");
const NONE = guardId("none");

/**
 * I4: every `o[k]` is `B[__cc_key(K, B)]`, or its key is a number form.
 *
 * Attack: between the check of a key and its use the base changes (`x[__cc_key((x = evil, k), x)]`). B is the same name as the
 * base; if K can run code, B must not be assigned meanwhile: gathered here, judged when all assignments are known (`resolve.ts`).
 */
export function everyComputedKeyGuarded(walk: Walk, node: MemberExpression, position: Position): void {
  const { object, property } = node;
  if (isNumberForm(property)) return walk.expression(property);
  const args = callOf(property, KEY);
  if (args?.length !== 2) return walk.report.refuse("I4-computed-key", "A computed key is neither guarded nor a number's form.", node);
  const [key, again] = args as readonly [Expression, Expression];
  walk.frame.board(2);
  if (object.type === "Super") {
    const isCalled = walk.metered && position === "call";
    if (!(isCalled ? isName(again, NONE) : again.type === "ThisExpression"))
      walk.report.refuse("I4-base", "The key of `super` is checked against `this`, where it is called and metered against nothing.", node);
    if (position === "read" || position === "update")
      walk.report.refuse("I6-prototype", "A computed property of `super` is read without its guard.", node);
    keyOfSuper(walk, key);
  } else {
    const name = object.type === "Identifier" ? object.name : held(object)?.left.name;
    if (!(name === undefined ? object.type === "ThisExpression" && again.type === "ThisExpression" : isName(again, name)))
      walk.report.refuse("I4-base", "The key is not checked against the value that it is used on.", node);
    else if (!isQuiet(key) && again.type === "Identifier") walk.references.bases.push({ node, base: again, key, scope: walk.scope });
    walk.expression(key);
  }
  walk.frame.flight -= 2;
}

/** `__cc_1 = E` */
function held(node: Expression): { readonly left: Identifier; readonly right: Expression } | undefined {
  if (node.type !== "AssignmentExpression" || node.operator !== "=" || node.left.type !== "Identifier") return undefined;
  return isTemp(node.left.name) ? { left: node.left, right: node.right } : undefined;
}

/**
 * A compound assignment to `super[k]` reads and writes with one key: `__cc_1 = __cc_key(K, this)`, then `__cc_1`. What the guard answers
 * is for keys alone, so such a temp may stand nowhere else.
 */
function keyOfSuper(walk: Walk, key: Expression): void {
  if (key.type === "Identifier" && isTemp(key.name)) return walk.references.add(key, walk.scope, Use.Read);
  const temp = held(key);
  const args = callOf(temp?.right, KEY);
  if (args === undefined) return walk.expression(key);
  if (args.length !== 2 || args[1]!.type !== "ThisExpression")
    return walk.report.refuse("I4-base", "The key of `super` is checked against `this`.", key);
  walk.keyTemps.add(temp!.left.name);
  walk.reference(temp!.left, Use.Write);
  walk.passing(2, [args[0]!]);
}

/** I4: a computed key of a literal or class is `[__cc_key(K)]`, or a number form. */
export function everyLiteralKeyGuarded(walk: Walk, key: AnyNode): void {
  if (isNumberForm(key)) return walk.expression(key);
  const args = callOf(key, KEY);
  if (args?.length !== 1) return walk.report.refuse("I4-computed-key", "A computed key is neither guarded nor a number's form.", key);
  walk.passing(1, [args[0]!]);
}

/** Evaluating it runs no code, so nothing changes meanwhile. */
const isQuiet = (key: AnyNode): boolean => key.type === "Identifier" || key.type === "ThisExpression" || key.type === "Literal";

const ARITHMETIC: ReadonlySet<string> = new Set(["-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", ">>>"]);
const isPlain = (name: unknown): boolean => typeof name === "string" && name !== GUARDED_KEY && !FORBIDDEN_KEYS.has(name);

/** Whether the key spells no guarded or forbidden name, by its outermost form: what it converts to is a number's, a truth value's or a type's text. */
export function isNumberForm(key: AnyNode): boolean {
  switch (key.type) {
    case "Literal":
      return typeof key.value === "number" || isPlain(key.value);
    case "TemplateLiteral":
      return key.expressions.length === 0 && isPlain(key.quasis[0]!.value.cooked);
    case "UpdateExpression":
    case "UnaryExpression":
      return key.operator !== "delete";
    case "BinaryExpression":
      // A number's text begins and ends what it is joined with: no forbidden name does.
      return key.operator !== "+" || isNumeric(key.left) || isNumeric(key.right);
    default:
      return false;
  }
}

/** Its value is a number or a big integer. */
export function isNumeric(node: AnyNode): boolean {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "number";
    case "UpdateExpression":
      return true;
    case "UnaryExpression":
      return node.operator === "+" || node.operator === "-" || node.operator === "~";
    case "BinaryExpression":
      return ARITHMETIC.has(node.operator);
    default:
      return false;
  }
}
