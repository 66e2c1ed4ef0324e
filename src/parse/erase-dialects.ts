import type * as t from "@babel/types";
import { transformDialects, type DialectPlugin } from "../babel.js";
import { nodesAround } from "./nodes-around.js";
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

/** `using` and a name in front of `=`, `of`, a type or a comment; in prose it stands otherwise. */
const USING = /\busing(?:\s*\/[*/]|\s+[^\s=(.,;:/]+\s*(?:[=:/]|of\b))/g;

/** Whether there is a `using` declaration. The word is a common one, so where the text has it, the tree is asked what it is. */
const hasUsing = (ast: t.File, text: string): boolean =>
  [...text.matchAll(USING)].some(({ index }) => nodesAround(ast.program, index, index + 1).some(declaresUsing));

const declaresUsing = (node: t.Node): boolean =>
  node.type === "VariableDeclaration" && (node.kind === "using" || node.kind === "await using");

function jsxOptions(jsx: Exclude<SyntaxOptions["jsx"], undefined | false>): object {
  if (jsx === true) return { runtime: "classic" };
  if (jsx.importSource !== undefined) return { runtime: "automatic", importSource: jsx.importSource };
  return {
    runtime: "classic",
    ...(jsx.factory === undefined ? {} : { pragma: jsx.factory }),
    ...(jsx.fragment === undefined ? {} : { pragmaFrag: jsx.fragment }),
  };
}
