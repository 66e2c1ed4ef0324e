import type * as t from "@babel/types";
import type { Analysis } from "../analyzer/analysis.js";
import { EDITION, type Goal } from "../contract/index.js";
import type { Artifact, SourceMapV3 } from "../verifier/verified-program.js";
import { emit } from "./emit.js";
import { rewriteProgram } from "./program.js";

export interface TransformOptions {
  readonly goal: Goal;
  readonly metered: boolean;
  readonly mediated: boolean;
  readonly filename: string;
  readonly source: string;
  /** Digest of the policy's canonical form. */
  readonly policy: string;
  readonly sourceMap: boolean;
  readonly inputMap?: SourceMapV3 | undefined;
}

/** Writes the artifact of a tree that the analyzer has found acceptable. The tree is used up. */
export function transform(ast: t.File, analysis: Analysis, options: TransformOptions): Artifact {
  const { goal, metered, mediated, filename } = options;
  const { requirements } = analysis;
  const makesRegexps = requirements.features.includes("regexp");
  const program = rewriteProgram(ast, analysis, { goal, metered, mediated, makesRegexps });
  return emit(
    program.body,
    {
      edition: EDITION,
      goal,
      metered,
      async: program.async,
      features: mediated ? [...requirements.features, "mediation" as const].sort() : requirements.features,
      globals: requirements.globals.map(({ name }) => name),
      names: requirements.names,
      declares: { vars: program.vars, lexicals: program.lexicals },
      imports: program.table.imports,
      exports: program.table.exports,
      dynamicImports: requirements.dynamicImports,
      filename,
      policy: options.policy,
    },
    options,
  );
}
