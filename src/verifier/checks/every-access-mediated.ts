import type { AnyNode, CallExpression, Expression, MemberExpression, TaggedTemplateExpression } from "acorn";
import { guardId, LOCALS, type GuardName } from "../../contract/index.js";
import { callOf, isName, isNumber, staticName, stringOf } from "../shapes.js";
import type { Position, Walk } from "../walk.js";
import { isRecord } from "./every-record-in-its-form.js";
import { noForbiddenKey } from "./no-forbidden-key.js";

/** Guards of mediation whose calls are values, with the number of their arguments; further ones, spreads among them, where there is no end. */
const VALUES: ReadonlyMap<string, readonly [least: number, most: number]> = new Map(
  (
    [
      ["get", 2, 2],
      ["set", 3, 3],
      ["delete", 2, 2],
      ["call", 2, Infinity],
      ["construct", 1, Infinity],
      ["iterable", 1, 1],
      ["object", 1, 1],
      ["name", 1, 1],
      ["rest", 1, Infinity],
      ["spread", 1, 1],
      ["next", 1, 1],
      ["close", 1, 1],
      ["done", 1, 1],
      ["value", 1, 1],
    ] satisfies [GuardName, number, number][]
  ).map(([name, least, most]) => [guardId(name), [least, most]]),
);
const TAKES_SPREADS: ReadonlySet<string> = new Set([guardId("call"), guardId("construct")]);
const TAKES_KEY: ReadonlySet<string> = new Set([guardId("get"), guardId("set"), guardId("delete")]);

/**
 * I14: a call of a guard of mediation, in its form. What it is given is the guest's and judged by the walk; what it does is done by the runtime, which
 * has asked the supervisor.
 *
 * @returns whether it is one
 */
export function everyMediationInItsForm(walk: Walk, node: CallExpression, name: string): boolean {
  if (!walk.mediated || node.optional) return false;
  const args = node.arguments as readonly AnyNode[];
  const arity = VALUES.get(name);
  if (arity !== undefined) {
    if (args.length < arity[0] || args.length > arity[1]) return false;
    if (args.slice(0, arity[0]).some(isSpread) || (!TAKES_SPREADS.has(name) && args.some(isSpread))) return false;
    if (TAKES_KEY.has(name)) noForbiddenKey(walk, stringOf(args[1]), args[1]!);
    if (name === guardId("call")) requires(walk, node, args);
    operands(walk, node);
    return true;
  }
  const plain: readonly AnyNode[] | undefined = callOf(node, name);
  switch (name) {
    case guardId("inherited"):
      if (plain?.length !== 3 || !reads(plain[2]!)) return false;
      return ofSuper(walk, node, plain);
    case guardId("tail"):
      if (plain?.length !== 2 || !isName(plain[0], "arguments") || !isIndex(plain[1]!)) return false;
      operands(walk, node);
      return true;
    case guardId("elements"):
      if (!walk.facing.has(node)) return false;
      operands(walk, node);
      return true;
    default:
      return false;
  }
}

/** `__cc_ref(O, K).value`, `__cc_ancestral(this, K, …).value`: what is assigned, updated or a target of patterns. */
function isReference(walk: Walk, { object, property, computed }: MemberExpression): boolean {
  if (computed || !isName(property, "value")) return false;
  const plain = callOf(object, guardId("ref"));
  if (plain?.length === 2) {
    noForbiddenKey(walk, stringOf(plain[1]), plain[1]!);
    operands(walk, object as CallExpression);
    return true;
  }
  const ancestral = callOf(object, guardId("ancestral"));
  return ancestral?.length === 4 && reads(ancestral[2]!) && writes(ancestral[3]!) && ofSuper(walk, object, ancestral);
}

/**
 * I14: a member is read, written or deleted by a guard; in the text stand references (`__cc_ref(O, K).value`), and what is no access: names of records,
 * private names, `{ f: E }.f`, which gives a function its name, and `delete super.x`, which throws.
 *
 * @returns whether it was a reference, and nothing is left to judge
 */
export function everyMemberMediated(walk: Walk, node: MemberExpression, position: Position): boolean {
  if ((position === "write" || position === "update") && isReference(walk, node)) return true;
  const isNoAccess =
    node.property.type === "PrivateIdentifier" ||
    isRecord(node.object) ||
    (node.object.type === "Super" && position === "delete") ||
    ((position === "read" || position === "guarded") && isNaming(node));
  if (!isNoAccess) walk.report.refuse("I14-access", "A property is accessed, and no guard is asked.", node);
  return false;
}

