import type * as t from "@babel/types";
import { transformDialects, VISITOR_KEYS, type DialectPlugin } from "../babel.js";
import type { SyntaxOptions } from "./syntax-options.js";

/**
 * Compiles away what no engine of ours runs, by Babel's own plugins: TypeScript's types are erased, its enums, namespaces and parameter properties become
 * code; JSX elements become calls of a factory; `using` declarations become `try`. Nodes keep the places of what they were made from, so findings and source maps point into the guest's own text.
 *
 * @returns the same tree, changed
 * @throws SyntaxError with `loc` where a plugin refuses
 */
export function eraseDialects(ast: t.File, text: string, filename: string, syntax: SyntaxOptions): t.File {
  const plugins: DialectPlugin[] = [];
  if (syntax.typescript === true) plugins.push(["typescript", { allowDeclareFields: true, optimizeConstEnums: false }]);
  if (syntax.jsx !== undefined && syntax.jsx !== false) plugins.push(["react-jsx", jsxOptions(syntax.jsx)]);
  if (hasUsing(ast, text)) plugins.push(["explicit-resource-management", {}]);
  return plugins.length === 0 ? ast : transformDialects(ast, text, filename, plugins);
}

/** Whether there is a `using` declaration. The word is a common one, so the tree has the last say. */
/** `using` and a name in front of `=`, `of`, a type or a comment; in prose it stands otherwise. */
const USING = /\busing(?:\s*\/[*/]|\s+[^\s=(.,;:/]+\s*(?:[=:/]|of\b))/;

/** The text is asked first: most programs have the word nowhere, and are spared the walk. */
const hasUsing = (ast: t.File, text: string): boolean => USING.test(text) && declaresUsing(ast.program);

function declaresUsing(node: t.Node): boolean {
  if (node.type === "VariableDeclaration" && (node.kind === "using" || node.kind === "await using")) return true;
  const fields = node as unknown as Record<string, t.Node | readonly (t.Node | null)[] | null | undefined>;
  const keys = VISITOR_KEYS[node.type] ?? [];
  for (let i = 0; i < keys.length; i++) {
    const child = fields[keys[i]!];
    if (child == null) continue;
    if (!isList(child)) {
      if (declaresUsing(child)) return true;
      continue;
    }
    for (let j = 0; j < child.length; j++) {
      const item = child[j];
      if (item != null && declaresUsing(item)) return true;
    }
  }
  return false;
}

const isList = (child: t.Node | readonly (t.Node | null)[]): child is readonly (t.Node | null)[] => Array.isArray(child);

function jsxOptions(jsx: Exclude<SyntaxOptions["jsx"], undefined | false>): object {
  if (jsx === true) return { runtime: "classic" };
  if (jsx.importSource !== undefined) return { runtime: "automatic", importSource: jsx.importSource };
  return {
    runtime: "classic",
    ...(jsx.factory === undefined ? {} : { pragma: jsx.factory }),
    ...(jsx.fragment === undefined ? {} : { pragmaFrag: jsx.fragment }),
  };
}
