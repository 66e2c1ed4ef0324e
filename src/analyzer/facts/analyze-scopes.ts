import type * as t from "@babel/types";
import { VISITOR_KEYS } from "../../babel.js";
import { ScopeBuilder } from "./scope-builder.js";
import type { BindingKind, Facts, FreeReference } from "./facts.js";

export interface ScopeOptions {
  /** Names that stand as parameters of the program itself (CommonJS: `exports`, `require`, …). */
  readonly parameters?: readonly string[];
}

/**
 * Finds every scope, binding, reference and free name of a program in one recursive walk (strict mode; types erased before).
 *
 * A function whose parameters contain expressions has two scopes, `params` and below it `function`, for its body's `var`s are
 * others than its parameters (ECMA-262 §10.2.11); all other functions have one. `scopes.get(fn)` is the outer, `scopes.get(fn.body)`
 * the inner one. Labels, property names, meta properties, private names and the far sides of imports and exports are no references.
 *
 * Recursion is bounded by the pre-scan; a RangeError that comes through all the same is a refusal, made by `analyze`.
 */
export function analyzeScopes(ast: t.File, options: ScopeOptions = {}): Facts {
  const builder = new ScopeBuilder(ast.program);
  for (const name of options.parameters ?? []) builder.declareName(name, "param");
  new ScopeWalk(builder).each(ast.program.body);
  return builder.finish();
}

class ScopeWalk {
  readonly #b: ScopeBuilder;

  constructor(builder: ScopeBuilder) {
    this.#b = builder;
  }

  each(nodes: readonly (t.Node | null)[]): void {
    for (const node of nodes) if (node !== null) this.visit(node);
  }

  /** The most frequent types stand first: a switch over strings is a row of comparisons. */
  visit(node: t.Node): void {
    switch (node.type) {
      case "Identifier":
        this.#b.refer(node, "read");
        return;
      case "MemberExpression":
      case "OptionalMemberExpression":
        this.#member(node);
        return;
      case "CallExpression":
      case "OptionalCallExpression":
      case "NewExpression":
        if (node.callee.type === "Identifier") this.#b.refer(node.callee, node.type === "NewExpression" ? "read" : "call");
        else this.visit(node.callee);
        this.each(node.arguments);
        return;
      case "StringLiteral":
      case "NumericLiteral":
      case "ThisExpression":
      case "NullLiteral":
      case "BooleanLiteral":
        return;
      case "BinaryExpression":
        if (node.left.type !== "PrivateName") this.visit(node.left);
        this.visit(node.right);
        return;
      case "ExpressionStatement":
        this.visit(node.expression);
        return;
      case "AssignmentExpression":
        this.#target(node.left, node.operator === "=" ? "write" : "update");
        this.visit(node.right);
        return;
      case "UpdateExpression":
        this.#target(node.argument, "update");
        return;
      case "UnaryExpression":
        if (node.argument.type === "Identifier" && (node.operator === "typeof" || node.operator === "delete"))
          this.#b.refer(node.argument, node.operator);
        else this.visit(node.argument);
        return;
      case "ObjectProperty":
        if (node.computed) this.visit(node.key);
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
        if (node.id != null) this.#b.declare(node.id, "function");
        this.#function(node);
        return;
      case "FunctionExpression": {
        const self = node.id == null ? null : this.#b.open("self", node, null);
        if (node.id != null) this.#b.declare(node.id, "self");
        this.#function(node);
        if (self !== null) this.#b.close(self);
        return;
      }
      case "ArrowFunctionExpression":
        this.#function(node);
        return;
      case "ObjectMethod":
      case "ClassMethod":
        if (node.computed) this.visit(node.key);
        this.#function(node);
        return;
      case "ClassPrivateMethod":
        this.#function(node);
        return;
      case "ClassDeclaration":
        if (node.id != null) this.#b.declare(node.id, "class");
        this.#class(node);
        return;
      case "ClassExpression":
        this.#class(node);
        return;
      case "ClassProperty":
      case "ClassAccessorProperty":
        if (node.computed) this.visit(node.key);
        if (node.value != null) this.visit(node.value);
        return;
      case "ClassPrivateProperty":
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
      case "TaggedTemplateExpression":
        if (node.tag.type === "Identifier") this.#b.refer(node.tag, "call");
        else this.visit(node.tag);
        this.each(node.quasi.expressions);
        return;
      case "LabeledStatement":
        this.visit(node.body);
        return;
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
      case "PrivateName":
      case "ExportAllDeclaration":
        return;
      case "ImportDeclaration":
        for (const specifier of node.specifiers) this.#b.declare(specifier.local, "import");
        return;
      case "ExportNamedDeclaration":
        if (node.declaration != null) this.visit(node.declaration);
        if (node.source == null)
          for (const specifier of node.specifiers) if (specifier.type === "ExportSpecifier") this.#b.refer(specifier.local, "read");
        return;
      case "JSXOpeningElement":
        this.#jsxName(node.name);
        this.each(node.attributes);
        return;
      case "JSXClosingElement":
        this.#jsxName(node.name);
        return;
      case "JSXAttribute":
        if (node.value != null) this.visit(node.value);
        return;
      default:
        this.#children(node);
    }
  }

  #children(node: t.Node): void {
    const fields = node as unknown as Record<string, t.Node | (t.Node | null)[] | null | undefined>;
    for (const key of VISITOR_KEYS[node.type] ?? []) {
      const child = fields[key];
      if (child == null) continue;
      if (Array.isArray(child)) this.each(child);
      else this.visit(child);
    }
  }

  #member(node: t.MemberExpression | t.OptionalMemberExpression): void {
    const { object, property } = node;
    if (object.type !== "Identifier") this.visit(object);
    else if (!node.computed && property.type === "Identifier") this.#b.refer(object, "read", property.name);
    else if (property.type === "StringLiteral") this.#b.refer(object, "read", property.value);
    else this.#b.refer(object, "read");
    if (node.computed) this.visit(property);
  }

  /** An assignment target: a name, a member, or a pattern of them. */
  #target(node: t.Node, use: "write" | "update"): void {
    switch (node.type) {
      case "Identifier":
        this.#b.refer(node, use);
        return;
      case "ArrayPattern":
        for (const element of node.elements) if (element !== null) this.#target(element, use);
        return;
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.type === "RestElement") this.#target(property.argument, use);
          else {
            if (property.computed) this.visit(property.key);
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
      case "ParenthesizedExpression":
        this.#target(node.expression, use);
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
        this.#b.declare(node, kind);
        if (written) this.#b.writeVar(node);
        return;
      case "ArrayPattern":
        for (const element of node.elements) if (element !== null) this.#declare(element, kind, written);
        return;
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.type === "RestElement") this.#declare(property.argument, kind, written);
          else {
            if (property.computed) this.visit(property.key);
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
    else this.#b.declare(id, "self");
  }

  #jsxName(node: t.JSXOpeningElement["name"]): void {
    if (node.type === "JSXIdentifier") {
      if (/^[^a-z]/.test(node.name) && !node.name.includes("-")) this.#jsxReference(node);
    } else if (node.type === "JSXMemberExpression") {
      let object = node.object;
      while (object.type === "JSXMemberExpression") object = object.object;
      this.#jsxReference(object);
    }
  }

  #jsxReference(node: t.JSXIdentifier): void {
    if (node.name !== "this") this.#b.refer(node, "read" satisfies FreeReference["use"]);
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
