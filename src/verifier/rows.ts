import type { AnyNode, Identifier, Statement, VariableDeclaration } from "acorn";
import { everyTagMediated } from "./checks/every-access-mediated.js";
import { everyCallInItsForm } from "./checks/every-call-in-its-form.js";
import { everyCatchGuarded } from "./checks/every-catch-guarded.js";
import { everyFinallyGuarded } from "./checks/every-finally-guarded.js";
import { everyLiteralKeyGuarded } from "./checks/every-computed-key-guarded.js";
import { everyLoopCharged } from "./checks/every-loop-charged.js";
import { everyParentGuarded } from "./checks/every-prototype-guarded.js";
import { everyReturnLeaves } from "./checks/every-function-charged.js";
import { everyCopyCharged, everyListingCharged } from "./checks/every-size-charged.js";
import { everySuspensionLeaves } from "./checks/every-suspension-leaves.js";
import { noForbiddenKey } from "./checks/no-forbidden-key.js";
import { noUnboundedRegex } from "./checks/no-unbounded-regex.js";
import { Scope, Use } from "./scope.js";
import { staticName } from "./shapes.js";
import type { Walk } from "./walk.js";

type Row<T extends AnyNode["type"]> = (walk: Walk, node: Extract<AnyNode, { type: T }>) => void;
type Rows = { readonly [T in AnyNode["type"]]?: Row<T> };

const nothing = (): void => undefined;

/** Statements of the cell language. What is not here is refused: `with`, `debugger`, imports and exports among the rest. */
export const STATEMENTS: Rows = {
  ExpressionStatement(walk, node) {
    if (node.directive !== undefined) walk.report.refuse("I7-directive", "The record's function has the only directive.", node);
    walk.expression(node.expression);
  },
  BlockStatement: (walk, node) => walk.block(node),
  EmptyStatement: nothing,
  IfStatement(walk, node) {
    walk.expression(node.test);
    walk.statement(node.consequent);
    if (node.alternate != null) walk.statement(node.alternate);
  },
  ForStatement: (walk, node) =>
    loop(walk, node, node.body, () => {
      if (node.init?.type === "VariableDeclaration") variables(walk, node.init);
      else if (node.init != null) walk.expression(node.init);
      if (node.test != null) walk.expression(node.test);
      if (node.update != null) walk.expression(node.update);
    }),
  ForInStatement: (walk, node) => loop(walk, node, node.body, () => eachHead(walk, node)),
  ForOfStatement(walk, node) {
    if (node.await && walk.metered) walk.report.refuse("I10-suspension", "`for await` suspends where nothing leaves the frame.", node);
    walk.frame.forOf++;
    loop(walk, node, node.body, () => eachHead(walk, node));
    walk.frame.forOf--;
  },
  WhileStatement: (walk, node) => loop(walk, node, node.body, () => walk.expression(node.test)),
  DoWhileStatement: (walk, node) => loop(walk, node, node.body, () => walk.expression(node.test)),
  LabeledStatement(walk, node) {
    walk.label(node.label);
    walk.statement(node.body);
  },
  BreakStatement: nothing,
  ContinueStatement: nothing,
  ReturnStatement: (walk, node) => everyReturnLeaves(walk, node),
  ThrowStatement: (walk, node) => walk.expression(node.argument),
  TryStatement(walk, node) {
    walk.frame.busy ??= node;
    walk.block(node.block);
    if (node.handler != null) everyCatchGuarded(walk, node.handler);
    if (node.finalizer != null) everyFinallyGuarded(walk, node.finalizer);
  },
  SwitchStatement(walk, node) {
    walk.expression(node.discriminant);
    walk.within(new Scope(walk.scope, walk.frame), () => {
      for (const item of node.cases) {
        if (item.test != null) walk.expression(item.test);
        walk.statements(item.consequent);
      }
    });
  },
  VariableDeclaration: (walk, node) => variables(walk, node),
  FunctionDeclaration(walk, node) {
    if (walk.scope === walk.frame.vars)
      walk.bindVariable(node.id!); // exports alone have none
    else walk.bind(node.id!, "let");
    walk.function(node, "function", true);
  },
  ClassDeclaration(walk, node) {
    walk.bind(node.id!, "let");
    walk.class(node);
  },
};

