import type * as t from "@babel/types";
import type { Binding, Facts } from "../analyzer/facts/facts.js";
import { guardId } from "../contract/index.js";
import { guard, id, member, sequence } from "./build.js";
import { isNumeric } from "./number-form.js";

/** What is done with a list of arguments of the engine's own making. */
interface Uses {
  /** All references there are. */
  mentions: number;
  readonly spreads: t.SpreadElement[];
  readonly parts: t.MemberExpression[];
}

/**
 * Finds spreads of a rest parameter, or of `arguments`, whose every reference is a spread, or reads its length or an element: nobody can have given it an
 * iterator, and it is paid by its length. The engine hands such a list on without making an array of it, unless a guard gets it.
 *
 *   f(...__cc_sized(rest))   ⟶  f(...(__cc_count(rest.length), rest))
 *
 * Gathered during the walk and decided at its end, when all references, and all keys that are numbers, are known.
 */
export class Spreads {
  readonly #facts: Facts;
  readonly #rests = new Map<Binding, Uses>();
  readonly #lists: Uses[] = [];
  /** Of the `arguments` of the function that is being rewritten. */
  #own = this.#list();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** A function that has `arguments` of its own. */
  within(work: () => void): void {
    const outer = this.#own;
    this.#own = this.#list();
    work();
    this.#own = outer;
  }

  #list(): Uses {
    const list = { mentions: 0, spreads: [], parts: [] };
    this.#lists.push(list);
    return list;
  }

  /** A rest parameter that stays one. */
  rest(name: t.Identifier, node: t.Function): void {
    const binding = this.#facts.bindings.get(name);
    if (binding === undefined || binding.writes > 0 || binding.declarations.length > 1) return;
    // a `var` of that name begins with the same list
    const inner = this.#facts.scopes.get(node.body);
    if (inner !== undefined && inner !== binding.scope && inner.bindings.has(name.name)) return;
    this.#rests.set(binding, this.#list());
  }

  /** A spread with its guard. */
  spread(node: t.SpreadElement, name: t.Identifier): void {
    this.#usesOf(name)?.spreads.push(node);
  }

  /** A member that is read. */
  read(node: t.MemberExpression, name: t.Identifier): void {
    this.#usesOf(name)?.parts.push(node);
  }

  /** `arguments` */
  mention(): void {
    this.#own.mentions++;
  }

  #usesOf(name: t.Identifier): Uses | undefined {
    const binding = this.#facts.bindings.get(name);
    if (binding !== undefined) return this.#rests.get(binding);
    return name.name === "arguments" ? this.#own : undefined;
  }

  settle(): void {
    for (const [binding, uses] of this.#rests) uses.mentions = binding.references.length;
    for (const { mentions, spreads, parts } of this.#lists) {
      const bare = spreads.filter(({ argument }) => nameIn(argument) !== undefined);
      if (bare.length === 0 || bare.length + parts.filter(isPart).length !== mentions) continue;
      for (const node of bare) node.argument = counted(nameIn(node.argument)!);
    }
  }
}

/** `(__cc_count(NAME.length), NAME)` */
export const counted = (name: t.Identifier): t.Expression => sequence(guard("count", member(id(name.name), "length")), name);

/** `__cc_sized(NAME)` */
function nameIn(node: t.Expression): t.Identifier | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier" || node.callee.name !== guardId("sized")) return undefined;
  const [only] = node.arguments;
  return only?.type === "Identifier" ? only : undefined;
}

/** `x.length`, `x[N]` with a number for N: nobody gets hold of x itself. */
function isPart({ object, property, computed }: t.MemberExpression): boolean {
  if (object.type !== "Identifier") return false;
  return computed ? isNumeric(property) : property.type === "Identifier" && property.name === "length";
}
