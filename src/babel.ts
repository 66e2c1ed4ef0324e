/**
 * The one file that meets `@babel/*` values; types come from `@babel/types` directly (`import type * as t`). Those packages are CommonJS:
 * seen from an ES module their default exports are namespaces, so only named exports are used, and only from here.
 */
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
