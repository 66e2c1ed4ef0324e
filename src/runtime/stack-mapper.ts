import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { MANIFEST_FIELDS } from "../contract/index.js";
import type { SourceMapV3, VerifiedProgram } from "../verifier/verified-program.js";

/**
 * Knows where the generated code of a cell's programs comes from, so that guests' stacks show guests' files. Maps are data of the compiler or of whoever
 * made the artifact: they decide what a stack shows and nothing else.
 */
export class StackMapper {
  readonly #programs = new Map<string, { readonly filename: string; map: SourceMapV3 | TraceMap | undefined }>();

  /** @returns the name under which the program's code is to be evaluated: programs of the same display name stay apart */
  add({ digest, manifest, map }: VerifiedProgram): string {
    const name = `${digest.slice(-16)}/${manifest.filename}`;
    this.#programs.set(name, { filename: manifest.filename, map });
    return name;
  }

  /** `file:line:column` of a place in a body, both counted from 1 (maps are of the whole artifact, with its header); `""` for code that stands for nothing in the source. */
  readonly map = (script: string, line: number, column: number): string | undefined => {
    const program = this.#programs.get(script);
    if (program === undefined) return undefined;
    if (program.map === undefined) return `${program.filename}:${line}:${column}`;
    if (!(program.map instanceof TraceMap)) program.map = new TraceMap(program.map as ConstructorParameters<typeof TraceMap>[0]);
    const found = originalPositionFor(program.map, { line: line + MANIFEST_FIELDS.length, column: column - 1 });
    return found.line === null ? "" : `${found.source ?? program.filename}:${found.line}:${found.column + 1}`;
  };
}
