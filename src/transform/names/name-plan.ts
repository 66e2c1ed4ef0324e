import type * as t from "@babel/types";
import type { Analysis } from "../../analyzer/analysis.js";
import type { Binding, Facts } from "../../analyzer/facts/facts.js";
import { importId, starId, type Goal } from "../../contract/index.js";
import type { ImportTable } from "../modules/import-table.js";

/** What stands in the output for a name of the source, where it is not the name itself. */
export type Replacement =
  /** a member of an import's record, of the main namespace */
  | { readonly as: "member"; readonly object: string; readonly name: string }
  | { readonly as: "name"; readonly name: string }
  /** `undefined`, `NaN`, `Infinity` */
  | { readonly as: "constant"; readonly name: string }
  /** looked up at run time */
  | { readonly as: "lookup"; readonly name: string }
  /** refused outside `typeof`, which folds */
  | { readonly as: "absent" };

interface Entry {
  readonly binding: Binding | undefined;
  readonly replacement: Replacement;
}

/** Decides, once per program, what each name becomes. Asked for every identifier, so names without a plan are told apart at once. */
export class NamePlan {
  readonly #entries = new Map<string, Entry[]>();
  readonly #facts: Facts;
  #used: Set<string> | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  add(name: string, binding: Binding | undefined, replacement: Replacement): void {
    const entry = { binding, replacement };
    const known = this.#entries.get(name);
    if (known === undefined) this.#entries.set(name, [entry]);
    else known.push(entry);
  }

  /** @returns undefined where the name stays. */
  find(node: t.Identifier): Replacement | undefined {
    const entries = this.#entries.get(node.name);
    if (entries === undefined) return undefined;
    const binding = this.#facts.bindings.get(node);
    for (const entry of entries) {
      if (entry.binding !== binding) continue;
      if (binding === undefined && node.name === "arguments" && !this.#isFreeArguments(node)) return undefined;
      return entry.replacement;
    }
    return undefined;
  }

  /** What a binding becomes. */
  of(name: string, binding: Binding | undefined): Replacement | undefined {
    return this.#entries.get(name)?.find((entry) => entry.binding === binding)?.replacement;
  }

  /** A name that nothing in the program uses. */
  fresh(base: string): string {
    const used = (this.#used ??= this.#allNames());
    let name = `${base}_`;
    for (let i = 1; used.has(name); i++) name = `${base}_${i}`;
    used.add(name);
    return name;
  }

  #allNames(): Set<string> {
    const names = new Set<string>(this.#facts.free.keys());
    for (const scope of this.#facts.scopes.values()) for (const name of scope.bindings.keys()) names.add(name);
    for (const binding of this.#facts.bindings.values()) names.add(binding.name);
    return names;
  }

  #isFreeArguments(node: t.Identifier): boolean {
    return this.#facts.free.get("arguments")?.some((reference) => reference.node === node) ?? false;
  }
}

/** Plans imports, script variables, constants, run-time names and identifiers called `await`. */
export function planNames({ facts, names }: Analysis, goal: Goal, imports: ImportTable): NamePlan {
  const plan = new NamePlan(facts);
  for (const [name, binding] of facts.root.bindings) {
    if (binding.kind === "import") {
      const use = imports.locals.get(name);
      if (use === undefined) throw new Error(`no import for ${name}`);
      plan.add(
        name,
        binding,
        use.name === "*" ? { as: "name", name: starId(use.index) } : { as: "member", object: importId(use.index), name: use.name },
      );
    } else if (goal === "script" && (binding.kind === "var" || binding.kind === "function"))
      plan.add(name, binding, { as: "member", object: "__cc_ns", name });
  }
  for (const name of facts.free.keys()) {
    switch (names.get(name)) {
      case "constant":
        plan.add(name, undefined, { as: "constant", name });
        break;
      case "runtime":
        plan.add(name, undefined, { as: "lookup", name });
        break;
      case "granted":
        break;
      default:
        plan.add(name, undefined, { as: "absent" });
    }
  }
  if (goal !== "module") planAwait(facts, plan);
  return plan;
}

/** `await` is a name in scripts, but the cell language must read alike as a module. All bindings called so get one new name. */
function planAwait(facts: Facts, plan: NamePlan): void {
  let name: string | undefined;
  const seen = new Set<Binding>();
  for (const binding of facts.bindings.values()) {
    if (binding.name !== "await" || seen.has(binding)) continue;
    seen.add(binding);
    plan.add("await", binding, { as: "name", name: (name ??= plan.fresh("await")) });
  }
}
