import type * as t from "@babel/types";
import type { Analysis } from "../analyzer/analysis.js";
import { LOCALS, guardId, type Goal } from "../contract/index.js";
import { named } from "./anonymous.js";
import { arrow, assign, declarator, declare, guard, id, member, returns, statement, string } from "./build.js";
import { counters, enter, leave, left, localCount, suspendableEntry, temps } from "./entry.js";
import { Frame } from "./frame.js";
import { DEFAULT_LOCAL, NO_IMPORTS, readImports, type ImportTable } from "./modules/import-table.js";
import { planNames } from "./names/name-plan.js";
import { Rewriter } from "./rewriter.js";
import { planCompletions } from "./rewrites/completion-value.js";

export interface ProgramOptions {
  readonly goal: Goal;
  readonly metered: boolean;
  readonly mediated: boolean;
  readonly makesRegexps: boolean;
}

/** The guest's text of an artifact as a tree, and what the manifest says about it. */
export interface CellProgram {
  readonly body: t.Statement[];
  readonly table: ImportTable;
  /** Top-level `await`: `run` is an async generator. */
  readonly async: boolean;
  readonly vars: readonly string[];
  readonly lexicals: readonly string[];
}

/** Rewrites a program for the record of its goal (docs/artifact.md, "Body"). The tree is used up. */
export function rewriteProgram(ast: t.File, analysis: Analysis, { goal, metered, mediated, makesRegexps }: ProgramOptions): CellProgram {
  const { facts } = analysis;
  const source = goal === "script" ? withDirectives(ast.program) : ast.program.body;
  const table = goal === "module" ? readImports(source) : NO_IMPORTS;
  const frame = new Frame("run", goal === "module");
  const cx = new Rewriter(
    {
      facts,
      names: planNames(analysis, goal, table),
      goal,
      metered,
      mediated,
      makesRegexps,
      completions: goal === "script" ? planCompletions(source) : new Set(),
    },
    frame,
  );
  const declared = { vars: [] as string[], lexicals: [] as string[] };
  if (goal === "script")
    for (const [name, { kind }] of facts.root.bindings) declared[kind === "var" || kind === "function" ? "vars" : "lexicals"].push(name);
  declared.vars.sort();
  declared.lexicals.sort();

  let body: t.Statement[];
  switch (goal) {
    case "expression":
      body = expressionBody(cx, source);
      break;
    case "script":
      body = scriptBody(cx, source, declared.lexicals);
      break;
    case "commonjs":
      frame.bindings += 5;
      body = cx.statements(source);
      body = [...opening(cx), ...(metered ? left(frame, body) : body)];
      break;
    case "module":
      body = moduleBody(cx, source, table);
      break;
  }
  cx.numbers.settle();
  cx.spreads.settle();
  cx.leaves.settle(new Set(goal === "script" ? declared.vars : table.getters));
  return { body, table, async: goal === "module" && frame.awaits, ...declared };
}

/** A script that ends with its directives has the last one as its value. */
function withDirectives({ directives, body }: t.Program): t.Statement[] {
  const last = directives.at(-1)?.value;
  const value = last?.extra?.["expressionValue"] ?? last?.value;
  return typeof value === "string" ? [statement(string(value)), ...body] : body;
}

/** Entry, counters and temps of `run`, in its order; settles the frame's weight. */
function opening(cx: Rewriter): t.Statement[] {
  const { frame } = cx;
  if (!cx.metered) return temps(frame);
  frame.bindings += localCount(frame);
  frame.settle();
  const entry = frame.suspendable ? suspendableEntry(frame) : declare("const", [declarator(id(LOCALS.depth), enter(frame))]);
  return [entry, ...counters(frame), ...temps(frame)];
}

function expressionBody(cx: Rewriter, source: readonly t.Statement[]): t.Statement[] {
  cx.frame.board(2);
  const value = cx.expression((source[0] as t.ExpressionStatement).expression);
  cx.frame.land(2);
  return [...opening(cx), returns(cx.metered ? leave(value) : value)];
}

