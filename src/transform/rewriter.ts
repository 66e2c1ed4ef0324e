import type * as t from "@babel/types";
import type { Binding, Facts } from "../analyzer/facts/facts.js";
import type { Goal } from "../contract/index.js";
import { block, guard, id } from "./build.js";
import type { Callee, Context, Match, Use } from "./context.js";
import type { Frame } from "./frame.js";
import { Leaves } from "./leaves.js";
import { mediateMember } from "./mediation/access.js";
import { mediateCall, mediateCallee, mediateNew, mediateTag } from "./mediation/call.js";
import { mediateChain } from "./mediation/chain.js";
import { matchMediated } from "./mediation/pattern.js";
import type { NamePlan } from "./names/name-plan.js";
import { Numbers } from "./numbers.js";
import { patternNames } from "./pattern-names.js";
import { hasRest, matchCharged } from "./rest-patterns.js";
import { rewriteAssignment, rewriteUpdate } from "./rewrites/assignment.js";
import { rewriteCatch } from "./rewrites/catch-clause.js";
import { rewriteChain } from "./rewrites/optional-chain.js";
import { rewriteClass } from "./rewrites/class.js";
import { keepCompletion, resetCompletion } from "./rewrites/completion-value.js";
import { rewriteFinally } from "./rewrites/finally-block.js";
import { rewriteForAwait } from "./rewrites/for-await.js";
import { rewriteFunction } from "./rewrites/function.js";
import { rewriteImportCall, rewriteMeta } from "./rewrites/import-call.js";
import { rewriteLabel, rewriteJump } from "./rewrites/label.js";
import { rewriteLoop } from "./rewrites/loop.js";
import { rewriteMember } from "./rewrites/member.js";
import { rewriteName, rewriteTypeof } from "./rewrites/name.js";
import { rewriteObject } from "./rewrites/object-literal.js";
import { rewriteArrayPattern, rewriteDefault, rewriteObjectPattern } from "./rewrites/pattern.js";
import { rewriteRegexp } from "./rewrites/regexp.js";
import { rewriteSuspension } from "./rewrites/suspension.js";
import { plainString, plainTemplate } from "./plain-text.js";
import { rewriteVariables } from "./rewrites/variables.js";
import { rewriteZone } from "./rewrites/zone.js";
import { Spreads } from "./spreads.js";

export interface RewriterOptions {
  readonly facts: Facts;
  readonly names: NamePlan;
  readonly goal: Goal;
  readonly metered: boolean;
  readonly mediated: boolean;
  readonly makesRegexps: boolean;
  readonly completions: ReadonlySet<t.Node>;
}

/**
 * The walk: visits each node of the source once, children first, and replaces it by what the cell language has for it. Which rewrite
 * is whose is told here; how it looks, in `rewrites/`. Nodes that a rewrite made are never visited.
 */
export class Rewriter implements Context {
  readonly facts: Facts;
  readonly names: NamePlan;
  readonly goal: Goal;
  readonly metered: boolean;
  readonly mediated: boolean;
  readonly makesRegexps: boolean;
  readonly completions: ReadonlySet<t.Node>;
  frame: Frame;
  labels: readonly string[] = [];
  readonly numbers: Numbers;
  readonly leaves: Leaves;
  readonly spreads: Spreads;
  readonly #steadyTemps = new Set<string>();
  #temps = 0;
  #rawTemps = 0;

  constructor(options: RewriterOptions, frame: Frame) {
    this.facts = options.facts;
    this.names = options.names;
    this.goal = options.goal;
    this.metered = options.metered;
    this.mediated = options.mediated;
    this.makesRegexps = options.makesRegexps;
    this.completions = options.completions;
    this.frame = frame;
    this.leaves = new Leaves(this.facts);
    this.spreads = new Spreads(this.facts);
    this.numbers = new Numbers(this.facts, (binding) => this.goal === "script" && binding.scope === this.facts.root);
  }

