import type { Goal } from "../../contract/index.js";
import type { Artifact, VerifiedProgram } from "../../verifier/verified-program.js";
import type { Linker } from "./inside/linker.js";

/** What the loader needs of a cell. Everything typed `unknown` here is a raw value of the realm: nobody but the membrane looks at it. */
export interface ModuleRealm {
  /** The linker inside the realm (`makeLinker(kit)`), as the boot function answered it. */
  readonly linker: Linker;
  /** Runs the synchronous part of an entry that the loader begins by itself, under the cell's deadline. Left out: nothing bounds it. */
  entry?<T>(body: () => T): T;
  /** Evaluates the verified body inside the realm and answers with the factory function. */
  factory(program: VerifiedProgram): unknown;
  /** Converts a value of the host for the guest (members of host modules). */
  toGuest(value: unknown): unknown;
  /** Compiles source and verifies the result. Throws CleanseError, VerifyError or CellError `no-compiler`. */
  compile(source: string, options: { readonly filename: string; readonly goal: Goal }): VerifiedProgram;
  /** Verifies an artifact under the cell's policy. Throws VerifyError. */
  verify(artifact: Artifact | string): VerifiedProgram;
}
