/** The order of the phases; nothing else decides it. */
import { examine, isError } from "./analyzer/index.js";
import type { Goal } from "./contract/index.js";
import { CleanseError } from "./diagnostics/errors.js";
import { SourceText } from "./diagnostics/source-text.js";
import type { SyntaxOptions } from "./parse/parse-source.js";
import { policyDigest, type Policy } from "./policy/index.js";
import { transform } from "./transform/index.js";
import { verify } from "./verifier/index.js";
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
  /** Whether to verify the result, which only measurements leave out. Default true. */
  readonly isChecked?: boolean | undefined;
  readonly inputMap: SourceMapV3 | undefined;
}

/** The compiler has written something that is not in the cell language. Not the guest's fault. */
export class CompilerBug extends Error {
  override readonly name = "CompilerBug";
  readonly code = "compiler-bug";
  constructor(cause: unknown) {
    super(`The compiler wrote an artifact that the verifier refuses. ${cause instanceof Error ? cause.message : ""}`, { cause });
  }
}

/** Source text → artifact. @throws CleanseError with all findings */
export function compile(text: string, options: PipelineOptions): Artifact {
  const { goal, policy, syntax, supplied } = options;
  const source = new SourceText(text, options.filename);
  const parseAs = options.isExpression === true ? "expression" : goal;
  const { diagnostics, program } = examine(source, { goal, parseAs, policy, syntax, ...(supplied === undefined ? {} : { supplied }) });
  if (program === undefined || diagnostics.some(isError)) throw new CleanseError(diagnostics, text);
  const artifact = transform(program.ast, program.analysis, { ...options, source: text, policy: policyDigest(policy) });
  if (options.isChecked !== false) assertVerified(artifact);
  return artifact;
}

/** What the compiler writes, the verifier accepts; anything else is a mistake of ours, and must not leave this house. */
function assertVerified(artifact: Artifact): void {
  try {
    verify(artifact);
  } catch (error) {
    throw new CompilerBug(error);
  }
}
