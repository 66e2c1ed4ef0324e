import type * as t from "@babel/types";
import { guardId } from "../../contract/index.js";
import { isAnonymous, named } from "../anonymous.js";
import { assign, binary, conditional, guard, id, nil, number, property, string } from "../build.js";
import type { Context, Match } from "../context.js";
import { plainString } from "../plain-text.js";
import { literalName } from "../static-key.js";
import { boarded } from "./access.js";

/**
 * Takes patterns apart, since each read of one goes to a guard. What is left has a symbol for keys that no object has (`__cc_none`), so that every
 * default is taken, in order:
 *
 *   { a, [k]: b = d, ...r } = E
 *     ⟶  { [__cc_none]: __cc_1 = E, [__cc_none]: a = __cc_get(__cc_1, "a"),
 *           [__cc_none]: __cc_2 = __cc_name(k), [__cc_none]: __cc_3 = __cc_get(__cc_1, __cc_2),
 *           [__cc_none]: b = __cc_3 === void 0 ? d : __cc_3, [__cc_none]: r = __cc_rest(__cc_1, "a", __cc_2) } = 0
 *
 * Array patterns stay, so that the engine closes iterators; elements that are patterns come in boxes:
 *
 *   [a, { b }] = E   ⟶  [a, { v: __cc_1, [__cc_none]: __cc_2 = __cc_1, [__cc_none]: b = __cc_get(__cc_2, "b") }] = __cc_elements(E, "01")
 *
 * Keeps: order of keys, targets, reads, defaults and bindings; when iterators step and are closed (ECMA-262 §13.15.5).
 *
 * @param value rewritten already, with two more in flight
 * @param declares the names are declared here, else they are assigned
 */
export function matchMediated(cx: Context, node: t.Node, value: t.Expression, declares: boolean): Match {
  switch (node.type) {
    case "ArrayPattern":
      return elements(cx, node, value, declares);
    case "ObjectPattern": {
      const properties: t.ObjectProperty[] = [];
      parts(cx, node, value, declares, properties);
      return { target: { type: "ObjectPattern", properties }, value: number(0) };
    }
    default:
      return { target: cx.pattern(node, declares) as t.LVal, value };
  }
}

/** Adds what gives one target its value. */
function entry(cx: Context, node: t.Node, value: t.Expression, declares: boolean, out: t.ObjectProperty[]): void {
  if (node.type === "AssignmentPattern") {
    const { left } = node;
    const name = left.type === "Identifier" && left.extra?.["parenthesized"] !== true && isAnonymous(node.right) ? left.name : undefined;
    // Where targets are members, they are evaluated before the read, so that it cannot be moved in front.
    const temp = declares ? id(cx.tempName()) : cx.temp();
    if (declares) out.push(always(temp, value));
    const known = declares ? id(temp.name) : assign(temp, value);
    const fallback = boarded(cx, 2, () => cx.zone(node.right));
    const result = conditional(binary("===", known, nil()), name === undefined ? fallback : named(name, fallback), id(temp.name));
    return entry(cx, left, result, declares, out);
  }
  if (node.type === "ObjectPattern") return parts(cx, node, value, declares, out);
  const match = matchMediated(cx, node, value, declares);
  out.push(always(match.target, match.value));
}

/** The properties of an object pattern, one after the other. */
function parts(cx: Context, node: t.ObjectPattern, value: t.Expression, declares: boolean, out: t.ObjectProperty[]): void {
  const held = declares ? id(cx.tempName()) : cx.temp();
  const known: (() => t.Expression)[] = [];
  // The first read throws for null and undefined. V8 leaves it at that, and evaluates the first target before; so do we.
  const [first] = node.properties;
  const isRead = first?.type === "ObjectProperty" && !first.computed;
  out.push(always(held, isRead ? value : guard("object", value)));
  cx.frame.busy = true;
  for (const item of node.properties) {
    if (item.type === "RestElement") {
      cx.frame.board(known.length + 1);
      cx.frame.land(known.length + 1);
      entry(cx, item.argument, guard("rest", id(held.name), ...known.map((key) => key())), declares, out);
      continue;
    }
    const key = keyOf(cx, item, declares, out);
    known.push(key);
    boarded(cx, 2, () => entry(cx, item.value, guard("get", id(held.name), key()), declares, out));
  }
}

/** The key, to be used more than once. A computed one is converted before its target is looked at. */
function keyOf(cx: Context, item: t.ObjectProperty, declares: boolean, out: t.ObjectProperty[]): () => t.Expression {
  const { key } = item;
  const name = !item.computed && key.type === "Identifier" ? key.name : literalName(key);
  if (name !== undefined) return () => plainString(string(name));
  if (!item.computed && key.type === "NumericLiteral") return () => string(String(key.value));
  if (!item.computed && key.type === "BigIntLiteral") return () => string(String(BigInt(key.value)));
  const temp = declares ? id(cx.tempName()) : cx.temp();
  out.push(
    always(
      temp,
      boarded(cx, 1, () => guard("name", cx.zone(key as t.Expression))),
    ),
  );
  return () => id(temp.name);
}

function elements(cx: Context, node: t.ArrayPattern, value: t.Expression, declares: boolean): Match {
  let mask = "";
  const boxed = (inner: t.Node): t.ObjectPattern => {
    const box = declares ? id(cx.tempName()) : cx.temp();
    const properties = [property(id("v"), box)];
    entry(cx, inner, id(box.name), declares, properties);
    return { type: "ObjectPattern", properties };
  };
  const targets = node.elements.map((item): t.ArrayPattern["elements"][number] => {
    const inner = item?.type === "RestElement" ? item.argument : item?.type === "AssignmentPattern" ? item.left : item;
    const isNested = inner?.type === "ObjectPattern" || inner?.type === "ArrayPattern";
    if (item === null || !isNested) {
      mask += item?.type === "RestElement" ? "3" : "0";
      return item === null ? null : (cx.pattern(item, declares) as t.ArrayPattern["elements"][number]);
    }
    mask += item.type === "RestElement" ? "2" : "1";
    return boxed(item.type === "RestElement" ? item.argument : item);
  });
  cx.frame.busy = true;
  return { target: { type: "ArrayPattern", elements: targets }, value: guard("elements", value, string(mask)) };
}

/** `[__cc_none]: target = value` */
function always(target: t.Node, value: t.Expression): t.ObjectProperty {
  const left = target as t.AssignmentPattern["left"];
  return property(id(guardId("none")), { type: "AssignmentPattern", left, right: value }, true);
}
