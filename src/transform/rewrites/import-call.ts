import type * as t from "@babel/types";
import { guardId } from "../../contract/index.js";
import { call, id } from "../build.js";
import type { Context } from "../context.js";

/**
 * Sends dynamic imports to the linker, which judges the specifier.
 *
 *   import(E)            ⟶  __cc_import(E)
 *   import(E, OPTIONS)   ⟶  __cc_import(E, OPTIONS)
 */
export function rewriteImportCall(cx: Context, node: t.CallExpression | t.ImportExpression): t.Expression {
  cx.frame.busy = true;
  const args: t.CallExpression["arguments"] =
    node.type === "CallExpression" ? node.arguments : node.options == null ? [node.source] : [node.source, node.options];
  const result = call(id(guardId("import")), cx.args(args));
  result.loc = node.loc ?? null;
  return result;
}

/** `import.meta` ⟶ `__cc_meta`; `new.target` stays. */
export function rewriteMeta(node: t.MetaProperty): t.Expression {
  return node.meta.name === "import" ? id(guardId("meta")) : node;
}
