import { isAscii } from "../is-ascii.js";
import { defineRule } from "../rule.js";

/**
 * Rejects names that are not in Unicode normal form C: the engine does not normalise, so they look like another name and are not it.
 * Where bundles must run unmodified (preset `compat`) they are a warning.
 */
export const unnormalizedName = defineRule({
  code: "unnormalized-name",
  on: {
    name(node, context) {
      if (isAscii(node.name)) return;
      const normal = node.name.normalize("NFC");
      if (normal === node.name) return;
      const problem = `The name \`${node.name}\` looks like \`${normal}\` and is another name.`;
      const edits = [{ range: [node.start ?? 0, node.end ?? 0], text: normal }] as const;
      const severity = context.options.policy.preset === "compat" ? "warning" : "error";
      context.report("unnormalized-name", node, { problem }, severity, { edits, kind: "guess" });
    },
  },
});
