import { defineRule } from "../rule.js";

/**
 * Rejects names with characters that cannot be seen, written as escapes: `\u200d`. (Plain ones the pre-scan has refused already.)
 */
export const invisibleCharacter = defineRule({
  code: "invisible-character",
  on: {
    Identifier(node, context) {
      if (!context.hasEscapes) return;
      const hidden = HIDDEN.exec(node.name)?.[0].codePointAt(0);
      if (hidden === undefined) return;
      const character = `U+${hidden.toString(16).toUpperCase().padStart(4, "0")}`;
      context.report("invisible-character", node, { problem: `The name \`${node.name}\` contains the invisible character ${character}.` });
    },
  },
});

/** Format characters (bidirectional, zero-width), and letters that print as nothing (Hangul fillers). */
const HIDDEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
