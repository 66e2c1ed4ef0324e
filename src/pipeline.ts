/** The order of the phases; nothing else decides it. */
import { examine, isError } from "./analyzer/index.js";
import type { Goal } from "./contract/index.js";
import { CleanseError } from "./diagnostics/errors.js";
import { SourceText } from "./diagnostics/source-text.js";
import type { SyntaxOptions } from "./parse/parse-source.js";
import { policyDigest, type Policy } from "./policy/index.js";
import { transform } from "./transform/index.js";
import type { Artifact, SourceMapV3 } from "./verifier/verified-program.js";

export interface PipelineOptions {
  readonly filename: string;
  readonly goal: Goal;
  /** Whether the text is an expression, to be compiled as the only statement of a script. */
  readonly isExpression?: boolean;
  readonly policy: Policy;
  readonly syntax: SyntaxOptions;
  readonly sourceMap: boolean;
  readonly metered: boolean;
  readonly supplied: readonly string[] | undefined;
  readonly inputMap: SourceMapV3 | undefined;
}

/** Source text → artifact. @throws CleanseError with all findings */
export function compile(text: string, options: PipelineOptions): Artifact {
  const { goal, policy, syntax, supplied } = options;
  const source = new SourceText(text, options.filename);
  const parseAs = options.isExpression === true ? "expression" : goal;
  const { diagnostics, program } = examine(source, { goal, parseAs, policy, syntax, ...(supplied === undefined ? {} : { supplied }) });
  if (program === undefined || diagnostics.some(isError)) throw new CleanseError(diagnostics, text);
  return transform(program.ast, program.analysis, { ...options, source: text, policy: policyDigest(policy) });
}
