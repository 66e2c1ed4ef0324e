import { applySuggestions } from "../../diagnostics/apply-suggestions.js";
import { lintJob, type LintJob, type LintResult, type LintSettings } from "./lint-job.js";

/** Rewrites uncover others (`a.__proto__.__proto__`): one round for each level. No program that means well needs as many. */
const ROUNDS = 100;

export interface FixedText {
  readonly text: string;
  /** What is left. */
  readonly result: LintResult;
  /** Rewrites that were made. */
  readonly applied: number;
}

/** Makes the safe rewrites until there are none. A round after which the text parses worse than before is not made. */
export function fixText(job: LintJob, found: LintResult, settings: LintSettings): FixedText {
  let fixed: FixedText = { text: job.text, result: found, applied: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const { text, applied } = applySuggestions(fixed.text, fixed.result.diagnostics);
    if (applied === 0) break;
    const result = lintJob({ ...job, text }, settings);
    if (syntaxErrors(result) > syntaxErrors(fixed.result)) break;
    fixed = { text, result, applied: fixed.applied + applied };
  }
  return fixed;
}

const syntaxErrors = ({ diagnostics }: LintResult): number => diagnostics.filter(({ code }) => code === "syntax-error").length;
