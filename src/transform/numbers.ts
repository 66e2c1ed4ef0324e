import type * as t from "@babel/types";
import type { Binding, Facts } from "../analyzer/facts/facts.js";
import { unary } from "./build.js";
import type { Frame } from "./frame.js";

/** A guarded key that is a name, and how to write it if the name is always a number. */
interface Candidate {
  readonly binding: Binding;
  readonly node: t.MemberExpression | t.OptionalMemberExpression;
  readonly key: t.Expression;
  readonly base: t.Expression;
  readonly frame: Frame;
  /** Holds the base; not needed any more without the guard. */
  readonly temp: string | undefined;
}

const ARITHMETIC = new Set(["-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>"]);
const NUMBER_FUNCTIONS = new Set(["Number", "parseFloat", "parseInt"]);

/**
 * Finds names that are always numbers: `a[i]` then becomes `a[+i]`, a number form, which needs no guard. Gathered during the walk, decided at its end,
 * when all assignments are known: a name is one if it is only ever assigned numbers, by its own and by other such names' values.
 *
 * A mistake here would change what a program means, never what it may do: the verifier knows nothing of this.
 * Operators that mix a number with a big integer throw, so one operand that is a number makes the result one (but for `+`).
 */
export class Numbers {
  readonly #facts: Facts;
  readonly #isShared: (binding: Binding) => boolean;
  /** For each assignment the names that have to be numbers for its value to be one; null: some value is none. */
  readonly #assignments = new Map<Binding, (readonly Binding[])[] | null>();
  readonly #candidates: Candidate[] = [];
  /** `var`s that have a value here, and the frame for which that is so. */
  readonly #initialised = new Map<Binding, Frame>();
  readonly #order: Binding[] = [];

  /** @param isShared whether other programs can assign the binding. */
  constructor(facts: Facts, isShared: (binding: Binding) => boolean) {
    this.#facts = facts;
    this.#isShared = isShared;
  }

  /** An assignment of an expression of the source, not yet rewritten. `operator`: that of a compound assignment. */
  assigned(name: t.Identifier, value: t.Expression, frame: Frame, operator = "="): void {
    const binding = this.#facts.bindings.get(name);
    if (binding === undefined) return;
    const known = this.#assignments.get(binding);
    if (known === null) return;
    const needed = operator === "=" ? this.#needs(value, frame) : this.#ofOperator(operator, [binding], this.#needs(value, frame));
    if (needed === undefined || this.#isShared(binding)) this.#assignments.set(binding, null);
    else if (known === undefined) this.#assignments.set(binding, [needed]);
    else known.push(needed);
  }

  /** The name gets a value of which nothing is known. */
  spoiled(name: t.Identifier): void {
    const binding = this.#facts.bindings.get(name);
    if (binding !== undefined) this.#assignments.set(binding, null);
  }

  /** From here to the end of the list of statements, the `var` has been assigned. */
  initialised(name: t.Identifier, frame: Frame): void {
    const binding = this.#facts.bindings.get(name);
    if (binding?.kind !== "var" || this.#initialised.has(binding)) return;
    this.#initialised.set(binding, frame);
    this.#order.push(binding);
  }

  /** Where a list of statements begins; hand it back at its end. */
  mark(): number {
    return this.#order.length;
  }

  reset(mark: number): void {
    while (this.#order.length > mark) this.#initialised.delete(this.#order.pop()!);
  }

  /** A key that is a name. */
  keyed(name: t.Identifier, candidate: Omit<Candidate, "binding">): void {
    const binding = this.#facts.bindings.get(name);
    if (binding !== undefined && this.#hasValue(binding, candidate.frame)) this.#candidates.push({ ...candidate, binding });
  }

  /** Rewrites the keys that turned out to be numbers. */
  settle(): void {
    if (this.#candidates.length === 0) return;
    const numbers = this.#solve();
    for (const { binding, node, key, base, frame, temp } of this.#candidates) {
      if (!numbers.has(binding)) continue;
      node.property = unary("+", key);
      node.object = base;
      if (temp !== undefined) frame.drop(temp);
    }
  }

  #solve(): ReadonlySet<Binding> {
    const numbers = new Set<Binding>();
    for (const [binding, list] of this.#assignments) if (list !== null) numbers.add(binding);
    let isStable = false;
    while (!isStable) {
      isStable = true;
      for (const binding of numbers) {
        if (this.#assignments.get(binding)!.every((needed) => needed.every((other) => numbers.has(other)))) continue;
        numbers.delete(binding);
        isStable = false;
      }
    }
    return numbers;
  }

  /** Whether reading it gives an assigned value, or throws. */
  #hasValue(binding: Binding, frame: Frame): boolean {
    if (binding.kind === "let" || binding.kind === "const") return true;
    return binding.kind === "var" && this.#initialised.get(binding) === frame;
  }

  /** The names that have to be numbers for the value to be one; undefined if it may be something else anyway. */
  #needs(node: t.Node, frame: Frame): readonly Binding[] | undefined {
    switch (node.type) {
      case "NumericLiteral":
        return [];
      case "Identifier": {
        const binding = this.#facts.bindings.get(node);
        return binding !== undefined && this.#hasValue(binding, frame) ? [binding] : undefined;
      }
      case "UnaryExpression":
        if (node.operator === "+") return [];
        return node.operator === "-" || node.operator === "~" ? this.#needs(node.argument, frame) : undefined;
      case "UpdateExpression":
        return this.#needs(node.argument, frame);
      case "BinaryExpression":
        if (node.operator === ">>>") return [];
        return this.#ofOperator(node.operator, this.#needs(node.left, frame), this.#needs(node.right, frame));
      case "AssignmentExpression": {
        const right = this.#needs(node.right, frame);
        return node.operator === "=" ? right : this.#ofOperator(node.operator, this.#needs(node.left, frame), right);
      }
      case "ConditionalExpression":
        return both(this.#needs(node.consequent, frame), this.#needs(node.alternate, frame));
      case "LogicalExpression":
        return both(this.#needs(node.left, frame), this.#needs(node.right, frame));
      case "SequenceExpression":
        return this.#needs(node.expressions.at(-1)!, frame);
      case "CallExpression":
        return this.#isNumberFunction(node.callee) ? [] : undefined;
      default:
        return undefined;
    }
  }

  #ofOperator(
    operator: string,
    left: readonly Binding[] | undefined,
    right: readonly Binding[] | undefined,
  ): readonly Binding[] | undefined {
    const plain = operator.endsWith("=") ? operator.slice(0, -1) : operator;
    if (plain === ">>>") return [];
    if (ARITHMETIC.has(plain)) return right?.length === 0 ? right : (left ?? right);
    return plain === "+" || plain === "&&" || plain === "||" || plain === "??" ? both(left, right) : undefined;
  }

  /** Of the language's own: what they answer with is a number, or they throw. */
  #isNumberFunction(callee: t.Node): boolean {
    if (callee.type === "Identifier") return NUMBER_FUNCTIONS.has(callee.name) && !this.#facts.bindings.has(callee);
    return (
      callee.type === "MemberExpression" &&
      !callee.computed &&
      callee.object.type === "Identifier" &&
      callee.object.name === "Math" &&
      !this.#facts.bindings.has(callee.object)
    );
  }
}

const both = (left: readonly Binding[] | undefined, right: readonly Binding[] | undefined): readonly Binding[] | undefined =>
  left === undefined || right === undefined ? undefined : left.length === 0 ? right : [...left, ...right];
