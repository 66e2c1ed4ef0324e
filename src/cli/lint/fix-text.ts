import { applySuggestions } from "../../diagnostics/apply-suggestions.js";
import { lintJob, type LintJob, type LintResult, type LintSettings } from "./lint-job.js";

/** Rewrites uncover others (`a.__proto__.__proto__`); nothing needs more rounds than this. */
const ROUNDS = 10;

/** Makes the safe rewrites until there are none. */
export function fixText(job: LintJob, found: LintResult, settings: LintSettings): { readonly text: string; readonly result: LintResult } {
  let { text } = job;
  let result = found;
  for (let round = 0; round < ROUNDS; round++) {
    const rewritten = applySuggestions(text, result.diagnostics);
    if (rewritten.applied === 0) break;
    text = rewritten.text;
    result = lintJob({ ...job, text }, settings);
  }
  return { text, result };
}
