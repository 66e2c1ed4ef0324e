import type * as t from "@babel/types";
import type { Binding, Facts } from "../analyzer/facts/facts.js";
import type { Goal } from "../contract/index.js";
import type { Frame } from "./frame.js";
import type { Leaves } from "./leaves.js";
import type { NamePlan } from "./names/name-plan.js";
import type { Numbers } from "./numbers.js";
import type { Spreads } from "./spreads.js";

/**
 * How a reference is used:
 *   read     its value is taken (also `new E`)
 *   call     callee or tag: the receiver belongs to it
 *   write    assignment or pattern target, operand of an update or a compound assignment
 *   delete   operand of `delete`
 */
export type Use = "read" | "call" | "write" | "delete";

/** An expression and the receiver of the call that it is the callee of. */
export interface Callee {
  readonly callee: t.Expression;
  readonly receiver: t.Expression;
}

/** A pattern of the output, and the value that it is matched with. */
export interface Match {
  readonly target: t.LVal;
  readonly value: t.Expression;
}

/** What every rewrite works with: the walk, the facts, the frame it is in. Rewrites reach each other only through it. */
export interface Context {
  readonly facts: Facts;
  readonly names: NamePlan;
  readonly goal: Goal;
  readonly metered: boolean;
  /** Every access goes to the supervisor's guards (`policy.mediation: "full"`). */
  readonly mediated: boolean;
  /** Whether the cell makes what the source wrote as literal regular expressions. */
  readonly makesRegexps: boolean;
  readonly numbers: Numbers;
  readonly leaves: Leaves;
  readonly spreads: Spreads;
  /** The frame whose code is being rewritten. */
  frame: Frame;
  /** Labels in front of the statement being rewritten. */
  labels: readonly string[];
  /** Expression statements that set a script's completion value, and statements before which it is reset. */
  readonly completions: ReadonlySet<t.Node>;

  /** Rewrites an expression whose value is read. */
  expression(node: t.Expression): t.Expression;
  /** Rewrites a member, chain or name in the position given. */
  reference(node: t.Expression | t.Super, use: Use): t.Expression;
  /** Rewrites a pattern or target in place. `declares`: its names are declared here, else they are assigned. */
  pattern<P extends t.Node>(node: P, declares: boolean): P;
  /** Rewrites a pattern or target and, by `value`, what gives it a value (with two more in flight, if it is more than a name). */
  match(node: t.Node, value: () => t.Expression, declares: boolean): Match;
  /** Rewrites the callee of a mediated call. */
  callee(node: t.Expression): Callee;
  /** Rewrites a list of statements; some vanish, some become several. */
  statements(list: readonly t.Statement[]): t.Statement[];
  /** Notes the `var`s to which a statement of assignments, or a loop's head, has given a value. */
  initialised(node: t.Expression): void;
  /** Rewrites a declaration in the head of a loop, where what it initialises stays initialised. */
  declaration(node: t.VariableDeclaration): t.Statement[];
  /** Rewrites a statement that stands alone (a branch, a loop's body). */
  single(node: t.Statement): t.Statement;
  /** Arguments of a call. */
  args<A extends t.CallExpression["arguments"]>(args: A): A;
  /** Rewrites what is gone through, and puts the guard round it. */
  gone(by: "iterable" | "spread" | "sized" | "keyed", node: t.Expression): t.Expression;
  /** Rewrites a function in place: parameters, body, entry. */
  function(node: t.Function): void;
  /** Rewrites within a frame of its own. */
  within<T>(frame: Frame, work: () => T): T;
  /** Rewrites an expression where no temps can be declared: it becomes an arrow function's if it needs some. */
  zone(node: t.Expression): t.Expression;

  /** Whether the declaration of a `var` becomes an assignment: a script's variable, or one that stands beside a parameter or function. */
  assignsVariables(...targets: readonly t.Node[]): boolean;

  /** A new temp, declared at the top of the current frame. */
  temp(): t.Identifier;
  /** A new name for a temp that the caller declares. */
  tempName(): string;
  /** A new raw temp; declared by its pattern, or else at the top of the frame. */
  rawTemp(declares: boolean): t.Identifier;
  /** Whether two evaluations of it around any code give the same value. */
  isSteady(node: t.Node): boolean;
  bindingOf(node: t.Identifier): Binding | undefined;
}
