import { isAscii } from "../is-ascii.js";
import { defineRule } from "../rule.js";

/**
 * Rejects names with characters that cannot be seen, plain or written as escapes.
 *
 *   let a\u200d = 1        rejected: looks like `a`
 *   "a\u200d", /\u200d/    allowed: not a name
 *
 * The joiners U+200C and U+200D are letters of names by the specification (ECMA-262 §12.7), and some scripts cannot be written without
 * them; where bundles must run unmodified (preset `compat`) they are a warning.
 */
export const invisibleCharacter = defineRule({
  code: "invisible-character",
  on: {
    name(node, context) {
      if (isAscii(node.name)) return;
      const hidden = HIDDEN.exec(node.name)?.[0].codePointAt(0);
      if (hidden === undefined) return;
      const character = `U+${hidden.toString(16).toUpperCase().padStart(4, "0")}`;
      const isTolerated = context.options.policy.preset === "compat" && !HIDDEN.test(node.name.replace(JOINERS, ""));
      const problem = `The name \`${node.name}\` contains the invisible character ${character}.`;
      context.report("invisible-character", node, { problem }, isTolerated ? "warning" : "error");
    },
  },
});

const JOINERS = /[\u200c\u200d]/g;
/** Format characters (bidirectional, zero-width), and letters that print as nothing (Hangul fillers). */
const HIDDEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
