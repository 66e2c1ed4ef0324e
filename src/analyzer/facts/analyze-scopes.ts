import type * as t from "@babel/types";
import { staticKey } from "../static-key.js";
import { ScopeBuilder } from "./scope-builder.js";
import type { BindingKind, FreeReference } from "./facts.js";
import type { Resolution } from "./resolution.js";
import { NOBODY, type Watcher } from "./watcher.js";

export interface ScopeOptions {
  /** Names that stand as parameters of the program itself (CommonJS: `exports`, `require`, …). */
  readonly parameters?: readonly string[];
}

/**
 * Finds every scope, binding, reference and free name of a program in one recursive walk (strict mode; types erased before), which takes a
 * watcher along: most of an analysis is walking, so the rules have no walk of their own.
 *
 * A function whose parameters contain expressions has two scopes, `params` and below it `function`, for its body's `var`s are
 * others than its parameters (ECMA-262 §10.2.11); all other functions have one. `scopes.get(fn)` is the outer, `scopes.get(fn.body)`
 * the inner one. Labels, property names, meta properties, private names and the far sides of imports and exports are no references.
 *
 * Recursion is bounded by the pre-scan; a RangeError that comes through all the same is a refusal, made by `examine`.
 */
export function analyzeScopes(ast: t.File, options: ScopeOptions = {}, watcher: Watcher = NOBODY): Resolution {
  const builder = new ScopeBuilder(ast.program);
  for (const name of options.parameters ?? []) builder.declareName(name, "param");
  new ScopeWalk(builder, watcher).each(ast.program.body);
  return builder.finish();
}

class ScopeWalk {
  readonly #b: ScopeBuilder;
  readonly #watcher: Watcher;
  readonly #watchesNames: boolean;

  constructor(builder: ScopeBuilder, watcher: Watcher) {
    this.#b = builder;
    this.#watcher = watcher;
    this.#watchesNames = watcher.name !== undefined;
  }

