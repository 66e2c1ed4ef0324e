import type * as t from "@babel/types";
import type { Feature, Goal } from "../contract/index.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Policy } from "../policy/types.js";
import type { Facts } from "./facts/facts.js";

export interface AnalyzeOptions {
  readonly goal: Goal;
  readonly policy: Policy;
  /** Names that the cell supplies, where there is a cell. They are what `"*"` and `"supplied"` stand for. */
  readonly supplied?: readonly string[];
}

/**
 * What a free name becomes:
 *   constant  written out (`void 0`, …)
 *   granted   bound once in the prelude
 *   runtime   looked up at run time (script goal, feature `globalObject`)
 *   rejected  does not exist: refused wherever it is used, except under `typeof`, which folds to "undefined"
 */
export type NameClass = "constant" | "granted" | "runtime" | "rejected";

export interface RequiredGlobal {
  readonly name: string;
  /** Members used by their static names, sorted: `["floor", "max"]` for `Math`. */
  readonly members: readonly string[];
  /** What the text says of the first arguments of its calls, sorted: `["https://api.example.com/…"]` for `fetch`. `…` stands for what it does not say; absent if it is never called. */
  readonly targets?: readonly string[];
}

/** What a program needs of its surroundings, granted or not, beside its static imports. All lists are sorted by UTF-16 code units. */
export interface Requirements {
  /** Names bound once: they must be supplied before the program runs. */
  readonly globals: readonly RequiredGlobal[];
  /** Names looked up at run time; they may be missing. */
  readonly names: readonly string[];
  /** Literal specifiers of `import()` and `require()`. */
  readonly dynamicImports: readonly string[];
  readonly features: readonly Feature[];
}

/** Everything the transform needs to know about a tree that was found acceptable. Frozen. */
export interface Analysis {
  /** All problems, in source order; the tree is acceptable if none is an error. */
  readonly diagnostics: readonly Diagnostic[];
  readonly facts: Facts;
  /** Class of every free name. */
  readonly names: ReadonlyMap<string, NameClass>;
  /** Regular expressions of the text, in source order. */
  readonly patterns: readonly t.RegExpLiteral[];
  readonly requirements: Requirements;
}
