import { defineRule } from "../rule.js";

/** Rejects names that are not in Unicode normal form C when their escapes are decoded; the engine does not normalise. */
export const unnormalizedName = defineRule({
  code: "unnormalized-name",
  on: {
    Identifier(node, context) {
      if (!context.hasEscapes) return;
      const normal = node.name.normalize("NFC");
      if (normal === node.name) return;
      context.report("unnormalized-name", node, { problem: `The name \`${node.name}\` looks like \`${normal}\` and is another name.` });
    },
  },
});