function scriptBody(cx: Rewriter, source: readonly t.Statement[], lexicals: readonly string[]): t.Statement[] {
  cx.frame.bindings++;
  cx.frame.board(lexicals.length * 2);
  cx.frame.land(lexicals.length * 2);
  const functions: t.Statement[] = [];
  const others: t.Statement[] = [];
  for (const node of source) (node.type === "FunctionDeclaration" ? functions : others).push(node);
  const assigned = functions.map((node) => functionAssignment(cx, node as t.FunctionDeclaration));
  const body = cx.statements(others);
  const head: t.Statement[] = lexicals.length === 0 ? [] : [statement(declaration(cx, lexicals))];
  head.push(declare("let", [declarator(id(LOCALS.completion), null)]), ...opening(cx));
  const value = id(LOCALS.completion);
  return [...head, ...assigned, ...body, returns(cx.metered ? leave(value) : value)];
}

/** `function f() {}` ⟶ `__cc_ns.f = function f() {};` */
function functionAssignment(cx: Rewriter, node: t.FunctionDeclaration): t.Statement {
  const { name } = node.id as t.Identifier;
  cx.function(node);
  const value = Object.assign(node as t.Node, {
    type: "FunctionExpression",
    id: name === "await" ? null : id(name),
  }) as t.FunctionExpression;
  return statement(assign(member(id(guardId("ns")), name), named(name, value)));
}

/** `__cc_declare(() => x, (__cc_a) => x = __cc_a, …)` */
function declaration(cx: Rewriter, lexicals: readonly string[]): t.Expression {
  const accessors = lexicals.flatMap((name) => {
    const replacement = name === "await" ? cx.names.of(name, cx.facts.root.bindings.get(name)) : undefined;
    const local = replacement?.as === "name" ? replacement.name : name;
    return [arrow([], id(local)), arrow([id(LOCALS.argument)], assign(id(local), id(LOCALS.argument)))];
  });
  return guard("declare", ...accessors);
}

function moduleBody(cx: Rewriter, source: readonly t.Statement[], table: ImportTable): t.Statement[] {
  const body: t.Statement[] = [];
  for (const node of source) {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
        break;
      case "ExportNamedDeclaration":
        if (node.declaration != null) body.push(...cx.statements([node.declaration]));
        break;
      case "ExportDefaultDeclaration": {
        const { declaration: value } = node;
        if ((value.type === "FunctionDeclaration" || value.type === "ClassDeclaration") && value.id != null) {
          body.push(...cx.statements([value]));
          break;
        }
        if (value.type === "FunctionDeclaration") body.push(...defaultFunction(cx, value));
        else body.push(defaultExport(cx, value as t.Expression));
        break;
      }
      default:
        body.push(...cx.statements([node]));
    }
  }
  const getters = table.getters.map((name) => arrow([], id(name)));
  const instantiation = statement({
    type: "YieldExpression",
    delegate: false,
    argument: { type: "ArrayExpression", elements: getters },
  });
  return [instantiation, ...opening(cx), ...(cx.metered ? left(cx.frame, body) : body)];
}

/** A function without a name is hoisted as any declaration: other modules of a cycle call it before this one runs. The linker names it `default`. */
const defaultFunction = (cx: Rewriter, source: t.FunctionDeclaration): t.Statement[] =>
  cx.statements([Object.assign(source, { id: id(DEFAULT_LOCAL) })]);

function defaultExport(cx: Rewriter, source: t.Expression | t.ClassDeclaration): t.Statement {
  cx.frame.bindings++;
  return declare("const", [declarator(id(DEFAULT_LOCAL), named("default", cx.expression(asExpression(source))))]);
}

/** The same node, for the facts know it by identity. */
function asExpression(node: t.Expression | t.ClassDeclaration): t.Expression {
  if (node.type === "ClassDeclaration") return Object.assign(node as t.Node, { type: "ClassExpression" }) as t.ClassExpression;
  return node;
}
