import type * as t from "@babel/types";
import { transformDialects, type DialectPlugin } from "../babel.js";
import type { Goal } from "../contract/index.js";
import { moveAwaitUsingHeads } from "./await-using-heads.js";
import { forEachChild } from "./for-each-child.js";
import { nodesAround } from "./nodes-around.js";
import type { SyntaxOptions } from "./syntax-options.js";

/**
 * Compiles away what no engine of ours runs, by Babel's own plugins: TypeScript's types are erased, its enums, namespaces and parameter properties become
 * code; JSX elements become calls of a factory; `using` declarations become `try`. Nodes keep the places of what they were made from, so findings and source maps point into the guest's own text.
 *
 * @returns the same tree, changed
 * @throws SyntaxError where a plugin refuses; with `pos` where an import or export is left in a script
 */
export function eraseDialects(ast: t.File, text: string, goal: Goal, syntax: SyntaxOptions): t.File {
  const plugins: DialectPlugin[] = [];
  if (syntax.typescript === true)
    plugins.push(["typescript", { allowDeclareFields: true, optimizeConstEnums: false, ...factories(syntax.jsx) }]);
  if (syntax.jsx !== undefined && syntax.jsx !== false) plugins.push(["react-jsx", jsxOptions(syntax.jsx)]);
  if (hasUsing(ast, text)) {
    moveAwaitUsingHeads(ast.program, text);
    plugins.push(["explicit-resource-management", {}]);
  }
  if (plugins.length === 0) return ast;
  const erased = transformDialects(ast, text, plugins);
  if (syntax.typescript === true && goal !== "module") refuseModuleSyntax(erased.program);
  if (syntax.jsx !== undefined && syntax.jsx !== false) giveOffsets(erased.program, 0, 0);
  return erased;
}

function refuseModuleSyntax(node: t.Node): void {
  if (/^(?:Import|Export)\w*Declaration$/.test(node.type))
    throw Object.assign(new SyntaxError("'import' and 'export' may appear only in modules"), {
      pos: node.start ?? 0,
      reasonCode: "ImportOutsideModule",
    });
  forEachChild(node, refuseModuleSyntax);
}

/** What a plugin has made stands where the node round it stands, so that findings point there. */
function giveOffsets(node: t.Node, start: number, end: number): void {
  node.start ??= start;
  node.end ??= end;
  forEachChild(node, (child) => giveOffsets(child, node.start!, node.end!));
}

/** `using` and a name in front of `=`, `of`, a type or a comment; in prose it stands otherwise. */
const USING = /\busing(?:\s*\/[*/]|\s+[^\s=(.,;:/]+\s*(?:[=:/]|of\b))/g;

/** Whether there is a `using` declaration. The word is a common one, so where the text has it, the tree is asked what it is. */
const hasUsing = (ast: t.File, text: string): boolean =>
  [...text.matchAll(USING)].some(({ index }) => nodesAround(ast.program, index, index + 1).some(declaresUsing));

const declaresUsing = (node: t.Node): boolean =>
  node.type === "VariableDeclaration" && (node.kind === "using" || node.kind === "await using");

/** Imports of these names are values, though elements are all that uses them. */
function factories(jsx: SyntaxOptions["jsx"]): object {
  if (typeof jsx !== "object") return {};
  const root = (path: string | undefined): string | undefined => path?.split(".", 1)[0];
  const [jsxPragma, jsxPragmaFrag] = [root(jsx.factory), root(jsx.fragment)];
  return { ...(jsxPragma && { jsxPragma }), ...(jsxPragmaFrag && { jsxPragmaFrag }) };
}

function jsxOptions(jsx: Exclude<SyntaxOptions["jsx"], undefined | false>): object {
  const throwIfNamespace = false; // `<svg:rect/>` is a tag like others
  if (jsx === true) return { runtime: "classic", throwIfNamespace };
  if (jsx.importSource !== undefined) return { runtime: "automatic", importSource: jsx.importSource, throwIfNamespace };
  return {
    runtime: "classic",
    throwIfNamespace,
    ...(jsx.factory === undefined ? {} : { pragma: jsx.factory }),
    ...(jsx.fragment === undefined ? {} : { pragmaFrag: jsx.fragment }),
  };
}
