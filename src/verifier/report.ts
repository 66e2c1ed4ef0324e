import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceText } from "../diagnostics/source-text.js";
import { CODES, type Code } from "./codes.js";

/** A place in the text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** More findings than this tell nobody more. */
const ENOUGH = 20;

/** Thrown to end a check that has found enough, or that cannot go on. */
export class Refused extends Error {}

/** Gathers findings about one artifact. */
export class Report {
  /** @param offset of the text that places refer to, within the artifact */
  constructor(
    private readonly source: SourceText,
    private readonly offset = 0,
    readonly diagnostics: Diagnostic[] = [],
  ) {}

  /** The same findings, for places that count from `offset`. */
  from(offset: number): Report {
    return new Report(this.source, offset, this.diagnostics);
  }

  refuse(code: Code, message: string, place: Place): void {
    const start = place.start + this.offset;
    const end = place.end + this.offset;
    this.diagnostics.push(
      Object.freeze({
        code,
        severity: "error",
        message,
        why: CODES[code],
        fix: "Build the artifact anew from its source with a compiler of this edition; do not edit it.",
        range: Object.freeze([start, end] as const),
        loc: Object.freeze({ start: this.source.locate(start), end: this.source.locate(end) }),
        filename: this.source.filename,
      } satisfies Diagnostic),
    );
    if (this.diagnostics.length >= ENOUGH) throw new Refused();
  }

  /** Refuses, and ends the check. */
  stop(code: Code, message: string, place: Place): never {
    this.refuse(code, message, place);
    throw new Refused();
  }
}
