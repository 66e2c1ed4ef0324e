import type { AnyNode, BlockStatement, CallExpression, Class, Expression, Identifier, MemberExpression, Statement } from "acorn";
import { isGuardedKey, isMediated, MAKER_KEY, usesNames, type Manifest } from "../contract/index.js";
import type { RegExpPolicy } from "../policy/index.js";
import { everyIterationMediated, everyMemberMediated, everyParentMediated } from "./checks/every-access-mediated.js";
import { everyClassConstructs } from "./checks/every-class-constructs.js";
import { everyComputedKeyGuarded, everyLiteralKeyGuarded } from "./checks/every-computed-key-guarded.js";
import { everyFieldCharged } from "./checks/every-field-charged.js";
import { everyFunctionCharged, everyWeightCovers } from "./checks/every-function-charged.js";
import { everyGuardedRecord } from "./checks/every-record-in-its-form.js";
import { chargedHead } from "./generator-head.js";
import { everyRestListed, everyRestSized, everySpreadSized, isPart } from "./checks/every-size-charged.js";
import { everyParameterCalm } from "./checks/every-parameter-calm.js";
import { everyDefaultMediated, everyPatternMediated } from "./checks/every-pattern-mediated.js";
import { everyPatternGuarded } from "./checks/every-pattern-guarded.js";
import { everyReservedNameInItsForm } from "./checks/every-reserved-name-in-its-form.js";
import { noForbiddenKey } from "./checks/no-forbidden-key.js";
import { noReservedBinding } from "./checks/no-reserved-binding.js";
import { Height } from "./height.js";
import type { Report } from "./report.js";
import { EXPRESSIONS, STATEMENTS } from "./rows.js";
import { Frame, References, Scope, Use, type Binding } from "./scope.js";
import { isReserved, staticName } from "./shapes.js";

/** Where a member stands: what becomes of its value, and of its base. `guarded`: read within `__cc_proto`; `update`: read and written. */
export type Position = "read" | "guarded" | "call" | "write" | "update" | "delete";

/** Any function with a body of its own. */
export type FunctionNode = Extract<AnyNode, { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }>;

/** Native stack that a step down the tree takes, in units of `HEIGHT_UNIT` bytes; measured by test/verifier/height.test.ts. */
const STEP = {
  statement: 6,
  expression: 5,
  pattern: 6,
} as const;

/** `false`: a target is assigned. */
export type Declares = "let" | "const" | "var" | false;

/**
 * One walk over the guest's part of the tree. A node type without a row is refused; each row hands what it promises to a check
 * and its parts on to the walk. Names are only gathered here: what they refer to is known when all are declared.
 *
 * It recurses, no deeper than `Height` lets it (invariant I12). Left-leaning chains of operators, as long as a line can be, are loops.
 */
export class Walk {
  readonly references = new References();
  /** Temps declared, raw ones too: each once in the artifact. */
  readonly temps = new Set<string>();
  /** Temps that hold a key, for the keys of `super` alone. */
  readonly keyTemps = new Set<string>();
  readonly readTemps = new Set<string>();
  readonly leaves: { readonly node: FunctionNode; readonly scope: Scope; readonly frame: Frame }[] = [];
  /** `require("…")`, where `require` may be the record's. */
  readonly requires: { readonly node: CallExpression; readonly scope: Scope; readonly specifier: string }[] = [];
  private readonly height: Height;
  /** Iterables of array patterns: they may stand there and nowhere else. */
  readonly facing = new Set<AnyNode>();
  readonly metered: boolean;
  readonly mediated: boolean;
  readonly usesNames: boolean;
  // what the manifest says, as sets: its lists may be as long as the text
  readonly names: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly dynamicImports: ReadonlySet<string>;
  readonly imports: readonly ReadonlySet<string>[];

  constructor(
    readonly manifest: Manifest,
    private readonly text: string,
    readonly report: Report,
    public scope: Scope,
    public frame: Frame,
    /** How the loader's policy has regular expressions match. */
    readonly regexp: RegExpPolicy,
  ) {
    this.height = new Height(report);
    this.metered = manifest.metered;
    this.mediated = isMediated(manifest);
    this.usesNames = usesNames(manifest);
    this.names = new Set(manifest.names);
    this.variables = new Set(manifest.declares.vars);
    this.dynamicImports = new Set(manifest.dynamicImports);
    this.imports = manifest.imports.map((entry) => new Set(entry.names));
  }

  // ——— fixed forms

  /** The parts of a node whose text is that form. */
  match(node: AnyNode | null | undefined, form: RegExp): RegExpExecArray | null {
    if (node == null) return null;
    form.lastIndex = node.start;
    const parts = form.exec(this.text);
    return form.lastIndex === node.end ? parts : null;
  }

  is(node: AnyNode | null | undefined, form: RegExp): boolean {
    return this.match(node, form) !== null;
  }