  expression(node: t.Expression): t.Expression {
    switch (node.type) {
      case "Identifier":
        return rewriteName(this, node, "read");
      case "MemberExpression":
        if (node.object.type === "Identifier") this.spreads.read(node, node.object);
        return this.#member(node, "read");
      case "CallExpression":
        if (node.callee.type === "Import") return rewriteImportCall(this, node);
        if (this.mediated) return mediateCall(this, node);
        this.frame.busy = true;
        if (node.callee.type === "Identifier") this.leaves.called(node.callee);
        if (node.callee.type !== "Super") node.callee = this.reference(node.callee as t.Expression, "call");
        this.args(node.arguments);
        return node;
      case "NewExpression":
        if (this.mediated) return mediateNew(this, node);
        this.frame.busy = true;
        node.callee = this.expression(node.callee as t.Expression);
        this.args(node.arguments);
        return node;
      case "StringLiteral":
        return plainString(node);
      case "NumericLiteral":
      case "ThisExpression":
      case "NullLiteral":
      case "BooleanLiteral":
      case "BigIntLiteral":
      case "Super":
        return node;
      case "RegExpLiteral":
        return rewriteRegexp(this, node);
      case "BinaryExpression":
        if (node.left.type !== "PrivateName") node.left = this.expression(node.left);
        node.right = this.expression(node.right);
        return node;
      case "LogicalExpression":
        node.left = this.expression(node.left);
        node.right = this.expression(node.right);
        return node;
      case "AssignmentExpression":
        return rewriteAssignment(this, node);
      case "UpdateExpression":
        return rewriteUpdate(this, node);
      case "UnaryExpression":
        if (node.operator === "typeof" && node.argument.type === "Identifier") return rewriteTypeof(this, node);
        if (node.operator !== "delete") node.argument = this.expression(node.argument);
        else if (this.mediated) return this.#deletion(node);
        else {
          const target = this.reference(node.argument, "delete");
          // A lowered chain has the deletion within.
          if (target.type === "ConditionalExpression" && node.argument.type !== "ConditionalExpression") return target;
          node.argument = target;
        }
        return node;
      case "ConditionalExpression":
        node.test = this.expression(node.test);
        node.consequent = this.expression(node.consequent);
        node.alternate = this.expression(node.alternate);
        return node;
      case "SequenceExpression":
        node.expressions = node.expressions.map((item) => this.expression(item));
        return node;
      case "ParenthesizedExpression":
        return this.expression(node.expression);
      case "FunctionExpression":
        if (node.id != null) node.id = rewriteName(this, node.id, "write") as t.Identifier;
        this.function(node);
        return node;
      case "ArrowFunctionExpression":
        this.function(node);
        return node;
      case "ClassExpression":
        this.frame.busy = true;
        rewriteClass(this, node);
        return node;
      case "ObjectExpression":
        rewriteObject(this, node);
        return node;
      case "ArrayExpression":
        node.elements = node.elements.map((item) => (item === null ? null : this.#spreadable(item)));
        return node;
      case "TemplateLiteral":
        plainTemplate(node);
        node.expressions = node.expressions.map((item) => this.expression(item as t.Expression));
        return node;
      case "TaggedTemplateExpression":
        if (this.mediated) return mediateTag(this, node);
        this.frame.busy = true;
        node.tag = this.reference(node.tag, "call");
        this.frame.board(node.quasi.expressions.length + 1);
        node.quasi.expressions = node.quasi.expressions.map((item) => this.expression(item as t.Expression));
        this.frame.land(node.quasi.expressions.length + 1);
        return node;
      case "OptionalMemberExpression":
      case "OptionalCallExpression":
        return this.#chain(node, "read");
      case "AwaitExpression":
      case "YieldExpression":
        return rewriteSuspension(this, node);
      case "ImportExpression":
        return rewriteImportCall(this, node);
      case "MetaProperty":
        return rewriteMeta(node);
      default:
        throw new Error(`no rewrite for ${node.type}`);
    }
  }

  #member(node: t.MemberExpression, use: Use): t.Expression {
    return this.mediated ? mediateMember(this, node, use) : rewriteMember(this, node, use);
  }

  #chain(node: t.OptionalMemberExpression | t.OptionalCallExpression, use: Use): t.Expression {
    return this.mediated ? mediateChain(this, node, use) : rewriteChain(this, node, use);
  }

