import type { Rule, SourceCode } from "eslint";
import { lint } from "../../compiler.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { goalOf, readSettings } from "./settings.js";
import { sourceKindOf } from "../../parse/source-kind.js";

/** Findings by file: ESLint asks each rule for its own, and one lint answers them all. */
const FOUND = new WeakMap<SourceCode, readonly Diagnostic[]>();

/** Everything that `cloister lint` finds in the file. It reads the text by itself: what ESLint's parser makes of it is no matter. */
export function findingsOf(context: Rule.RuleContext): readonly Diagnostic[] {
  const { sourceCode, filename } = context;
  let found = FOUND.get(sourceCode);
  if (found === undefined) {
    const { policy, supplied, goal, syntax } = readSettings(context.settings["cloister"]);
    found = lint(sourceCode.text, {
      filename,
      policy,
      goal: goalOf(goal, context.languageOptions.sourceType, filename),
      syntax: syntax ?? sourceKindOf(filename).syntax,
      ...(supplied !== undefined && { supplied }),
    });
    FOUND.set(sourceCode, found);
  }
  return found;
}