  each(nodes: readonly (t.Node | null)[]): void {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (node != null) this.visit(node);
    }
  }

  /** The most frequent types stand first: a switch over strings is a row of comparisons. */
  visit(node: t.Node): void {
    switch (node.type) {
      case "Identifier":
        this.#refer(node, "read");
        return;
      case "MemberExpression":
      case "OptionalMemberExpression":
        this.#member(node);
        return;
      case "CallExpression":
        this.#watcher.call(node);
        this.#callee(node.callee, node.arguments[0]);
        this.each(node.arguments);
        return;
      case "StringLiteral":
      case "NumericLiteral":
      case "ThisExpression":
      case "NullLiteral":
      case "BooleanLiteral":
      case "BigIntLiteral":
      case "EmptyStatement":
      case "DebuggerStatement":
      case "Super":
        return;
      case "BinaryExpression":
      case "LogicalExpression":
        this.visit(node.left);
        this.visit(node.right);
        return;
      case "ExpressionStatement":
        this.visit(node.expression);
        return;
      case "ReturnStatement":
        if (node.argument != null) this.visit(node.argument);
        return;
      case "IfStatement":
      case "ConditionalExpression":
        this.visit(node.test);
        this.visit(node.consequent);
        if (node.alternate != null) this.visit(node.alternate);
        return;
      case "ObjectExpression":
        this.each(node.properties);
        return;
      case "ArrayExpression":
        this.each(node.elements);
        return;
      case "AssignmentExpression":
        this.#target(node.left, node.operator === "=" ? "write" : "update");
        this.visit(node.right);
        return;
      case "UpdateExpression":
        this.#target(node.argument, "update");
        return;
      case "UnaryExpression":
        this.#unary(node);
        return;
      case "ObjectProperty":
        this.#key(node);
        this.visit(node.value);
        return;
      case "VariableDeclaration":
        this.#variables(node);
        return;
      case "BlockStatement": {
        const scope = this.#b.open("block", node);
        this.each(node.body);
        this.#b.close(scope);
        return;
      }
      case "FunctionDeclaration":
        if (node.id != null) this.#declare(node.id, "function");
        this.#function(node);
        return;
      case "FunctionExpression": {
        const self = node.id == null ? null : this.#b.open("self", node, null);
        if (node.id != null) this.#declare(node.id, "self");
        this.#function(node);
        if (self !== null) this.#b.close(self);
        return;
      }
      case "ArrowFunctionExpression":
        this.#function(node);
        return;
      case "ObjectMethod":
      case "ClassMethod":
        this.#key(node);
        this.#function(node);
        return;
      case "ClassPrivateMethod":
        this.visit(node.key);
        this.#function(node);
        return;
      case "ClassDeclaration":
        if (node.id != null) this.#declare(node.id, "class");
        this.#class(node);
        return;
      case "ClassExpression":
        this.#class(node);
        return;
      case "ClassProperty":
        this.#key(node);
        if (node.value != null) this.visit(node.value);
        return;
      case "ClassPrivateProperty":
        this.visit(node.key);
        if (node.value != null) this.visit(node.value);
        return;
      case "StaticBlock": {
        const scope = this.#b.open("static", node);
        this.each(node.body);
        this.#b.close(scope);
        return;
      }
      case "ForStatement": {
        const scope = this.#b.open("block", node);
        if (node.init != null) this.visit(node.init);
        if (node.test != null) this.visit(node.test);
        if (node.update != null) this.visit(node.update);
        this.visit(node.body);
        this.#b.close(scope);
        return;
      }
      case "ForInStatement":
      case "ForOfStatement": {
        // The iterated expression sees the names of the head, in their dead zone (ECMA-262 §14.7.5.12).
        const scope = this.#b.open("block", node);
        if (node.left.type === "VariableDeclaration") this.#variables(node.left, true);
        else this.#target(node.left, "write");
        this.visit(node.right);
        this.visit(node.body);
        this.#b.close(scope);
        return;
      }
      case "SwitchStatement": {
        this.visit(node.discriminant);
        const scope = this.#b.open("block", node);
        this.each(node.cases);
        this.#b.close(scope);
        return;
      }
      case "CatchClause": {
        const scope = this.#b.open("catch", node);
        if (node.param != null) this.#declare(node.param, "catch");
        this.visit(node.body);
        this.#b.close(scope);
        return;
      }
      case "SwitchCase":
        if (node.test != null) this.visit(node.test);
        this.each(node.consequent);
        return;
      case "WhileStatement":
        this.visit(node.test);
        this.visit(node.body);
        return;
      case "DoWhileStatement":
        this.visit(node.body);
        this.visit(node.test);
        return;
      case "TryStatement":
        this.visit(node.block);
        if (node.handler != null) this.visit(node.handler);
        if (node.finalizer != null) this.visit(node.finalizer);
        return;
      case "ThrowStatement":
      case "SpreadElement":
      case "AwaitExpression":
        this.visit(node.argument);
        return;
      case "YieldExpression":
        if (node.argument != null) this.visit(node.argument);
        return;
      case "SequenceExpression":
        this.each(node.expressions);
        return;
      case "OptionalCallExpression":
        this.#callee(node.callee, node.arguments[0]);
        this.each(node.arguments);
        return;
      case "NewExpression":
        this.visit(node.callee);
        this.each(node.arguments);
        return;
      case "TemplateLiteral":
        this.each(node.expressions);
        return;
      case "TaggedTemplateExpression":
        this.#callee(node.tag);
        this.visit(node.quasi);
        return;
      case "RegExpLiteral":
        this.#watcher.pattern(node);
        return;
      case "LabeledStatement":
        this.#name(node.label);
        this.visit(node.body);
        return;
      case "BreakStatement":
      case "ContinueStatement":
        if (node.label != null) this.#name(node.label);
        return;
      case "MetaProperty":
        this.#name(node.meta);
        this.#name(node.property);
        return;
      case "PrivateName":
        this.#name(node.id);
        return;
      case "ImportExpression":
        this.#watcher.specifier(node.source, true);
        this.visit(node.source);
        if (node.options != null) this.visit(node.options);
        return;
      case "ImportDeclaration":
        this.#watcher.specifier(node.source, false);
        for (const specifier of node.specifiers) this.#import(specifier);
        this.#attributes(node);
        return;
      case "ExportAllDeclaration":
        this.#watcher.specifier(node.source, false);
        this.#attributes(node);
        return;
      case "ExportNamedDeclaration":
        if (node.source != null) this.#watcher.specifier(node.source, false);
        if (node.declaration != null) this.visit(node.declaration);
        for (const specifier of node.specifiers) this.#export(specifier, node.source == null);
        this.#attributes(node);
        return;
      case "ExportDefaultDeclaration":
        this.visit(node.declaration);
        return;
      default:
        this.#watcher.unsupported(node);
    }
  }

  #refer(node: t.Identifier, use: FreeReference["use"], detail?: string | t.Node): void {
    if (this.#watchesNames) this.#watcher.name!(node);
    this.#b.refer(node, use, detail);
  }

  /** Shows a node that is an identifier and no reference, or a string in its place. */
  #name(node: t.Node): void {
    if (this.#watchesNames && node.type === "Identifier") this.#watcher.name!(node);
  }

  #callee(node: t.Node, argument?: t.Node): void {
    if (node.type === "Identifier") this.#refer(node, "call", argument);
    else this.visit(node);
  }

  #unary({ operator, argument }: t.UnaryExpression): void {
    if (argument.type === "Identifier" && (operator === "typeof" || operator === "delete")) return this.#refer(argument, operator);
    if (operator === "delete" && argument.type === "MemberExpression") this.#watcher.target(argument);
    this.visit(argument);
  }

  #member(node: t.MemberExpression | t.OptionalMemberExpression): void {
    const { object, property, computed } = node;
    const name = staticKey(property, computed);
    if (name !== undefined) this.#watcher.key(name, property, node);
    if (object.type === "Identifier") this.#refer(object, "read", property.type === "TemplateLiteral" ? undefined : name);
    else this.visit(object);
    if (computed || property.type === "PrivateName") this.visit(property);
    else this.#name(property);
  }

  /** The key of a property in a literal, a pattern or a class. In a shorthand, the value is the same text once more. */
  #key(node: t.ObjectProperty | t.ObjectMethod | t.ClassMethod | t.ClassProperty): void {
    const { key } = node;
    const computed = node.computed === true;
    if (node.type !== "ClassMethod" || node.kind !== "constructor") {
      const name = staticKey(key, computed);
      if (name !== undefined) this.#watcher.key(name, key, node);
    }
    if (computed) this.visit(key);
    else if (node.type !== "ObjectProperty" || !node.shorthand) this.#name(key);
  }

  #import(node: t.ImportDeclaration["specifiers"][number]): void {
    if (node.type === "ImportSpecifier") {
      this.#watcher.key(staticKey(node.imported, false) ?? "", node.imported, node);
      if (node.imported.start !== node.local.start) this.#name(node.imported);
    }
    this.#declare(node.local, "import");
  }

  #export(node: t.ExportNamedDeclaration["specifiers"][number], isLocal: boolean): void {
    if (node.type === "ExportSpecifier") {
      this.#watcher.key(staticKey(node.exported, false) ?? "", node.exported, node);
      const isRenamed = node.local.start !== node.exported.start;
      if (isRenamed) this.#watcher.key(staticKey(node.local, false) ?? "", node.local, node);
      if (isLocal) this.#refer(node.local, "read");
      else if (isRenamed) this.#name(node.local);
      if (isRenamed || !isLocal) this.#name(node.exported);
    } else if (node.type === "ExportNamespaceSpecifier") this.#name(node.exported);
    else this.#watcher.unsupported(node);
  }

  #attributes(node: { readonly attributes?: readonly t.ImportAttribute[] | null }): void {
    for (const { key } of node.attributes ?? []) this.#name(key);
  }

  /** An assignment target: a name, a member, or a pattern of them. */
  #target(node: t.Node, use: "write" | "update"): void {
    switch (node.type) {
      case "Identifier":
        this.#refer(node, use);
        return;
      case "ArrayPattern":
        for (const element of node.elements) if (element !== null) this.#target(element, use);
        return;
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.type === "RestElement") this.#target(property.argument, use);
          else {
            this.#key(property);
            this.#target(property.value, use);
          }
        }
        return;
      case "AssignmentPattern":
        this.#target(node.left, use);
        this.visit(node.right);
        return;
      case "RestElement":
        this.#target(node.argument, use);
        return;
      case "MemberExpression":
        this.#watcher.target(node);
        this.#member(node);
        return;
      default:
        this.visit(node);
    }
  }

  #variables(node: t.VariableDeclaration, written = false): void {
    const kind = node.kind === "var" || node.kind === "let" ? node.kind : "const";
    for (const { id, init } of node.declarations) {
      this.#declare(id, kind, kind === "var" && (written || init != null));
      if (init != null) this.visit(init);
    }
  }

  /** Declares the names of a pattern; its defaults and computed keys are ordinary expressions. */
  #declare(node: t.Node, kind: BindingKind, written = false): void {
    switch (node.type) {
      case "Identifier":
        this.#name(node);
        if (written) this.#b.declareWritten(node);
        else this.#b.declare(node, kind);
        return;
      case "ArrayPattern":
        for (const element of node.elements) if (element !== null) this.#declare(element, kind, written);
        return;
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.type === "RestElement") this.#declare(property.argument, kind, written);
          else {
            this.#key(property);
            this.#declare(property.value, kind, written);
          }
        }
        return;
      case "AssignmentPattern":
        this.#declare(node.left, kind, written);
        this.visit(node.right);
        return;
      case "RestElement":
        this.#declare(node.argument, kind, written);
        return;
      default:
        this.visit(node);
    }
  }

  #function(node: t.Function): void {
    const isBlock = node.body.type === "BlockStatement";
    const split = isBlock && node.params.some(hasExpression);
    const outer = this.#b.open(split ? "params" : "function", node);
    for (const param of node.params) this.#declare(param, "param");
    const inner = split ? this.#b.open("function", node, node.body) : outer;
    if (node.body.type === "BlockStatement") {
      this.#b.alias(node.body);
      this.each(node.body.body);
    } else this.visit(node.body);
    if (split) this.#b.close(inner);
    this.#b.close(outer);
  }

  #class(node: t.Class): void {
    const scope = this.#b.open("class", node);
    if (node.id != null) this.#declareSelf(node.id, node.type === "ClassDeclaration");
    if (node.superClass != null) this.visit(node.superClass);
    this.each(node.body.body);
    this.#b.close(scope);
  }

  /** The inner name. A declaration's identifier belongs to the outer binding, so the inner one has none of its own. */
  #declareSelf(id: t.Identifier, isDeclaration: boolean): void {
    if (isDeclaration) this.#b.declareName(id.name, "self");
    else this.#declare(id, "self");
  }
}

/** Whether a parameter contains an expression: a default or a computed key (ECMA-262 §15.1.2, ContainsExpression). */
function hasExpression(node: t.Node): boolean {
  switch (node.type) {
    case "AssignmentPattern":
      return true;
    case "ArrayPattern":
      return node.elements.some((element) => element !== null && hasExpression(element));
    case "ObjectPattern":
      return node.properties.some((p) => (p.type === "RestElement" ? hasExpression(p.argument) : p.computed || hasExpression(p.value)));
    case "RestElement":
      return hasExpression(node.argument);
    default:
      return false;
  }
}
