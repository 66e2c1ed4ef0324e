import type { AST, Linter } from "eslint";
import { SOURCE_LIMITS } from "../../contract/index.js";
import { preScan } from "../../parse/pre-scan.js";

/** A parser as ESLint takes it, of either kind. */
interface Inner {
  readonly meta?: { readonly name?: string; readonly version?: string };
  parse?(text: string, options?: unknown): unknown;
  parseForESLint?(text: string, options?: unknown): unknown;
}

/**
 * A parser that answers for every text: what the inner one cannot read becomes an empty program, and cloister's own rules, which read the text by
 * themselves, say what is wrong with it, in the words of `cloister lint`. Text beyond the limits (size, nesting) is not shown to the inner
 * parser, which it may overflow.
 */
export function tolerant(inner: Inner): Linter.Parser {
  return {
    meta: { name: `cloister/${inner.meta?.name ?? "tolerant"}`, version: inner.meta?.version ?? "1" },
    parseForESLint(text: string, options?: unknown): Linter.ESLintParseResult {
      if (preScan(text, SOURCE_LIMITS) === undefined && !readsOnlyExpressions(options)) {
        try {
          if (inner.parseForESLint !== undefined) return inner.parseForESLint(text, options) as Linter.ESLintParseResult;
          if (inner.parse !== undefined) return { ast: inner.parse(text, options) as AST.Program };
        } catch {
          // the rules find it as well
        }
      }
      return { ast: emptyProgram(text) };
    },
  };
}

/** No parser of programs can read what `evaluate` takes. */
const readsOnlyExpressions = (options: unknown): boolean =>
  typeof options === "object" && options !== null && (options as { goal?: unknown }).goal === "expression";

const emptyProgram = (text: string): AST.Program => ({
  type: "Program",
  sourceType: "module",
  body: [],
  tokens: [],
  comments: [],
  range: [0, text.length],
  loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } },
});
