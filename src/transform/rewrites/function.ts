import type * as t from "@babel/types";
import { assign, binary, block, conditional, declarator, declare, id, nil, returns, statement } from "../build.js";
import { isAnonymous, named } from "../anonymous.js";
import type { Context } from "../context.js";
import { framed } from "../entry.js";
import { Frame } from "../frame.js";
import { generatorHead, restOfArguments } from "../generator-head.js";
import { isCalm } from "../calm.js";
import { patternNames } from "../pattern-names.js";

/**
 * Rewrites a function, method, accessor, constructor or arrow function: its parameters, its body, and (metered) its entry.
 *
 * Metered code evaluates no parameter that could call anything before it has entered; such parameters move into the body:
 *
 *   f(a, [x] = it) { … }   ⟶  f(a, __cc_1 = void 0) { entry; let [x] = __cc_1 === void 0 ? it : __cc_1; … }
 *
 * A generator makes its parameters when it is called, and runs its body later: there they move to where a rest has its pattern.
 *
 *   *f(a, [x] = it) { … }  ⟶  *f(a, __cc_1 = void 0, ...{ [__cc_none]: __cc_h = __cc_enter(W),
 *                                [__cc_none]: [x] = __cc_1 === void 0 ? it : __cc_1, [__cc_none]: {} = __cc_leave(__cc_h, 0) }) { … }
 *
 * Keeps: `length`, the order of parameters, their dead zone, and that a body's `var` is another variable than a parameter which a
 * default has closed over (ECMA-262 §10.2.11).
 */
export function rewriteFunction(cx: Context, node: t.Function): void {
  const frame = new Frame("function", node.async === true || node.generator === true);
  cx.within(frame, () => {
    const moved = cx.metered || cx.mediated ? moveParameters(cx, node) : keepParameters(cx, node);
    const { body } = node;
    if (body.type !== "BlockStatement") {
      frame.board(2);
      const value = cx.expression(body);
      frame.land(2);
      if (!cx.metered && frame.temps.length === 0 && moved.length === 0) {
        node.body = value;
        return;
      }
      const only = returns(value);
      frame.returns.push(only);
      node.body = block(framed(cx, moved, [only]));
      (node as t.ArrowFunctionExpression).expression = false;
      return;
    }
    const statements = cx.statements(cx.metered ? lastOfEach(cx, body.body) : body.body);
    body.body = framed(cx, moved, statements);
    if (cx.metered && node.type === "FunctionDeclaration" && moved.length === 0 && frame.weight.value === 1) cx.leaves.offer(node, frame);
    body.directives = [];
  });
}

function keepParameters(cx: Context, node: t.Function): t.Statement[] {
  cx.frame.sealed = true;
  node.params = node.params.map((param) => cx.pattern(param, true));
  cx.frame.sealed = false;
  return [];
}

/** Rewrites the parameters. @returns the statements that make those that could not stay. */
function moveParameters(cx: Context, node: t.Function): t.Statement[] {
  if (node.params.every((param) => staysPut(cx, param))) {
    const last = node.params.at(-1);
    if (last?.type === "RestElement") cx.spreads.rest(last.argument as t.Identifier, node);
    node.params = node.params.map((param) => cx.pattern(param, true));
    return [];
  }
  const isGenerator = node.generator === true;
  const restored = isGenerator ? [] : separate(cx, node);
  cx.frame.sealed = isGenerator;
  const start = node.params[0]?.start ?? 0;
  let isLate = false;
  const declarators: t.VariableDeclarator[] = [];
  node.params = node.params.map((param, index): t.Function["params"][number] => {
    const source = param as t.Node;
    const isFirst = !isLate;
    isLate ||= !staysPut(cx, source);
    switch (source.type) {
      case "Identifier": {
        // Named by a parameter in front of it, it has to be in its dead zone by then.
        if (isFirst || !isUsedEarly(cx, source, start)) return cx.pattern(source, true);
        const temp = cx.tempName();
        declarators.push(declarator(cx.pattern(source, true), id(temp)));
        return id(temp);
      }
      case "ArrayPattern":
      case "ObjectPattern": {
        const temp = cx.tempName();
        declarators.push(made(cx, source, () => id(temp)));
        return id(temp);
      }
      case "RestElement": {
        if (isGenerator) {
          declarators.push(made(cx, source.argument, () => restOfArguments(cx, index)));
          return source;
        }
        if (source.argument.type === "Identifier") {
          cx.spreads.rest(source.argument, node);
          return cx.pattern(source, true);
        }
        const temp = cx.tempName();
        declarators.push(made(cx, source.argument, () => id(temp)));
        source.argument = id(temp);
        return source;
      }
      case "AssignmentPattern": {
        const isPlain = source.left.type === "Identifier" && isLiteral(source.right) && isCalm(source.right, () => !cx.makesRegexps);
        if (isPlain && (isFirst || !isUsedEarly(cx, source.left as t.Identifier, start))) return cx.pattern(source, true);
        const temp = cx.tempName();
        const name = source.left.type === "Identifier" && isAnonymous(source.right) ? source.left.name : undefined;
        const value = (): t.Expression => {
          const right = cx.zone(source.right);
          return conditional(binary("===", id(temp), nil()), name === undefined ? right : named(name, right), id(temp));
        };
        declarators.push(made(cx, source.left, value));
        return { type: "AssignmentPattern", left: id(temp), right: nil() };
      }
      default:
        return cx.pattern(param, true);
    }
  });
  cx.frame.sealed = false;
  if (!isGenerator) return [declare("let", declarators), ...restored];
  node.params = [...node.params.filter((param) => param.type !== "RestElement"), generatorHead(cx, declarators)];
  return [];
}

