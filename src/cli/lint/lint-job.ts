import { review } from "../../compiler.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { policyFromCanonical } from "../../policy/index.js";
import { compileOptionsOf } from "../compile-options.js";
import type { Goal } from "../../contract/index.js";

/** What is the same for all files of one lint; plain data, since it crosses to other threads. */
export interface LintSettings {
  /** Canonical text of the policy. */
  readonly policy: string;
  readonly goal?: Goal;
}

export interface LintJob {
  readonly name: string;
  readonly text: string;
}

/** What is known of a file when it has been linted; plain data, since it is kept in a cache. */
export interface LintResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Names that the program uses beside its own, sorted. */
  readonly uses: readonly string[];
}

/** Lints one text. */
export function lintJob({ name, text }: LintJob, settings: LintSettings): LintResult {
  const { goal } = settings;
  const { diagnostics, requirements } = review(
    text,
    compileOptionsOf(name, policyFromCanonical(settings.policy), goal === undefined ? {} : { goal }),
  );
  const uses = requirements === undefined ? [] : [...requirements.globals.map((each) => each.name), ...requirements.names].sort();
  return { diagnostics, uses };
}
