import type * as t from "@babel/types";
import type { Binding, Facts, FreeReference, Scope } from "./facts.js";

/** All references of a program in source order, a column for each thing known of them. */
export interface ReferenceColumns {
  readonly names: readonly t.Identifier[];
  readonly uses: readonly FreeReference["use"][];
  /** Undefined: free, or a function's own `arguments`. */
  readonly bindings: readonly (Binding | undefined)[];
}

/** Scopes, with the nodes that open them, and those of them that declare something. */
export interface ScopeColumns {
  readonly openers: readonly t.Node[];
  readonly opened: readonly Scope[];
  readonly declaring: readonly Scope[];
}

/**
 * What every name of a program means. The rules ask for free names, and seldom for another; only a build wants the tables of all of them, so
 * those are made when they are asked for.
 */
export class Resolution {
  readonly root: Scope;
  /** As in `Facts`. */
  readonly free: ReadonlyMap<string, readonly FreeReference[]>;
  readonly #references: ReferenceColumns;
  readonly #scopes: ScopeColumns;
  readonly #byName = new Map<string, ReadonlyMap<t.Identifier, Binding>>();
  #declared: ReadonlySet<string> | undefined;
  #facts: Facts | undefined;

  constructor(root: Scope, free: ReadonlyMap<string, readonly FreeReference[]>, references: ReferenceColumns, scopes: ScopeColumns) {
    this.root = root;
    this.free = free;
    this.#references = references;
    this.#scopes = scopes;
  }

  /** Every name that is declared anywhere, scope by scope. */
  get declared(): ReadonlySet<string> {
    return (this.#declared ??= new Set(this.#scopes.declaring.flatMap(({ bindings }) => [...bindings.keys()])));
  }

  /** What a reference means; undefined if it is free. Looks through all references once for each name, so it is for few of them. */
  bindingOf(reference: t.Identifier): Binding | undefined {
    let known = this.#byName.get(reference.name);
    if (known === undefined) {
      known = this.#bound(reference.name);
      this.#byName.set(reference.name, known);
    }
    return known.get(reference);
  }

  #bound(name: string): ReadonlyMap<t.Identifier, Binding> {
    const bound = new Map<t.Identifier, Binding>();
    const { names, bindings } = this.#references;
    for (let i = 0; i < names.length; i++) if (names[i]!.name === name && bindings[i] !== undefined) bound.set(names[i]!, bindings[i]!);
    return bound;
  }

  get facts(): Facts {
    return (this.#facts ??= this.#link());
  }

  #link(): Facts {
    const { names, uses, bindings } = this.#references;
    const { openers, opened, declaring } = this.#scopes;
    const table = new Map<t.Identifier, Binding>();
    for (const scope of declaring)
      for (const binding of scope.bindings.values()) for (const id of binding.declarations) table.set(id, binding);
    for (let i = 0; i < names.length; i++) {
      const binding = bindings[i];
      if (binding === undefined) continue;
      binding.references.push(names[i]!);
      if (uses[i] === "write" || uses[i] === "update") binding.writes++;
      table.set(names[i]!, binding);
    }
    return { root: this.root, scopes: new Map(openers.map((node, i) => [node, opened[i]!])), bindings: table, free: this.free };
  }
}
