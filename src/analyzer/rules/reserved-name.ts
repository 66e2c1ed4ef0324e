import type * as t from "@babel/types";
import type { Suggestion } from "../../diagnostics/diagnostic.js";
import type { RuleContext } from "../rule-context.js";
import { isReserved } from "../reserved.js";
import { defineRule } from "../rule.js";

/** UTF-16 units of a text that is searched for each name. */
const LONGEST_SEARCHED = 65_536;

/** `__cc_key` ⟶ `cc_key`, everywhere, if no such name stands in the text. Property names change with it: only a person knows who else uses them. */
function rename(node: t.Identifier, { source, isFull }: RuleContext): Suggestion | undefined {
  if (isFull || source.text.length > LONGEST_SEARCHED) return undefined;
  const text = node.name.replace(/^_+/, "");
  if (text === "" || source.text.slice(node.start ?? 0, node.end ?? 0) !== node.name) return undefined;
  if (new RegExp(`(?<![\\w$])${text.replaceAll("$", "\\$")}(?![\\w$])`).test(source.text)) return undefined;
  return { edits: [{ range: [node.start ?? 0, node.end ?? 0], text }], kind: "guess" };
}

/**
 * Rejects every identifier that starts with the guard prefix: bindings, references, labels and property names.
 *
 *   let __cc_key = 1      rejected
 *   let my__cc_key = 1    allowed: the prefix is not at the start
 *
 * Looks at the cooked name, so `\u005f_cc_key` is caught too (ECMA-262 §12.7). Property names count as well: telling them apart would
 * give guests nothing they need. Upholds invariant I3.
 */
export const reservedName = defineRule({
  code: "reserved-name",
  on: {
    name(node, context) {
      if (isReserved(node.name)) context.report("reserved-name", node, { name: node.name }, "error", rename(node, context));
    },
  },
});
