/** `cloister/compiler`: source text judged, described and compiled. */
import { examine, slowPatterns, type Examination, type RequiredGlobal } from "./analyzer/index.js";
import type { ExportEntry, Feature, Goal, ImportEntry } from "./contract/index.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { CleanseError } from "./diagnostics/errors.js";
import { SourceText } from "./diagnostics/source-text.js";
import { parseSource } from "./parse/parse-source.js";
import type { SyntaxOptions } from "./parse/syntax-options.js";
import { topLevelDeclarations } from "./parse/top-level-declarations.js";
import { sourceKindOf, type SourceKind } from "./parse/source-kind.js";
import { compile, type PipelineOptions } from "./pipeline.js";
import { PRESETS, requirePolicy, type Policy } from "./policy/index.js";
import { NO_IMPORTS, readImports } from "./transform/modules/import-table.js";
import type { Artifact, SourceMapV3 } from "./verifier/verified-program.js";

export { CleanseError, sourceKindOf, topLevelDeclarations };
export type { Artifact, Diagnostic, Feature, Goal, SourceKind, SourceMapV3 };

export interface CompileOptions {
  /** Display name of the source: in diagnostics, stacks and source maps. A guest can see it, so no host path. Default `guest.js`. */
  readonly filename?: string;
  /** What the text is. Default `module`. */
  readonly goal?: Goal;
  /** Default: the preset `strict`. */
  readonly policy?: Policy;
  /** Dialects to compile away first. */
  readonly syntax?: SyntaxOptions;
  /** Whether to make a source map. Default false. */
  readonly sourceMap?: boolean;
  /** Whether the artifact accounts for depth and fuel. Default true. */
  readonly metered?: boolean;
}

/** Options for those that compile on behalf of a cell. */
export interface InternalOptions extends CompileOptions {
  /** Names that the cell supplies. */
  readonly supplied?: readonly string[];
  /** Map of the source, where it was made from something else. */
  readonly inputMap?: SourceMapV3;
  /** Whether to verify the result, which only measurements leave out. Default true. */
  readonly isChecked?: boolean;
}

/** What a program needs and offers. Lists are sorted, imports and exports in source order. */
export interface Requirements {
  readonly globals: readonly RequiredGlobal[];
  /** Names looked up at run time; they may be missing. */
  readonly names: readonly string[];
  readonly imports: readonly ImportEntry[];
  readonly exports: readonly ExportEntry[];
  /** Literal specifiers of `import()` and `require()`. */
  readonly dynamicImports: readonly string[];
  readonly features: readonly Feature[];
}

/** Reports everything that is wrong with a source, or doubtful. Never throws for a guest's fault. */
export function lint(source: string, options: InternalOptions = {}): readonly Diagnostic[] {
  return review(source, options).diagnostics;
}

/** What lint and inspect say, of one look at the source. */
export interface Review {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined if the text does not parse. */
  readonly requirements: Requirements | undefined;
}

/** `lint` and `inspect` at once. */
export function review(source: string, options: InternalOptions = {}): Review {
  const { diagnostics, program } = examineSource(source, options);
  if (program === undefined) return { diagnostics, requirements: undefined };
  const slow = slowPatterns(program.analysis.patterns, new SourceText(source, options.filename ?? DEFAULT_FILENAME));
  return {
    diagnostics: slow.length === 0 ? diagnostics : [...diagnostics, ...slow].sort((a, b) => a.range[0] - b.range[0]),
    requirements: requirementsOf(program, options),
  };
}

/**
 * Describes what a program needs of its cell, whether or not the policy grants it.
 * @throws CleanseError when the text does not parse
 */
export function inspect(source: string, options: InternalOptions = {}): Requirements {
  const { diagnostics, program } = examineSource(source, options);
  if (program === undefined) throw new CleanseError(diagnostics, source);
  return requirementsOf(program, options);
}

function requirementsOf(program: NonNullable<Examination["program"]>, options: InternalOptions): Requirements {
  const { globals, names, dynamicImports, features } = program.analysis.requirements;
  const { imports, exports } = (options.goal ?? "module") === "module" ? readImports(program.ast.program.body) : NO_IMPORTS;
  return { globals, names, imports, exports, dynamicImports, features };
}

/**
 * Compiles a source to an artifact.
 * @throws CleanseError with every finding, if one of them is an error
 */
export function cleanse(source: string, options: InternalOptions = {}): Artifact {
  return compile(source, withDefaults(options));
}

/**
 * Compiles what a supervisor passes to `evaluate`: an expression if the text is one (so that `{ a: 1 }` is an object), else a script. Either way
 * free names are looked up as a script's are, and the artifact's goal is `script`.
 */
export function cleanseForEvaluate(source: string, options: Omit<InternalOptions, "goal"> = {}): Artifact {
  const { ast, diagnostics } = parseSource(new SourceText(source, ""), "expression", options.syntax);
  const isExpression = ast !== undefined && diagnostics.length === 0;
  return compile(source, { ...withDefaults({ ...options, goal: "script" }), isExpression });
}

const examineSource = (source: string, options: InternalOptions): ReturnType<typeof examine> =>
  examine(new SourceText(source, options.filename ?? DEFAULT_FILENAME), {
    goal: options.goal ?? "module",
    policy: requirePolicy(options.policy ?? PRESETS.strict),
    ...(options.syntax === undefined ? {} : { syntax: options.syntax }),
    ...(options.supplied === undefined ? {} : { supplied: options.supplied }),
  });

const DEFAULT_FILENAME = "guest.js";

const withDefaults = (options: InternalOptions): PipelineOptions => ({
  filename: options.filename ?? DEFAULT_FILENAME,
  goal: options.goal ?? "module",
  policy: requirePolicy(options.policy ?? PRESETS.strict),
  syntax: options.syntax ?? {},
  sourceMap: options.sourceMap ?? false,
  metered: options.metered ?? true,
  supplied: options.supplied,
  inputMap: options.inputMap,
  isChecked: options.isChecked,
});
