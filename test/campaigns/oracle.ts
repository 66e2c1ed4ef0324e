/**
 * A second opinion on accepted bodies, made of other parts than the verifier: Babel's parser and scopes. It is slower and looser; whatever it
 * objects to, the verifier should have refused.
 */
import { parse } from "@babel/parser";
import traverseModule, { type NodePath, type TraverseOptions } from "@babel/traverse";
import type * as t from "@babel/types";
import { SourceText } from "../../src/diagnostics/source-text.js";
import { parseCell } from "../../src/verifier/cell-parser.js";
import { Report } from "../../src/verifier/report.js";

const traverse = (typeof traverseModule === "function" ? traverseModule : (traverseModule as { default: unknown }).default) as (
  node: t.Node,
  options: TraverseOptions,
) => void;

const FORBIDDEN = new Set(["__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "constructor"]);
const CALLED = new Set([
  "__cc_key",
  "__cc_proto",
  "__cc_caught",
  "__cc_alive",
  "__cc_import",
  "__cc_enter",
  "__cc_leave",
  "__cc_fin",
  "__cc_back",
  "__cc_buy",
  "__cc_delegate",
  "__cc_iterate",
  "__cc_sized",
  "__cc_count",
  "__cc_keyed",
  "__cc_boxed",
  "__cc_env",
  "__cc_type",
  "__cc_declare",
  "__cc_parent",
]);

/** What is wrong with a body that the verifier has accepted; empty if nothing is. */
export function objections(body: string, features: readonly string[]): string[] {
  const found: string[] = [];
  let ast: t.File;
  try {
    ast = parse(body, { sourceType: "script", attachComment: false });
  } catch (error) {
    return [`Babel does not parse it: ${String(error)}`];
  }
  if (
    shape(parse(body, { sourceType: "script", plugins: [["estree", { classFeatures: true }]], attachComment: false }).program) !==
    shape(parseCell(body, new Report(new SourceText(body, "body"))))
  )
    found.push("the parsers read different trees");
  traverse(ast, {
    Program(path) {
      for (const name of Object.keys((path.scope as unknown as { globals: object }).globals))
        if (name !== "arguments") found.push(`free name ${name}`);
    },
    Import: () => void found.push("import()"),
    Identifier(path) {
      if (!CALLED.has(path.node.name) || path.parentPath?.isVariableDeclarator({ id: path.node })) return;
      const isCalled = path.parentPath?.isCallExpression() === true && path.key === "callee";
      const isMember =
        /MemberExpression$/.test(path.parent.type) && path.key === "property" && (path.parent as { computed?: boolean }).computed !== true;
      const isKey = path.key === "key" && (path.parent as { computed?: boolean }).computed !== true;
      if (!isCalled && !isMember && !isKey) found.push(`guard ${path.node.name} as a value`);
    },
    MemberExpression: member,
    OptionalMemberExpression: member,
    ObjectProperty: (path) => void key(path),
    ObjectMethod: (path) => void key(path),
    ClassMethod: (path) => void (path.node.kind === "constructor" || key(path)),
    ClassProperty: (path) => void key(path),
    CatchClause(path) {
      const text = JSON.stringify(path.node.body.body.slice(0, 2), (k, v: unknown) =>
        k === "loc" || k === "start" || k === "end" ? undefined : v,
      );
      if (!text.includes("__cc_caught")) found.push("unguarded catch");
    },
  });
  return found;

  function member(path: NodePath<t.MemberExpression> | NodePath<t.OptionalMemberExpression>): void {
    const { node } = path;
    if (node.computed) {
      const { property } = node;
      const isGuarded = property.type === "CallExpression" && property.callee.type === "Identifier" && property.callee.name === "__cc_key";
      if (!isGuarded && !isHarmless(property)) found.push(`unguarded key ${property.type}`);
    } else if (node.property.type === "Identifier" && isForbidden(node.property.name)) found.push(`key ${node.property.name}`);
  }

  function key(path: NodePath<t.ObjectProperty> | NodePath<t.ObjectMethod> | NodePath<t.ClassMethod> | NodePath<t.ClassProperty>): void {
    const { node } = path;
    const named = node.key;
    if (!node.computed) {
      const name = named.type === "Identifier" ? named.name : named.type === "StringLiteral" ? named.value : "";
      if (isForbidden(name)) found.push(`key ${name}`);
    } else {
      const isGuarded = named.type === "CallExpression" && named.callee.type === "Identifier" && named.callee.name === "__cc_key";
      const isNone = named.type === "Identifier" && named.name === "__cc_none" && path.parentPath?.isObjectPattern() === true;
      if (!isGuarded && !isNone && !isHarmless(named)) found.push(`unguarded key ${named.type}`);
    }
  }

  function isForbidden(name: string): boolean {
    return FORBIDDEN.has(name) && !features.includes(name === "constructor" ? "constructor" : "proto");
  }
}

/** Spells no name that matters, whatever it is made of. */
function isHarmless(node: t.Node): boolean {
  switch (node.type) {
    case "StringLiteral":
      return !FORBIDDEN.has(node.value) && node.value !== "prototype";
    case "TemplateLiteral":
      return node.expressions.length === 0 && !FORBIDDEN.has(node.quasis[0]!.value.cooked!) && node.quasis[0]!.value.cooked !== "prototype";
    case "NumericLiteral":
    case "UpdateExpression":
      return true;
    case "UnaryExpression":
      return node.operator !== "delete";
    case "BinaryExpression":
      return (
        node.operator !== "+" ||
        [node.left, node.right].some(
          (side) =>
            isHarmless(side) &&
            side.type !== "StringLiteral" &&
            side.type !== "TemplateLiteral" &&
            !(side.type === "UnaryExpression" && /[tv!]/.test(side.operator)),
        )
      );
    default:
      return false;
  }
}

const LEFT_OUT =
  /^(?:start|end|loc|range|raw|extra|errors|comments|tokens|interpreter|bigint|options|attributes|directives?|sourceType|shorthand|decorators|phase)$/;

/** The tree without places, and without what the parsers call differently; `false` and `null` are as good as nothing. */
export const shape = (node: unknown): string => JSON.stringify(plain(node));

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return value.map((item: unknown) => (item === null ? "hole" : plain(item)));
  const entries = Object.entries(value).filter(
    ([name, item]) => !LEFT_OUT.test(name) && item !== null && item !== false && item !== undefined,
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, plain(item)]));
}
