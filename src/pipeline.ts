/** The order of the phases; nothing else decides it. */
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { examine, isError } from "./analyzer/index.js";
import type { Goal } from "./contract/index.js";
import { createDiagnostic } from "./diagnostics/create-diagnostic.js";
import { CleanseError } from "./diagnostics/errors.js";
import { SourceText } from "./diagnostics/source-text.js";
import type { SyntaxOptions } from "./parse/syntax-options.js";
import { policyDigest, type Policy } from "./policy/index.js";
import { transform } from "./transform/index.js";
import { verify, VerifyError } from "./verifier/index.js";
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
  const artifact = transform(program.ast, program.analysis, {
    ...options,
    mediated: policy.mediation === "full",
    source: text,
    policy: policyDigest(policy),
  });
  if (options.isChecked !== false) assertVerified(artifact, source, options);
  return artifact;
}

/**
 * What the compiler writes, the verifier accepts; anything else is a mistake of ours, and must not leave this house. Only the bounds of text
 * are the guest's matter: guards make it longer and deeper than the source was.
 */
function assertVerified(artifact: Artifact, source: SourceText, options: PipelineOptions): void {
  try {
    verify(artifact);
  } catch (error) {
    if (!(error instanceof VerifyError) || !error.diagnostics.every(({ code }) => code === "I12-text")) throw new CompilerBug(error);
    const problem = "With its guards in place, the program would be too large or nested too deeply to be verified.";
    const at = placeInSource(error, source, options);
    throw new CleanseError([createDiagnostic("too-deep", { problem }, [at, at], source)], source.text);
  }
}

/** Where in the source it stands what the verifier objects to: by a map that is made for it. */
function placeInSource(error: VerifyError, source: SourceText, options: PipelineOptions): number {
  const at = error.diagnostics[0]?.loc.start;
  const { map } = compile(source.text, { ...options, sourceMap: true, inputMap: undefined, isChecked: false });
  if (at === undefined || map === undefined) return 0;
  const { line, column } = originalPositionFor(new TraceMap(map as ConstructorParameters<typeof TraceMap>[0]), at);
  return line === null ? 0 : source.offsetAt({ line, column });
}
