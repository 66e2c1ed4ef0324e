import type * as t from "@babel/types";
import { allowsSpecifier } from "../../policy/module-patterns.js";
import { defineRule } from "../rule.js";
import type { RuleContext } from "../rule-context.js";

/**
 * Rejects imports that the policy does not grant, wherever the specifier stands in the text: `import`, `export … from`, `import("…")`, and
 * `require("…")` in CommonJS. Specifiers made at run time are judged by the loader.
 */
export const importDenied = defineRule({
  code: "import-denied",
  on: {
    specifier: (node, isDynamic, context) => (isDynamic ? dynamic : judge)(node, context),
    call({ callee, arguments: [specifier] }, context) {
      if (callee.type !== "Identifier" || callee.name !== "require" || context.options.goal !== "commonjs" || specifier === undefined)
        return;
      context.later((names) => {
        if (names.bindingOf(callee)?.scope === names.root) dynamic(specifier, context);
      });
    },
  },
});

function dynamic(specifier: t.Node, context: RuleContext): void {
  if (specifier.type !== "StringLiteral") return;
  context.dynamicImports.add(specifier.value);
  judge(specifier, context);
}

function judge(specifier: t.Node, context: RuleContext): void {
  if (specifier.type !== "StringLiteral") return;
  const { modules, enforce } = context.options.policy;
  if (!allowsSpecifier(modules.allow, specifier.value))
    context.report("import-denied", specifier, { specifier: specifier.value }, enforce === "report" ? "warning" : "error");
}
