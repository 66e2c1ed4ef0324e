import { isReserved } from "../reserved.js";
import { defineRule } from "../rule.js";

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
    Identifier(node, context) {
      if (isReserved(node.name)) context.report("reserved-name", node, { name: node.name });
    },
  },
});