/**
 * I14: calls go to a guard. In the text stand those of functions that are written in place, and `super(...__cc_super(new.target, LIST))`.
 *
 * @returns whether it was a call of `super`, and nothing is left to judge
 */
export function everyCallMediated(walk: Walk, node: CallExpression): boolean {
  const { callee } = node;
  if (callee.type === "Super") {
    const [only] = node.arguments;
    const args = only?.type === "SpreadElement" ? callOf(only.argument, guardId("super")) : undefined;
    const isAsked =
      node.arguments.length === 1 &&
      args?.length === 2 &&
      args[0]!.type === "MetaProperty" &&
      (args[1]!.type === "ArrayExpression" || isName(args[1], "arguments"));
    if (isAsked) walk.passing(3, args);
    else walk.report.refuse("I14-call", "A constructor is called, and no guard is asked.", node);
    return true;
  }
  if (callee.type !== "ArrowFunctionExpression") walk.report.refuse("I14-call", "A function is called, and no guard is asked.", node);
  return false;
}

/** I14: what is iterated has passed its guard; what is spread into an object literal, its own. */
export function everyIterationMediated(walk: Walk, node: AnyNode, guard: "iterable" | "spread"): void {
  if (callOf(node, guardId(guard))?.length !== 1)
    walk.report.refuse("I14-iteration", "Something is iterated, and no guard is asked.", node);
}

/** I14: of templates only the texts are the engine's to make: `__cc_tag` answers with them. */
export function everyTagMediated(walk: Walk, node: TaggedTemplateExpression): void {
  const isTexts = isName(node.tag, guardId("tag")) && node.quasi.expressions.every((item) => isNumber(item, 0));
  if (!isTexts) walk.report.refuse("I14-call", "A tag is called, and no guard is asked.", node);
}

/** I14: `class … extends __cc_heir(E)` */
export function everyParentMediated(walk: Walk, node: Expression): void {
  const args = callOf(node, guardId("heir"));
  if (args?.length !== 1) return walk.report.refuse("I14-call", "A class has a parent, and no guard is asked.", node);
  walk.passing(1, args);
}

function operands(walk: Walk, node: CallExpression): void {
  walk.frame.busy ??= node;
  walk.passing(node.arguments.length, node.arguments);
}

function ofSuper(walk: Walk, node: AnyNode, args: readonly AnyNode[]): boolean {
  if (args[0]!.type !== "ThisExpression") return false;
  if (!walk.frame.isGuests) walk.report.refuse("I7-context", "`super` of the record itself.", node);
  noForbiddenKey(walk, stringOf(args[1]), args[1]!);
  walk.passing(args.length, [args[1]!]);
  return true;
}

/** `require("…")` */
function requires(walk: Walk, node: CallExpression, [callee, , first]: readonly AnyNode[]): void {
  const specifier = stringOf(first);
  if (walk.manifest.goal === "commonjs" && specifier !== undefined && isName(callee, "require"))
    walk.requires.push({ node, scope: walk.scope, specifier });
}

const isSpread = (node: AnyNode): boolean => node.type === "SpreadElement";

/** `{ f: E }.f` */
function isNaming({ object, property, computed, optional }: MemberExpression): boolean {
  if (object.type !== "ObjectExpression" || object.properties.length !== 1 || optional) return false;
  const only = object.properties[0]!;
  const name = computed ? stringOf(property) : staticName(property);
  if (name === undefined || name === "__proto__") return false;
  return only.type === "Property" && !only.computed && only.kind === "init" && staticName(only.key) === name;
}

/** `(__cc_a) => super[__cc_a]` */
const reads = (node: AnyNode): boolean => isHeld(bodyOf(node, LOCALS.argument));

/** `(__cc_a, __cc_v) => super[__cc_a] = __cc_v` */
function writes(node: AnyNode): boolean {
  const body = bodyOf(node, LOCALS.argument, LOCALS.completion);
  return body?.type === "AssignmentExpression" && body.operator === "=" && isHeld(body.left) && isName(body.right, LOCALS.completion);
}

function bodyOf(arrow: AnyNode, ...params: string[]): AnyNode | undefined {
  if (arrow.type !== "ArrowFunctionExpression") return undefined;
  if (arrow.async || !arrow.expression || arrow.params.length !== params.length) return undefined;
  return arrow.params.every((param, i) => isName(param, params[i]!)) ? arrow.body : undefined;
}

const isHeld = (node: AnyNode | undefined): boolean =>
  node?.type === "MemberExpression" &&
  node.computed &&
  !node.optional &&
  node.object.type === "Super" &&
  isName(node.property, LOCALS.argument);

const isIndex = (node: AnyNode): boolean => node.type === "Literal" && typeof node.value === "number";
