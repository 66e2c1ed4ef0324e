import type * as t from "@babel/types";
import { transformDialects, type DialectPlugin } from "../babel.js";
import type { SyntaxOptions } from "./syntax-options.js";

/**
 * Compiles TypeScript and JSX away, by Babel's own plugins: types are erased; enums, namespaces and parameter properties become code; elements
 * become calls of a factory. Nodes keep the places of what they were made from, so findings and source maps point into the guest's own text.
 *
 * @returns the same tree, changed
 * @throws SyntaxError with `loc` where a plugin refuses
 */
export function eraseDialects(ast: t.File, text: string, filename: string, syntax: SyntaxOptions): t.File {
  const plugins: DialectPlugin[] = [];
  if (syntax.typescript === true) plugins.push(["typescript", { allowDeclareFields: true, optimizeConstEnums: false }]);
  if (syntax.jsx !== undefined && syntax.jsx !== false) plugins.push(["react-jsx", jsxOptions(syntax.jsx)]);
  return plugins.length === 0 ? ast : transformDialects(ast, text, filename, plugins);
}

function jsxOptions(jsx: Exclude<SyntaxOptions["jsx"], undefined | false>): object {
  if (jsx === true) return { runtime: "classic" };
  if (jsx.importSource !== undefined) return { runtime: "automatic", importSource: jsx.importSource };
  return {
    runtime: "classic",
    ...(jsx.factory === undefined ? {} : { pragma: jsx.factory }),
    ...(jsx.fragment === undefined ? {} : { pragmaFrag: jsx.fragment }),
  };
}
