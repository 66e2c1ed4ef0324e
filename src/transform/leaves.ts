import type * as t from "@babel/types";
import type { Binding, Facts } from "../analyzer/facts/facts.js";
import type { Frame } from "./frame.js";

interface Candidate {
  readonly node: t.FunctionDeclaration;
  readonly binding: Binding;
  readonly frame: Frame;
}

/**
 * Finds functions that need no entry (docs/artifact.md, "leaf"): declarations that are only ever called by name and that call nothing. Candidates are gathered during
 * the walk and decided at its end, when all calls are known.
 */
export class Leaves {
  readonly #facts: Facts;
  readonly #candidates: Candidate[] = [];
  readonly #calls = new Map<Binding, number>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** A name is called. */
  called(name: t.Identifier): void {
    const binding = this.#facts.bindings.get(name);
    if (binding?.kind === "function") this.#calls.set(binding, (this.#calls.get(binding) ?? 0) + 1);
  }

  /** A function whose frame, with its entry, is complete. */
  offer(node: t.FunctionDeclaration, frame: Frame): void {
    if (frame.busy || frame.suspendable || node.id == null) return;
    const binding = this.#facts.bindings.get(node.id);
    if (binding?.kind === "function" && binding.writes === 0 && binding.declarations.length === 1)
      this.#candidates.push({ node, binding, frame });
  }

  /** @param shared top-level names that other programs read. */
  settle(shared: ReadonlySet<string>): void {
    for (const { node, binding, frame } of this.#candidates) {
      if (this.#calls.get(binding) !== binding.references.length) continue;
      if (binding.scope === this.#facts.root && shared.has(binding.name)) continue;
      for (const item of frame.returns)
        item.argument = ((item.argument as t.CallExpression).arguments[1] as t.Expression | undefined) ?? null;
      const [, ...body] = frame.statements;
      if (body.at(-1)?.type !== "ReturnStatement") body.pop(); // `__cc_leave(__cc_p);`
      node.body.body = body;
    }
  }
}
