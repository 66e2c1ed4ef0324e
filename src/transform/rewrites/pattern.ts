import type * as t from "@babel/types";
import { isGuardedKey } from "../../contract/index.js";
import { isAnonymous, named } from "../anonymous.js";
import { assign, binary, conditional, guard, id, nil, number, sequence } from "../build.js";
import type { Context } from "../context.js";
import { isNumberForm, isPlainKey } from "../number-form.js";
import { always, hasRest, matchedAlways } from "../rest-patterns.js";
import { literalName, nameKey, staticName } from "../static-key.js";

type Property = t.ObjectPattern["properties"][number];

/**
 * Rewrites object patterns. What a key other than a plain static one delivers passes the proto guard before it reaches its target:
 *
 *   { [k]: x }           ⟶  { [__cc_key(k)]: __cc_r1, [__cc_none]: x = __cc_proto(__cc_r1) }
 *   { [k]: x = d }       ⟶  { [__cc_key(k)]: __cc_r1, [__cc_none]: __cc_1 = __cc_proto(__cc_r1), [__cc_none]: x = __cc_1 === void 0 ? d : __cc_1 }
 *   { prototype: x }     ⟶  { prototype: __cc_r1, [__cc_none]: x = __cc_proto(__cc_r1) }
 *   { constructor: x }   ⟶  the same, metered
 *   { a, b: [c] = d, … } stays, but for rests within (rest-patterns.ts)
 *
 * `__cc_none` is a symbol that no object has, so that its default is always taken and a rest is not disturbed.
 *   { [k]: o.x }         ⟶  { [__cc_key((__cc_1 = k, __cc_2 = o, __cc_1))]: __cc_r1, [__cc_none]: __cc_2.x = __cc_proto(__cc_r1) }
 *
 * Keeps: the order of keys, targets, reads, defaults and bindings (ECMA-262 §13.15.5.6).
 */
export function rewriteObjectPattern(cx: Context, node: t.ObjectPattern, declares: boolean): void {
  const properties: Property[] = [];
  for (const item of node.properties) {
    if (item.type === "RestElement") {
      item.argument = cx.pattern(item.argument, declares);
      properties.push(item);
    } else rewriteProperty(cx, item, declares, properties);
  }
  node.properties = properties;
}

export function rewriteArrayPattern(cx: Context, node: t.ArrayPattern, declares: boolean): void {
  node.elements = node.elements.map((item) => (item === null ? null : cx.pattern(item, declares)));
}

/** `x = d`: the default keeps the name of a target that is a name. */
export function rewriteDefault(cx: Context, node: t.AssignmentPattern, declares: boolean): void {
  const isCovered = node.left.extra?.["parenthesized"] === true;
  const name = node.left.type === "Identifier" ? node.left.name : undefined;
  node.left = cx.pattern(node.left, declares);
  const isNameless = isAnonymous(node.right);
  const isNamed = name !== undefined && !isCovered && isNameless;
  node.right = cx.zone(node.right);
  if (isCovered && isNameless) node.right = sequence(number(0), node.right);
  if (isNamed && !(node.left.type === "Identifier" && node.left.name === name)) node.right = named(name, node.right);
}

function rewriteProperty(cx: Context, node: t.ObjectProperty, declares: boolean, out: Property[]): void {
  const literal = node.computed ? literalName(node.key) : undefined;
  if (literal !== undefined && !isPlainKey(literal)) {
    node.key = nameKey(literal);
    node.computed = false;
  }
  let isGuarded = !node.computed && isGuardedKey(staticName(node.key), cx.metered);
  if (node.computed) {
    cx.frame.board(1);
    const key = cx.zone(node.key as t.Expression);
    cx.frame.land(1);
    isGuarded = !isNumberForm(key);
    node.key = isGuarded ? guard("key", declares ? key : targetFirst(cx, key, node)) : key;
  }
  if (!isGuarded && cx.metered && hasRest(node.value)) {
    const temp = declares ? id(cx.tempName()) : cx.temp();
    const rest = matchedAlways(cx, node.value, temp, declares);
    out.push(Object.assign(node, { value: temp, shorthand: false }), rest);
    return;
  }
  if (!isGuarded) {
    const { value } = node;
    node.value = cx.pattern(value, declares) as typeof value;
    if (node.shorthand) node.shorthand = isShort(node);
    out.push(node);
    return;
  }
  const raw = cx.rawTemp(declares);
  const { value } = node;
  node.value = raw;
  node.shorthand = false;
  out.push(node);
  const checked = guard("proto", id(raw.name));
  if (value.type !== "AssignmentPattern") {
    const match = cx.match(value, () => checked, declares);
    out.push(always(match.target, match.value));
    return;
  }
  const takesName = value.left.type === "Identifier" && value.left.extra?.["parenthesized"] !== true && isAnonymous(value.right);
  const name = takesName ? (value.left as t.Identifier).name : undefined;
  const temp = declares ? id(cx.tempName()) : cx.temp();
  out.push(always(temp, checked));
  const { left, right } = value;
  const made = (): t.Expression => {
    const fallback = cx.zone(right);
    return conditional(binary("===", id(temp.name), nil()), name === undefined ? fallback : named(name, fallback), id(temp.name));
  };
  const match = cx.match(left, made, declares);
  out.push(always(match.target, match.value));
}

/** Evaluates the parts of a target that is a member together with the key, for natively they come before the read. */
function targetFirst(cx: Context, key: t.Expression, node: t.ObjectProperty): t.Expression {
  const holder = node.value.type === "AssignmentPattern" ? node.value : undefined;
  const target = holder?.left ?? node.value;
  if (target.type !== "MemberExpression" || target.object.type === "Super") return key;
  const kept = cx.temp();
  const base = cx.temp();
  const parts = [assign(kept, key), assign(base, cx.expression(target.object))];
  target.object = id(base.name);
  if (target.computed && !target.property.type.endsWith("Literal")) {
    const name = cx.temp();
    parts.push(assign(name, cx.expression(target.property as t.Expression)));
    target.property = id(name.name);
  }
  return sequence(...parts, id(kept.name));
}

function isShort(node: t.ObjectProperty): boolean {
  const target = node.value.type === "AssignmentPattern" ? node.value.left : node.value;
  return target.type === "Identifier" && node.key.type === "Identifier" && target.name === node.key.name;
}
