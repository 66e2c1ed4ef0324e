import type { Rule } from "eslint";
import { CATALOGUE, type Code } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Edit } from "../../diagnostics/diagnostic.js";
import { codesOf, FAMILIES, familyOf, type Family } from "../../diagnostics/families.js";
import { findingsOf } from "./findings.js";

/**
 * The rule that a finding is reported under: its family's, if it refuses the program. What is only a warning goes to `advice`, whatever its
 * family, since ESLint knows one severity per rule.
 */
export const ruleOf = ({ code, severity }: Diagnostic): Family => (severity === "warning" ? "advice" : familyOf(code));

/** Reports the findings of one family. The message ids are the codes. */
export function familyRule(family: Family): Rule.RuleModule {
  const codes = family === "advice" ? (Object.keys(CATALOGUE) as Code[]) : codesOf(family);
  return {
    meta: {
      type: family === "advice" ? "suggestion" : "problem",
      docs: { description: FAMILIES[family] },
      fixable: "code",
      hasSuggestions: true,
      schema: [],
      messages: Object.fromEntries(codes.map((code) => [code, "{{message}}"])),
    },
    create: (context) => ({
      Program() {
        for (const finding of findingsOf(context)) if (ruleOf(finding) === family) context.report(reportOf(finding));
      },
    }),
  };
}

function reportOf({ code, message, loc, suggestion }: Diagnostic): Rule.ReportDescriptor {
  const report = { messageId: code, data: { message }, loc };
  if (suggestion === undefined) return report;
  const fix = (fixer: Rule.RuleFixer): Rule.Fix[] =>
    suggestion.edits.map(({ range, text }) => fixer.replaceTextRange([range[0], range[1]], text));
  return suggestion.kind === "safe" ? { ...report, fix } : { ...report, suggest: [{ desc: describe(suggestion.edits), fix }] };
}

const describe = (edits: readonly Edit[]): string =>
  edits.every(({ text }) => text === "") ? "Remove it." : `Write ${edits.map(({ text }) => `\`${text}\``).join(", ")}.`;
