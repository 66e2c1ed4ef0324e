import type * as t from "@babel/types";
import { parse, parseExpression, type ParserOptions, type ParserPlugin, type ParseResult } from "../babel.js";
import { SOURCE_LIMITS, type Goal } from "../contract/index.js";
import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceText } from "../diagnostics/source-text.js";
import { eraseDialects } from "./erase-dialects.js";
import { preScan } from "./pre-scan.js";
import { characterRewrite } from "./character-rewrite.js";
import { endOfToken, syntaxProblem } from "./syntax-problem.js";
import type { SyntaxOptions } from "./syntax-options.js";

export type { SyntaxOptions };

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
 * Nothing recursive runs before the pre-scan has bounded size and nesting. Several
 * early errors are reported at once, in texts of moderate size; whatever the parser throws is a refusal. `import()` is an `ImportExpression`; parentheses leave no node (`extra.parenthesized`); comments
 * are not attached.
 */
export function parseSource(source: SourceText, goal: Goal, syntax: SyntaxOptions = {}): Parsed {
  const finding = preScan(source.text, SOURCE_LIMITS, { awaitMayBeName: goal !== "module" });
  if (finding !== undefined) {
    const range = [finding.offset, endOfToken(source.text, finding.offset)] as const;
    return refusal(
      createDiagnostic(finding.code, { problem: finding.message }, range, source, "error", characterRewrite(source.text, finding.offset)),
    );
  }
  if (goal === "expression" && source.text.trim() === "") return refusal(createDiagnostic("empty-source", {}, [0, 0], source));
  try {
    const ast = treeOf(source.text, goal, syntax, false);
    return { ast: eraseDialects(ast, source.text, goal, syntax), diagnostics: [] };
  } catch (error) {
    return source.text.length > MOST_RECOVERED ? refusal(syntaxProblem(error, source)) : recover(source, goal, syntax);
  }
}

/** Parses a text that has errors once more, for all of them. */
function recover(source: SourceText, goal: Goal, syntax: SyntaxOptions): Parsed {
  let ast: ParseResult<t.File>;
  try {
    ast = treeOf(source.text, goal, syntax, true);
  } catch (error) {
    return refusal(syntaxProblem(error, source));
  }
  const diagnostics = (ast.errors ?? []).map((error) => syntaxProblem(error, source)).sort((a, b) => a.range[0] - b.range[0]);
  try {
    return { ast: eraseDialects(ast, source.text, goal, syntax), diagnostics };
  } catch (error) {
    return { ast: undefined, diagnostics: diagnostics.length > 0 ? diagnostics : [syntaxProblem(error, source)] };
  }
}

/**
 * UTF-16 code units of a text whose errors are all looked for. The parser makes an error object for each: a million octal literals are
 * four megabytes of source, twenty seconds and two gigabytes.
 */
const MOST_RECOVERED = 256 * 1024;

const refusal = (diagnostic: Diagnostic): Parsed => ({ ast: undefined, diagnostics: [diagnostic] });

/** What Node 20 runs, and the one proposal that the compiler lowers (`using`). Anything else is a syntax error. */
const PLUGINS: readonly ParserPlugin[] = ["explicitResourceManagement"];

const SOURCE_TYPE = { module: "module", script: "script", expression: "script", commonjs: "commonjs" } as const;

function treeOf(text: string, goal: Goal, syntax: SyntaxOptions, errorRecovery: boolean): ParseResult<t.File> {
  const options = { ...parserOptions(goal, syntax), errorRecovery };
  return goal === "expression" ? expressionFile(text, options) : parse(text, options);
}

function parserOptions(goal: Goal, syntax: SyntaxOptions): ParserOptions {
  const plugins = [...PLUGINS];
  if (syntax.typescript === true) plugins.push("typescript");
  if (syntax.jsx !== undefined && syntax.jsx !== false) plugins.push("jsx");
  return {
    sourceType: SOURCE_TYPE[goal],
    strictMode: true,
    // in scripts, namespaces have exports of their own; what remains of them is refused by eraseDialects
    allowImportExportEverywhere: goal !== "module" && syntax.typescript === true,
    createImportExpressions: true,
    attachComment: false,
    plugins,
  };
}

function expressionFile(text: string, options: ParserOptions): ParseResult<t.File> {
  const expression = parseExpression(text, options);
  const { start, end, loc } = expression;
  const place = { start: start ?? 0, end: end ?? text.length, ...(loc == null ? {} : { loc }) };
  const statement: t.ExpressionStatement = { type: "ExpressionStatement", expression, ...place };
  const program: t.Program = { type: "Program", sourceType: "script", interpreter: null, directives: [], body: [statement], ...place };
  return { type: "File", program, errors: expression.errors, comments: [], ...place };
}
