import type * as t from "@babel/types";
import { parse, parseExpression, type ParserOptions, type ParserPlugin, type ParseResult } from "../babel.js";
import { SOURCE_LIMITS, type Goal } from "../contract/index.js";
import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceText } from "../diagnostics/source-text.js";
import { preScan } from "./pre-scan.js";
import { endOfToken, syntaxProblem } from "./syntax-problem.js";

export interface SyntaxOptions {
  readonly typescript?: boolean;
  readonly jsx?: boolean;
}

export interface Parsed {
  /** The tree, for every goal a File; an expression is its only statement. Undefined if there is no tree worth looking at. */
  readonly ast: t.File | undefined;
  /** Early errors, in source order. A tree that comes with errors may be looked at, never compiled. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses source text by goal, always as strict code, exactly as the engine will read the artifact: a `module` with top-level
 * `await`; a `script`; an `expression` with nothing around it; `commonjs`, the body of a function that may `return`.
 *
 * Nothing recursive runs before the pre-scan has bounded size and nesting. The parser recovers from early errors, so that several
 * are reported; whatever it throws is a refusal. `import()` is an `ImportExpression`; parentheses leave no node (`extra.parenthesized`); comments
 * are not attached.
 */
export function parseSource(source: SourceText, goal: Goal, syntax: SyntaxOptions = {}): Parsed {
  const finding = preScan(source.text, SOURCE_LIMITS);
  if (finding !== undefined) {
    const range = [finding.offset, endOfToken(source.text, finding.offset)] as const;
    return refusal(createDiagnostic(finding.code, { problem: finding.message }, range, source));
  }
  if (goal === "expression" && source.text.trim() === "") return refusal(createDiagnostic("empty-source", {}, [0, 0], source));
  let ast: ParseResult<t.File>;
  try {
    ast = goal === "expression" ? expressionFile(source.text, syntax) : parse(source.text, parserOptions(goal, syntax));
  } catch (error) {
    return refusal(syntaxProblem(error, source));
  }
  const diagnostics = (ast.errors ?? []).map((error) => syntaxProblem(error, source));
  return { ast, diagnostics: diagnostics.sort((a, b) => a.range[0] - b.range[0]) };
}

const refusal = (diagnostic: Diagnostic): Parsed => ({ ast: undefined, diagnostics: [diagnostic] });

/** What Node 20 runs, and the one proposal that the compiler lowers (`using`). Anything else is a syntax error. */
const PLUGINS: readonly ParserPlugin[] = ["explicitResourceManagement"];

const SOURCE_TYPE = { module: "module", script: "script", expression: "script", commonjs: "commonjs" } as const;

function parserOptions(goal: Goal, syntax: SyntaxOptions): ParserOptions {
  const plugins = [...PLUGINS];
  if (syntax.typescript === true) plugins.push("typescript");
  if (syntax.jsx === true) plugins.push("jsx");
  return {
    sourceType: SOURCE_TYPE[goal],
    strictMode: true,
    errorRecovery: true,
    createImportExpressions: true,
    attachComment: false,
    plugins,
  };
}

function expressionFile(text: string, syntax: SyntaxOptions): ParseResult<t.File> {
  const expression = parseExpression(text, parserOptions("expression", syntax));
  const { start, end, loc } = expression;
  const place = { start: start ?? 0, end: end ?? text.length, ...(loc == null ? {} : { loc }) };
  const statement: t.ExpressionStatement = { type: "ExpressionStatement", expression, ...place };
  const program: t.Program = { type: "Program", sourceType: "script", interpreter: null, directives: [], body: [statement], ...place };
  return { type: "File", program, errors: expression.errors, comments: [], ...place };
}