/** A parameter as a declaration of the body. */
function made(cx: Context, target: t.Node, value: () => t.Expression): t.VariableDeclarator {
  const match = cx.match(target, value, true);
  return declarator(match.target as t.VariableDeclarator["id"], match.value);
}

/** `x`, `x = CALM`, `...x`. Object patterns could stay in places too, but a default makes them able to call. */
function staysPut(cx: Context, param: t.Node): boolean {
  switch (param.type) {
    case "Identifier":
      return true;
    case "RestElement":
      return param.argument.type === "Identifier";
    case "AssignmentPattern":
      return (
        param.left.type === "Identifier" &&
        isCalm(param.right, (node) => (node.type === "Identifier" ? cx.names.find(node) === undefined : !cx.makesRegexps))
      );
    default:
      return false;
  }
}

/** Whether a parameter is named between the start of the list and itself. */
function isUsedEarly(cx: Context, param: t.Identifier, start: number): boolean {
  const end = param.start ?? 0;
  return cx.bindingOf(param)?.references.some((node) => (node.start ?? 0) >= start && (node.start ?? 0) < end) ?? false;
}

const isLiteral = (node: t.Node): boolean => node.type.endsWith("Literal") && node.type !== "TemplateLiteral";

/**
 * Makes room for parameters in the body: one whose name the body declares anew gets another.
 * @returns statements that hand its value on to the body's `var`, which begins with it.
 */
function separate(cx: Context, node: t.Function): t.Statement[] {
  const { body } = node;
  if (body.type !== "BlockStatement") return [];
  const outer = cx.facts.scopes.get(node);
  const inner = cx.facts.scopes.get(body);
  const statements: t.Statement[] = [];
  if (outer === undefined || inner === undefined) return statements;
  if (outer !== inner) {
    for (const [name, binding] of outer.bindings) {
      const own = inner.bindings.get(name);
      if (own === undefined) continue;
      const fresh = cx.names.fresh(name);
      cx.names.add(name, binding, { as: "name", name: fresh });
      if (own.kind !== "var") continue;
      own.writes++;
      for (const declared of own.declarations) cx.numbers.spoiled(declared);
      statements.push(statement(assign(id(name), id(fresh))));
    }
    return statements;
  }
  const functions = new Set(body.body.map((item) => (item.type === "FunctionDeclaration" ? item.id?.name : undefined)));
  for (const param of node.params) {
    if (staysPut(cx, param)) continue;
    for (const name of patternNames(param)) if (functions.has(name.name)) name.name = cx.names.fresh(name.name);
  }
  return statements;
}

/** Of functions that one body declares several times only the last is ever seen, and in a block more than one is an error. */
function lastOfEach(cx: Context, body: readonly t.Statement[]): readonly t.Statement[] {
  const last = new Map<string, t.Statement>();
  let doubled = false;
  for (const item of body) {
    if (item.type !== "FunctionDeclaration" || item.id == null) continue;
    doubled ||= last.has(item.id.name);
    last.set(item.id.name, item);
  }
  if (!doubled) return body;
  return body.filter((item) => item.type !== "FunctionDeclaration" || item.id == null || last.get(item.id.name) === item);
}
