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
    ImportDeclaration: (node, context) => judge(node.source, context),
    ExportAllDeclaration: (node, context) => judge(node.source, context),
    ExportNamedDeclaration: (node, context) => {
      if (node.source != null) judge(node.source, context);
    },
    ImportExpression: (node, context) => dynamic(node.source, context),
    CallExpression: (node, context) => {
      const { callee } = node;
      if (callee.type !== "Identifier" || callee.name !== "require" || context.options.goal !== "commonjs") return;
      const [specifier] = node.arguments;
      if (specifier !== undefined && context.facts.bindings.get(callee)?.scope === context.facts.root) dynamic(specifier, context);
    },
  },
});

function dynamic(specifier: t.Node, context: RuleContext): void {
  if (specifier.type !== "StringLiteral") return;
  context.dynamicImports.add(specifier.value);
  judge(specifier, context);
}

function judge(specifier: t.StringLiteral, context: RuleContext): void {
  const { modules, enforce } = context.options.policy;
  if (!allowsSpecifier(modules.allow, specifier.value))
    context.report("import-denied", specifier, { specifier: specifier.value }, enforce === "report" ? "warning" : "error");
}