  /** Whether it has that form with the frame's own W: entries, returns to it and delegations of one frame weigh the same. */
  weighs(node: AnyNode | null | undefined, form: RegExp): boolean {
    return Number(this.match(node, form)?.[1]) === this.frame.weight;
  }

  // ——— statements

  statements(list: readonly AnyNode[], from = 0, to = list.length): void {
    for (let i = from; i < to; i++) this.statement(list[i]!);
  }

  statement(node: AnyNode): void {
    this.height.up(STEP.statement, node.start);
    const row = STATEMENTS[node.type];
    if (row === undefined) this.report.refuse("I1-unknown-syntax", `\`${node.type}\` is no statement of the cell language.`, node);
    else row(this, node as never);
    this.height.down(STEP.statement);
  }

  /** A block, in a scope of its own. */
  block(node: BlockStatement, from = 0, to = node.body.length): void {
    this.within(new Scope(this.scope, this.frame), () => this.statements(node.body, from, to));
  }

  within(scope: Scope, work: () => void): void {
    const outer = this.scope;
    this.scope = scope;
    work();
    this.scope = outer;
  }

  // ——— expressions

  expression(node: AnyNode): void {
    this.height.up(STEP.expression, node.start);
    const row = EXPRESSIONS[node.type];
    if (row === undefined) this.report.refuse("I1-unknown-syntax", `\`${node.type}\` is no expression of the cell language.`, node);
    else row(this, node as never);
    this.height.down(STEP.expression);
  }

  expressions(list: readonly AnyNode[]): void {
    for (const item of list) this.expression(item);
  }

  /** A callee or tag: the receiver belongs to it. */
  callee(node: AnyNode): void {
    if (node.type === "MemberExpression") return this.member(node, "call");
    if (node.type === "ChainExpression") return this.callee(node.expression);
    this.expression(node);
  }

  reference(node: Identifier, use: Use): void {
    if (isReserved(node.name)) return everyReservedNameInItsForm(this, node, use);
    this.references.add(node, this.scope, use);
  }

  /** A member in any position: its key, then its base. */
  member(node: MemberExpression, position: Position): void {
    if (this.mediated && everyMemberMediated(this, node, position)) return;
    const { property } = node;
    if (node.computed) everyComputedKeyGuarded(this, node, position);
    else if (property.type === "Identifier") {
      noForbiddenKey(this, property.name, property);
      if (isGuardedKey(property.name, this.metered)) {
        const isMaker = property.name === MAKER_KEY;
        if (position === "read" || position === "update" || (isMaker && position === "call"))
          this.report.refuse(isMaker ? "I6-constructor" : "I6-prototype", `\`${property.name}\` is read without its guard.`, node);
      }
    }
    this.base(node, position);
  }

  /** The base of a member: a guard's record, `super`, or any expression. */
  base(node: MemberExpression, position: Position): void {
    const { object } = node;
    if (object.type === "Super") {
      if (!this.frame.isGuests) this.report.refuse("I7-context", "`super` of the record itself.", object);
    } else if (everyGuardedRecord(this, node, position)) return;
    else if (object.type === "Identifier" && position === "read" && isPart(node)) this.reference(object, Use.Part);
    else this.expression(object);
  }

  /** What is assigned (`declares` is false) or declared. @param value what the text gives it, if the text does */
  pattern(node: AnyNode, declares: Declares, value?: AnyNode | null): void {
    this.height.up(STEP.pattern, node.start);
    this.target(node, declares, value);
    this.height.down(STEP.pattern);
  }

  private target(node: AnyNode, declares: Declares, value: AnyNode | null | undefined): void {
    switch (node.type) {
      case "Identifier":
        if (declares === false) this.reference(node, Use.Write);
        else this.bind(node, declares);
        return;
      case "MemberExpression":
        return this.member(node, "write");
      case "ObjectPattern":
        if (this.mediated) return everyPatternMediated(this, node, declares, value);
        if (this.metered) everyRestListed(this, node, value);
        return everyPatternGuarded(this, node.properties, declares);
      case "ArrayPattern":
        if (this.mediated) return everyPatternMediated(this, node, declares, value);
        if (this.metered) everyRestSized(this, node, value);
        for (const item of node.elements) if (item !== null) this.pattern(item, declares);
        return;
      case "AssignmentPattern":
        this.pattern(node.left, declares);
        return this.expression(node.right);
      case "RestElement":
        return this.pattern(node.argument, declares);
    }
    this.report.refuse("I1-unknown-syntax", `\`${node.type}\` is no target of the cell language.`, node);
  }

  /** Declares a name. A `var` that gets a value also assigns whatever its name means where it stands. */
  bind(node: Identifier, declares: "let" | "const" | "var"): void {
    const binding = this.declare(node, declares === "var" ? this.frame.vars : this.scope, declares !== "var");
    if (declares === "const") binding.constant = true;
    else if (declares === "var") this.references.add(node, this.scope, Use.Write);
  }

  /** `var x;` assigns nothing, nor does a function at its function's top. */
  bindVariable(node: Identifier): void {
    this.declare(node, this.frame.vars, false);
  }

