import type { Goal } from "../contract/index.js";
import type { Policy } from "../policy/index.js";
import type { Artifact } from "../verifier/verified-program.js";
import { CellError } from "./errors.js";

/** What a cell asks of a compiler. */
export interface CompileRequest {
  /** `evaluate`: an expression if the text is one, else a script. */
  readonly goal: Goal | "evaluate";
  readonly filename: string;
  readonly policy: Policy;
  /** Names that the cell supplies. */
  readonly supplied: readonly string[];
  readonly metered: boolean;
}

/** Source text → artifact. Not trusted: what it answers is verified. Throws CleanseError. */
export type Compiler = (source: string, request: CompileRequest) => Artifact;

let compiler: Compiler | undefined;

/**
 * Gives all cells of this process their compiler. `cloister` does so when it is loaded; `cloister/runtime` alone stays without one, and without
 * a parser of guest source in its import graph.
 */
export function provideCompiler(given: Compiler): void {
  compiler = given;
}

/** @throws CellError `no-compiler` when there is none */
export function compileForCell(source: string, request: CompileRequest): Artifact {
  if (compiler === undefined) {
    throw new CellError(
      "no-compiler",
      "cloister/runtime runs artifacts; to compile source, import `cloister` (or build the artifact beforehand)",
    );
  }
  return compiler(source, request);
}