/** Expressions of the cell language. `import()`, `import.meta` and parentheses with nodes of their own are not among them. */
export const EXPRESSIONS: Rows = {
  Identifier: (walk, node) => walk.reference(node, Use.Read),
  Literal(walk, node) {
    if (node.regex !== undefined) noUnboundedRegex(walk, node, node.regex.pattern);
  },
  ThisExpression: nothing,
  TemplateLiteral: (walk, node) => walk.expressions(node.expressions),
  TaggedTemplateExpression(walk, node) {
    if (walk.mediated) return everyTagMediated(walk, node);
    walk.frame.busy ??= node;
    const count = node.quasi.expressions.length + 1;
    walk.callee(node.tag);
    walk.passing(count, node.quasi.expressions);
  },
  ArrayExpression(walk, node) {
    for (const item of node.elements) if (item !== null) walk.argument(item);
  },
  ObjectExpression(walk, node) {
    for (const item of node.properties) {
      if (item.type === "SpreadElement") everyCopyCharged(walk, item.argument);
      else {
        if (item.computed) everyLiteralKeyGuarded(walk, item.key);
        else noForbiddenKey(walk, staticName(item.key), item.key);
        const isParent = item.kind === "init" && !item.method && !item.computed && !item.shorthand && staticName(item.key) === "__proto__";
        if (isParent) everyParentGuarded(walk, item.value);
        else walk.expression(item.value);
      }
    }
  },
  FunctionExpression: (walk, node) => walk.function(node, "function"),
  ArrowFunctionExpression: (walk, node) => walk.function(node, "arrow"),
  ClassExpression: (walk, node) => walk.class(node),
  UnaryExpression(walk, node) {
    const { argument } = node;
    if (node.operator !== "delete") return walk.expression(argument);
    const target = argument.type === "ChainExpression" ? argument.expression : argument;
    if (target.type === "MemberExpression") walk.member(target, "delete");
    else walk.expression(argument);
  },
  UpdateExpression(walk, node) {
    update(walk, node.argument);
  },
  BinaryExpression: leftChain,
  LogicalExpression: leftChain,
  AssignmentExpression(walk, node) {
    // What the guards of lists answer with would be the assignment's value.
    if (node.operator === "=") walk.pattern(node.left, false, !walk.mediated && node.left.type === "ArrayPattern" ? undefined : node.right);
    else update(walk, node.left);
    walk.expression(node.right);
  },
  MemberExpression: (walk, node) => walk.member(node, "read"),
  ChainExpression(walk, node) {
    if (walk.mediated) walk.report.refuse("I14-access", "Chains are lowered where guards are asked.", node);
    walk.expression(node.expression);
  },
  ConditionalExpression(walk, node) {
    walk.expression(node.test);
    walk.expression(node.consequent);
    walk.expression(node.alternate);
  },
  CallExpression: (walk, node) => everyCallInItsForm(walk, node),
  NewExpression(walk, node) {
    if (walk.mediated) walk.report.refuse("I14-call", "A constructor is called, and no guard is asked.", node);
    walk.frame.busy ??= node;
    walk.expression(node.callee);
    walk.passing(node.arguments.length, node.arguments);
  },
  SequenceExpression(walk, node) {
    // A printer may write a sequence within a sequence without parentheses, so the form can begin anywhere.
    for (let i = 0; i < node.expressions.length; i++) {
      if (walk.metered && everySuspensionLeaves(walk, node, i)) i += 2;
      else walk.expression(node.expressions[i]!);
    }
  },
  YieldExpression: suspension,
  AwaitExpression: suspension,
  MetaProperty(walk, node) {
    if (node.meta.name !== "new") walk.report.refuse("I1-unknown-syntax", "`import.meta` has another form.", node);
    else if (!walk.frame.isGuests) walk.report.refuse("I7-context", "`new.target` of the record itself.", node);
  },
};

/** `E += F`, `E++`: E is read as well as written. */
function update(walk: Walk, node: AnyNode): void {
  if (node.type === "MemberExpression") walk.member(node, "update");
  else walk.reference(node as Identifier, Use.Update);
}

/** A bare `await` or `yield`, which only unmetered artifacts have. */
function suspension(walk: Walk, node: Extract<AnyNode, { type: "AwaitExpression" | "YieldExpression" }>): void {
  if (walk.metered) walk.report.refuse("I10-suspension", "Nothing leaves the frame before it is suspended.", node);
  if (node.type === "YieldExpression" && walk.frame.kind === "run")
    walk.report.refuse("I3-record", "`run` yields once, to instantiate.", node);
  if (node.argument == null) return;
  if (node.type === "YieldExpression" && node.delegate) walk.iterated(node.argument);
  else walk.expression(node.argument);
}

/** `a + b + c + …` and `a && b || c …`: as long as a line can be, hence a loop. */
function leftChain(walk: Walk, node: Extract<AnyNode, { type: "BinaryExpression" | "LogicalExpression" }>): void {
  let left: AnyNode = node;
  while (left.type === "BinaryExpression" || left.type === "LogicalExpression") {
    walk.expression(left.right);
    left = left.left;
  }
  if (left.type !== "PrivateIdentifier") walk.expression(left); // `#x in o`
}

/** @param head walks what stands in front of the body */
function loop(walk: Walk, node: AnyNode, body: Statement, head: () => void): void {
  walk.within(new Scope(walk.scope, walk.frame), () => {
    head();
    if (walk.metered) everyLoopCharged(walk, node, body);
    else walk.statement(body);
  });
}

function eachHead(walk: Walk, node: Extract<AnyNode, { type: "ForInStatement" | "ForOfStatement" }>): void {
  if (node.left.type === "VariableDeclaration") variables(walk, node.left, true);
  else walk.pattern(node.left, false);
  if (node.type === "ForInStatement") everyListingCharged(walk, node.right);
  else walk.iterated(node.right);
}

function variables(walk: Walk, node: VariableDeclaration, isHead = false): void {
  const { kind } = node;
  if (kind !== "var" && kind !== "let" && kind !== "const") return walk.report.refuse("I1-unknown-syntax", `\`${kind}\` is lowered.`, node);
  for (const { id, init } of node.declarations) {
    if (kind !== "var") walk.pattern(id, kind, init);
    else if (init == null && !isHead && id.type === "Identifier") walk.bindVariable(id);
    else walk.pattern(id, "var", init);
    if (init != null) walk.expression(init);
  }
}