  /** I7: names that blocks declare twice by way of others are left to the engine, which runs nothing of such a text. */
  private declare(node: Identifier, scope: Scope, lexical: boolean): Binding {
    noReservedBinding(this, node);
    const binding = scope.declare(node.name);
    if (binding.declarations === 1) this.frame.bindings++;
    else if (lexical || binding.lexical) this.report.refuse("I7-parse", `\`${node.name}\` is declared twice.`, node);
    binding.lexical ||= lexical;
    return binding;
  }

  label(node: Identifier): void {
    if (isReserved(node.name)) this.report.refuse("I3-reserved-name", `\`${node.name}\` is a label.`, node);
  }

  // ——— functions and classes

  /** @param declared it is a declaration: its name is bound already, and it may be a leaf */
  function(node: FunctionNode, kind: "function" | "arrow", declared = false): void {
    this.frame.busy ??= node;
    const outer = this.frame;
    const frame = new Frame(kind, node.generator || node.async, kind === "function" || outer.isGuests);
    this.frame = frame;
    let around = this.scope;
    if (!declared && node.id != null) {
      noReservedBinding(this, node.id);
      around = new Scope(around, frame);
      around.declare(node.id.name); // the function's own name, seen in it alone
    }
    let head: ReturnType<typeof chargedHead>;
    this.within(new Scope(around, frame, kind === "function"), () => {
      head = chargedHead(this, node);
      for (const param of node.params) {
        if (this.mediated && param.type === "RestElement" && param.argument.type === "ObjectPattern")
          everyDefaultMediated(this, head?.properties ?? param.argument.properties, "let");
        else if (param === head?.node) everyPatternGuarded(this, head.properties, "let");
        else this.pattern(param, "let");
        if (param.type === "RestElement" && param.argument.type === "Identifier") this.scope.find(param.argument.name)!.rest = true;
      }
      const body = new Scope(this.scope, frame);
      frame.vars = body;
      this.within(body, () => {
        if (node.body.type === "BlockStatement") everyFunctionCharged(this, node, node.body.body, declared);
        else {
          if (this.metered) this.report.refuse("I10-entry", "An arrow function without a block has no entry.", node);
          this.expression(node.body);
        }
      });
    });
    if (this.metered) {
      everyParameterCalm(this, node.params, head);
      everyWeightCovers(this, node);
    }
    this.frame = outer;
    if (frame.charge === "leaf") this.leaves.push({ node, scope: this.scope, frame });
  }

  class(node: Class): void {
    this.frame.busy ??= node;
    const scope = new Scope(this.scope, this.frame);
    this.within(scope, () => {
      if (node.id != null) this.bind(node.id, "let");
      if (node.superClass != null) {
        if (this.mediated) everyParentMediated(this, node.superClass);
        else this.expression(node.superClass);
      }
      if (this.metered) everyClassConstructs(this, node);
      for (const member of node.body.body) {
        switch (member.type) {
          case "MethodDefinition":
            if (member.kind !== "constructor") this.classKey(member);
            this.function(member.value, "function");
            break;
          case "PropertyDefinition":
            this.classKey(member);
            if (member.value != null) this.field(member.value);
            break;
          case "StaticBlock":
            this.staticBlock(member.body, member);
            break;
          default:
            this.report.refuse("I1-unknown-syntax", "No member of a class in the cell language.", member);
        }
      }
    });
  }

  private classKey(member: { readonly computed: boolean; readonly key: AnyNode }): void {
    if (member.computed) everyLiteralKeyGuarded(this, member.key);
    else noForbiddenKey(this, staticName(member.key), member.key);
  }

  private field(value: Expression): void {
    const outer = this.frame;
    this.frame = new Frame("field", false, true);
    const scope = new Scope(this.scope, this.frame);
    this.frame.vars = scope;
    if (this.metered) everyFieldCharged(this, value);
    this.within(scope, () => this.expression(value));
    this.frame = outer;
  }

  private staticBlock(body: readonly Statement[], node: AnyNode): void {
    const outer = this.frame;
    this.frame = new Frame("static", false, true);
    const scope = new Scope(this.scope, this.frame);
    this.frame.vars = scope;
    this.within(scope, () => everyFunctionCharged(this, node, body, false));
    everyWeightCovers(this, node);
    this.frame = outer;
  }

  /** Arguments, `count` in all with those that are no guest's: in flight while they are evaluated. */
  passing(count: number, list: readonly AnyNode[]): void {
    this.frame.board(count);
    for (const item of list) this.argument(item);
    this.frame.flight -= count;
  }

  /** An argument or an element of an array. */
  argument(node: AnyNode): void {
    if (node.type === "SpreadElement") everySpreadSized(this, node.argument);
    else this.expression(node);
  }

  /** What is iterated. */
  iterated(node: AnyNode): void {
    if (this.mediated) everyIterationMediated(this, node, "iterable");
    this.expression(node);
  }
}
