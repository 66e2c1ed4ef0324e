/**
 * The one file that meets `@babel/*` values; types come from `@babel/types` directly (`import type * as t`). Those packages are CommonJS:
 * seen from an ES module their default exports are namespaces, so only named exports are used, and only from here.
 */
import { createRequire } from "node:module";
import type * as t from "@babel/types";
import { codeFrameColumns } from "@babel/code-frame";
import { generate } from "@babel/generator";
import { parse, parseExpression } from "@babel/parser";
import * as types from "@babel/types";
import type { GeneratorOptions, GeneratorResult } from "@babel/generator";
import type { ParseResult, ParserOptions, ParserPlugin } from "@babel/parser";

export type { GeneratorOptions, GeneratorResult, ParseResult, ParserOptions, ParserPlugin };
export { codeFrameColumns, generate, parse, parseExpression };
/** Node builders and predicates (`types.identifier(…)`), for tests and cold paths: their validation is slow. */
export { types };

/** Child fields of each node type, in evaluation order. Nothing is inherited: an invented type has no entry, whatever its name. */
export const VISITOR_KEYS: Readonly<Record<string, readonly string[]>> = Object.assign(
  Object.create(null) as Record<string, readonly string[]>,
  types.VISITOR_KEYS,
);
/** Members of an alias such as `Standardized`. */
export const FLIPPED_ALIAS_KEYS: Readonly<Record<string, readonly string[]>> = types.FLIPPED_ALIAS_KEYS;

/** A plugin that compiles a dialect away, and its options. */
export type DialectPlugin = readonly [name: "typescript" | "react-jsx" | "explicit-resource-management", options: object];

interface BabelCore {
  transformFromAstSync(ast: t.File, code: string, options: object): { readonly ast: t.File } | null;
}

/** Runs the plugins over a tree, in place. `@babel/core` takes longer to load than all of this compiler, so it waits until a dialect is asked for. What plugins refuse is told in text that begins with `.guest: `. */
export function transformDialects(ast: t.File, code: string, plugins: readonly DialectPlugin[]): t.File {
  const load = createRequire(import.meta.url);
  const core = load("@babel/core") as BabelCore;
  const result = core.transformFromAstSync(ast, code, {
    filename: ".guest",
    babelrc: false,
    configFile: false,
    browserslistConfigFile: false,
    code: false,
    ast: true,
    cloneInputAst: false,
    highlightCode: false, // or on a terminal the frames that findings are read from have colours in them
    plugins: plugins.map(([name, options]) => [load(`@babel/plugin-transform-${name}`), options]),
  });
  if (result === null) throw new Error("the dialects' plugins were not run");
  return result.ast;
}
