import type * as t from "@babel/types";
import type { Edit, Suggestion } from "../../diagnostics/diagnostic.js";
import type { KeyOwner } from "../static-key.js";
import type { RuleContext } from "../rule-context.js";
import { isWritten } from "./is-written.js";

/**
 * The standard's functions instead of the old properties.
 *
 *   o.__proto__                     ⟶  Object.getPrototypeOf(o)
 *   o.__proto__ = p;                ⟶  Object.setPrototypeOf(o, p);        where its value is not used
 *   o.__defineGetter__(k, f);       ⟶  Object.defineProperty(o, k, { get: f, configurable: true, enumerable: true });
 *
 * Nothing where `Object` may be something else, behind `?.` and `super`, and for other targets. What the program means stays, but for assignments
 * of what may be no object: the old form ignores those, the new one throws, so they are a guess.
 */
export function rewriteOf(name: string, key: t.Node, owner: KeyOwner, context: RuleContext): Suggestion | undefined {
  if (owner.type !== "MemberExpression" || owner.object.type === "Super" || context.isFull) return undefined;
  if (!context.isGlobalEverywhere("Object")) return undefined;
  const access = accessRange(owner, key, context.source.text);
  if (access === undefined) return undefined;
  const around = context.around(owner);
  const parent = around.at(-1);
  if (parent === undefined) return undefined;
  const isStatement = around.at(-2)?.type === "ExpressionStatement";
  const start = owner.start ?? 0;
  // `return(o).__proto__`
  const blank = /[\p{ID_Continue}$]$/u.test(context.source.text.slice(Math.max(0, start - 2), start)) ? " " : "";
  if (name === "__proto__") {
    if (parent.type === "AssignmentExpression" && parent.left === owner)
      return isStatement && parent.operator === "=" ? setter(parent, start, blank, access, context) : undefined;
    if (isWritten(owner, around) || isCalled(owner, around)) return undefined;
    return { edits: [insert(start, `${blank}Object.getPrototypeOf(`), { range: access, text: ")" }], kind: "safe" };
  }
  const field = name === "__defineGetter__" ? "get" : name === "__defineSetter__" ? "set" : undefined;
  if (field === undefined || !isStatement || parent.type !== "CallExpression" || parent.callee !== owner) return undefined;
  const [property, accessor, ...more] = parent.arguments;
  if (property === undefined || accessor === undefined || more.length > 0) return undefined;
  if (property.type === "SpreadElement" || accessor.type === "SpreadElement" || isParenthesized(property)) return undefined;
  return {
    edits: [
      insert(start, `${blank}Object.defineProperty(`),
      { range: [access[0], property.start ?? 0], text: ", " },
      insert(accessor.start ?? 0, `{ ${field}: `),
      insert(accessor.end ?? 0, ", configurable: true, enumerable: true }"),
    ],
    kind: "safe",
  };
}

function setter(
  { right }: t.AssignmentExpression,
  start: number,
  blank: string,
  access: readonly [number, number],
  { source }: RuleContext,
): Suggestion | undefined {
  const end = right.end ?? 0;
  // a parenthesis round the value would have to be found first
  if (isParenthesized(right) || !/^\s*=\s*$/.test(source.text.slice(access[1], right.start ?? 0))) return undefined;
  const isObject = /^(?:NullLiteral|ObjectExpression|NewExpression|ArrayExpression|FunctionExpression|ClassExpression)$/.test(right.type);
  const edits = [
    insert(start, `${blank}Object.setPrototypeOf(`),
    { range: [access[0], right.start ?? 0] as const, text: ", " },
    insert(end, ")"),
  ];
  return { edits, kind: isObject ? "safe" : "guess" };
}

/** Where `.name` or `["name"]` stands, if nothing but it stands between the object and the end. */
function accessRange(member: t.MemberExpression, key: t.Node, text: string): readonly [number, number] | undefined {
  const before = /\s*(\.|\[)\s*$/.exec(text.slice(Math.max(member.object.end ?? 0, (key.start ?? 0) - 100), key.start ?? 0));
  if (before === null || (before[1] === "[") !== member.computed) return undefined;
  return [(key.start ?? 0) - before[0].length, member.end ?? 0];
}

/** Called, constructed or a tag: as itself, or as the head of what `new` constructs, where parentheses of ours would end the callee. */
function isCalled(member: t.Node, around: readonly t.Node[]): boolean {
  const parent = around.at(-1);
  if (parent?.type === "CallExpression" && parent.callee === member) return true;
  let head = member;
  for (const outer of around.toReversed()) {
    if (outer.type === "NewExpression") return outer.callee === head && !isParenthesized(head);
    if (outer.type === "TaggedTemplateExpression" && outer.tag === member) return true;
    const isHead =
      (outer.type === "MemberExpression" && outer.object === head) || (outer.type === "TaggedTemplateExpression" && outer.tag === head);
    if (!isHead || isParenthesized(head)) return false;
    head = outer;
  }
  return false;
}

const isParenthesized = (node: t.Node): boolean => node.extra?.["parenthesized"] === true;

const insert = (at: number, text: string): Edit => ({ range: [at, at], text });
