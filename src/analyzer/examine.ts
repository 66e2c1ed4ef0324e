import type * as t from "@babel/types";
import type { Goal } from "../contract/index.js";
import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceText } from "../diagnostics/source-text.js";
import { parseSource, type SyntaxOptions } from "../parse/parse-source.js";
import { analyze } from "./analyze.js";
import { MOST_FINDINGS } from "./rule-context.js";
import type { Analysis, AnalyzeOptions } from "./analysis.js";

export interface Examination {
  /** Everything found, warnings included, in source order. */
  readonly diagnostics: readonly Diagnostic[];
  /** Tree and analysis, if the text parses without an early error; acceptable only if no diagnostic is an error. */
  readonly program: { readonly ast: t.File; readonly analysis: Analysis } | undefined;
}

export interface ExamineOptions extends AnalyzeOptions {
  readonly syntax?: SyntaxOptions;
  /** Goal of the parser where it is another: an expression that is compiled as a script's only statement. */
  readonly parseAs?: Goal;
}

/** Parses and judges a source: the one way that lint, inspect and cleanse share, so that they cannot differ. Never throws for a guest's fault. */
export function examine(source: SourceText, options: ExamineOptions): Examination {
  const parsed = parseSource(source, options.parseAs ?? options.goal, options.syntax);
  if (parsed.ast === undefined) return { diagnostics: parsed.diagnostics, program: undefined };
  let analysis: Analysis;
  try {
    analysis = analyze(parsed.ast, source, options);
  } catch (error) {
    // The parser leaves holes where it has recovered; its own findings must do then.
    if (parsed.diagnostics.length > 0) return { diagnostics: parsed.diagnostics, program: undefined };
    if (!(error instanceof RangeError)) throw error;
    const tooDeep = createDiagnostic("too-deep", { problem: "The syntax is nested too deeply to be judged." }, [0, 0], source);
    return { diagnostics: [tooDeep], program: undefined };
  }
  // What the parser found fault with needs no second finding: `with` is not supported either, an undeclared export no known name.
  const faulty = new Set(parsed.diagnostics.map(({ range }) => range[0]));
  const found = faulty.size === 0 ? analysis.diagnostics : analysis.diagnostics.filter(({ range }) => !faulty.has(range[0]));
  const diagnostics = [...parsed.diagnostics, ...found].sort((a, b) => a.range[0] - b.range[0]);
  const tooMany = diagnostics.filter(isError)[MOST_FINDINGS];
  if (tooMany !== undefined) {
    diagnostics.length = diagnostics.indexOf(tooMany);
    diagnostics.push(createDiagnostic("too-many-problems", { count: MOST_FINDINGS }, tooMany.range, source));
  }
  return { diagnostics, program: parsed.diagnostics.length > 0 ? undefined : { ast: parsed.ast, analysis } };
}

/** Whether a finding refuses the program. */
export const isError = (diagnostic: Diagnostic): boolean => diagnostic.severity === "error";