  #deletion(node: t.UnaryExpression): t.Expression {
    let target = node.argument;
    while (target.type === "ParenthesizedExpression") target = target.expression;
    if (target.type === "MemberExpression" && target.object.type !== "Super") return mediateMember(this, target, "delete");
    if (target.type === "OptionalMemberExpression") return mediateChain(this, target, "delete");
    // `delete super.x` throws as it is
    node.argument = target.type === "MemberExpression" ? rewriteMember(this, target, "delete") : this.expression(target);
    return node;
  }

  callee(node: t.Expression): Callee {
    return mediateCallee(this, node);
  }

  match(node: t.Node, value: () => t.Expression, declares: boolean): Match {
    if (this.mediated) return matchMediated(this, node, value(), declares);
    if (this.metered && hasRest(node)) {
      this.frame.board(2);
      const made = value();
      this.frame.land(2);
      return matchCharged(this, node, made, declares);
    }
    const target = this.pattern(node, declares) as t.LVal;
    return { target, value: value() };
  }

  reference(node: t.Expression | t.Super, use: Use): t.Expression {
    switch (node.type) {
      case "Identifier":
        return rewriteName(this, node, use);
      case "MemberExpression":
        return this.#member(node, use);
      case "OptionalMemberExpression":
      case "OptionalCallExpression":
        return this.#chain(node, use);
      case "ParenthesizedExpression":
        return this.reference(node.expression, use);
      default:
        return this.expression(node as t.Expression);
    }
  }

  pattern<P extends t.Node>(node: P, declares: boolean): P;
  pattern(node: t.Node, declares: boolean): t.Node {
    switch (node.type) {
      case "Identifier":
        this.numbers.spoiled(node);
        if (declares) this.frame.bindings++;
        return rewriteName(this, node, "write");
      case "ObjectPattern":
        rewriteObjectPattern(this, node, declares);
        return node;
      case "ArrayPattern":
        rewriteArrayPattern(this, node, declares);
        return node;
      case "AssignmentPattern":
        rewriteDefault(this, node, declares);
        return node;
      case "RestElement":
        node.argument = this.pattern(node.argument, declares);
        return node;
      default:
        return this.reference(node as t.Expression, "write");
    }
  }

  args<A extends t.CallExpression["arguments"]>(args: A): A {
    this.frame.board(args.length);
    for (let i = 0; i < args.length; i++) args[i] = this.#spreadable(args[i] as t.Expression | t.SpreadElement);
    this.frame.land(args.length);
    return args;
  }

  #spreadable<N extends t.Expression | t.SpreadElement>(node: N): N;
  #spreadable(node: t.Expression | t.SpreadElement): t.Expression | t.SpreadElement {
    if (node.type !== "SpreadElement") return this.expression(node);
    const { argument } = node;
    if (!this.metered && !this.mediated) node.argument = this.expression(argument);
    else if (!this.mediated && argument.type === "ArrayExpression") node.argument = this.expression(argument);
    else {
      node.argument = this.gone(this.mediated ? "iterable" : "sized", argument);
      if (argument.type === "Identifier") this.spreads.spread(node, argument);
    }
    return node;
  }

  gone(by: "iterable" | "spread" | "sized" | "keyed", node: t.Expression): t.Expression {
    this.frame.busy = true;
    this.frame.board(1);
    const value = this.expression(node);
    this.frame.land(1);
    return guard(by, value);
  }

  statements(list: readonly t.Statement[]): t.Statement[] {
    const mark = this.numbers.mark();
    const out: t.Statement[] = [];
    for (const node of list) this.#statement(node, out);
    this.numbers.reset(mark);
    return out;
  }

  initialised(node: t.Expression): void {
    if (node.type === "SequenceExpression") for (const item of node.expressions) this.initialised(item);
    else if (node.type === "AssignmentExpression" && node.operator === "=" && node.left.type === "Identifier")
      this.numbers.initialised(node.left, this.frame);
  }

  declaration(node: t.VariableDeclaration): t.Statement[] {
    const out: t.Statement[] = [];
    rewriteVariables(this, node, out);
    return out;
  }

  single(node: t.Statement): t.Statement {
    const mark = this.numbers.mark();
    const out: t.Statement[] = [];
    this.#statement(node, out);
    this.numbers.reset(mark);
    if (out.length === 1) return out[0]!;
    return block(out);
  }

  #statement(node: t.Statement, out: t.Statement[]): void {
    const isValue = this.completions.size > 0 && this.completions.has(node);
    if (isValue && node.type !== "ExpressionStatement") out.push(resetCompletion());
    switch (node.type) {
      case "ExpressionStatement":
        node.expression = unwrapped(this.expression(node.expression));
        this.initialised(node.expression);
        if (isValue) keepCompletion(node);
        // A lone string would be read as a directive, and does nothing.
        else if (node.expression.type === "StringLiteral") return;
        break;
      case "VariableDeclaration":
        rewriteVariables(this, node, out);
        return;
      case "ReturnStatement":
        // The guard that may come round it has two arguments.
        this.frame.board(2);
        if (node.argument != null) node.argument = this.expression(node.argument);
        this.frame.land(2);
        this.frame.returns.push(node);
        if (this.frame.forOf > 0) this.frame.returnsInForOf = true;
        break;
      case "IfStatement":
        node.test = this.expression(node.test);
        node.consequent = this.single(node.consequent);
        if (node.alternate != null) node.alternate = this.single(node.alternate);
        break;
      case "BlockStatement":
        node.body = this.statements(node.body);
        node.directives = [];
        break;
      case "ForStatement":
      case "ForInStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        rewriteLoop(this, node);
        break;
      case "ForOfStatement":
        if (node.await) this.frame.awaits = true;
        if (node.await && this.metered) {
          out.push(...rewriteForAwait(this, node));
          return;
        }
        rewriteLoop(this, node);
        break;
      case "FunctionDeclaration":
        this.frame.busy = true;
        this.frame.bindings++;
        if (node.id != null) node.id = rewriteName(this, node.id, "write") as t.Identifier;
        this.function(node);
        break;
      case "ClassDeclaration":
        this.frame.busy = true;
        this.frame.bindings++;
        rewriteClass(this, node);
        break;
      case "ThrowStatement":
        node.argument = this.expression(node.argument);
        break;
      case "TryStatement":
        this.frame.busy = true;
        node.block = this.single(node.block) as t.BlockStatement;
        if (node.handler != null) rewriteCatch(this, node.handler);
        if (node.finalizer != null) rewriteFinally(this, node.finalizer);
        break;
      case "SwitchStatement":
        node.discriminant = this.expression(node.discriminant);
        for (const item of node.cases) {
          if (item.test != null) item.test = this.expression(item.test);
          item.consequent = this.statements(item.consequent);
        }
        break;
      case "LabeledStatement":
        rewriteLabel(this, node, out);
        return;
      case "BreakStatement":
      case "ContinueStatement":
        rewriteJump(this, node);
        break;
      case "EmptyStatement":
        break;
      case "DebuggerStatement":
        out.push({ type: "EmptyStatement" });
        return;
      default:
        throw new Error(`no rewrite for ${node.type}`);
    }
    out.push(node);
  }

  function(node: t.Function): void {
    this.frame.busy = true;
    if (node.type === "ArrowFunctionExpression") rewriteFunction(this, node);
    else this.spreads.within(() => rewriteFunction(this, node));
  }

  within<T>(frame: Frame, work: () => T): T {
    const { frame: outer, labels } = this;
    this.frame = frame;
    this.labels = [];
    const result = work();
    this.frame = outer;
    this.labels = labels;
    return result;
  }

  zone(node: t.Expression): t.Expression {
    return rewriteZone(this, node);
  }

  assignsVariables(...targets: readonly t.Node[]): boolean {
    const names = targets.flatMap((target) => patternNames(target));
    if (!names.some((name) => this.#isAssigned(name))) return false;
    for (const name of names) {
      if (this.#isAssigned(name)) continue;
      this.frame.variables.push(name.name);
      this.frame.bindings++;
    }
    return true;
  }

  #isAssigned(name: t.Identifier): boolean {
    const binding = this.facts.bindings.get(name);
    if (binding === undefined) return false;
    if (this.goal === "script" && binding.scope === this.facts.root) return true;
    // In a fence's block, `var f` beside `function f() {}` would be an error; and beside a parameter that has become a `let`.
    return this.metered && this.frame.kind === "function" && (binding.kind === "param" || binding.kind === "function");
  }

  tempName(): string {
    const name = `__cc_${++this.#temps}`;
    this.#steadyTemps.add(name);
    this.frame.bindings++;
    return name;
  }

  temp(): t.Identifier {
    const name = this.tempName();
    this.frame.temps.push(name);
    return id(name);
  }

  rawTemp(declares: boolean): t.Identifier {
    const name = `__cc_r${++this.#rawTemps}`;
    this.frame.bindings++;
    if (!declares) this.frame.temps.push(name);
    return id(name);
  }

  isSteady(node: t.Node): boolean {
    if (node.type === "ThisExpression") return true;
    if (node.type !== "Identifier") return false;
    const binding = this.facts.bindings.get(node);
    // A script's lexical bindings have setters (`__cc_declare`), and the verifier counts those.
    if (binding !== undefined)
      return binding.writes === 0 && binding.kind !== "catch" && !(this.goal === "script" && binding.scope === this.facts.root);
    return this.#steadyTemps.has(node.name) || (node.name !== "arguments" && this.facts.free.has(node.name));
  }

  bindingOf(node: t.Identifier): Binding | undefined {
    return this.facts.bindings.get(node);
  }
}

/** A statement of its own needs no parentheses but those that the printer sees to. */
const unwrapped = (node: t.Expression): t.Expression => (node.type === "ParenthesizedExpression" ? node.expression : node);
