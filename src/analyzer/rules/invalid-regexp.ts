import type * as t from "@babel/types";
import { beyondEdition } from "../beyond-edition.js";
import { nonlinearity } from "../../regexp/nonlinearity.js";
import { slowness } from "../../regexp/slowness.js";
import { defineRule } from "../rule.js";
import type { RuleContext } from "../rule-context.js";

/**
 * Rejects regular expressions that the engine cannot compile; the parser checks no patterns. The engine itself is asked, for it is
 * the one that would refuse the artifact. So are those that an older engine of the edition would refuse.
 */
export const invalidRegexp = defineRule({
  code: "invalid-regexp",
  on: { pattern: (node, context) => void context.patterns.push(node) },
});

/** Judges the patterns found, at a shallow stack: by the engine, and by the policy (`regexp-denied`). */
export function judgePatterns(context: RuleContext): void {
  for (const node of context.patterns) {
    const problem = compileProblem(node);
    if (problem !== undefined) context.report("invalid-regexp", node, { problem });
    else judgeByPolicy(context, node);
  }
}

function judgeByPolicy(context: RuleContext, node: t.RegExpLiteral): void {
  const { regexp } = context.options.policy;
  if (regexp === "native") return;
  const problem = regexp === "safe" ? slowness(node.pattern, node.flags) : nonlinearity(node.pattern, node.flags);
  if (problem !== undefined) context.report("regexp-denied", node, { regexp, problem });
}

function compileProblem({ pattern, flags }: t.RegExpLiteral): string | undefined {
  try {
    new RegExp(pattern, flags);
    const recent = beyondEdition(pattern);
    return recent && `Not every engine of this edition knows ${recent}: write it as \`new RegExp("…")\`.`;
  } catch (error) {
    const text = error instanceof Error ? error.message : "";
    return `${text.replace(/^Invalid regular expression: .*: /s, "Invalid regular expression: ") || "Invalid regular expression"}.`;
  }
}
