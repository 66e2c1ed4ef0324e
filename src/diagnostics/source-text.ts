import type { Position } from "./diagnostic.js";

/** Line breaks of ECMA-262 §12.3; `\r\n` is one. */
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g;

/** Text that diagnostics point into. Its lines are found when the first position is asked for. */
export class SourceText {
  readonly text: string;
  readonly filename: string;
  #starts: readonly number[] | undefined;

  constructor(text: string, filename: string) {
    this.text = text;
    this.filename = filename;
  }

  /** Line (1-based) and column (0-based, UTF-16 code units) of an offset. */
  locate(offset: number): Position {
    const starts = (this.#starts ??= lineStarts(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return Object.freeze({ line: low + 1, column: offset - starts[low]! });
  }

  /** Offset of a line and column as `locate` counts them. */
  offsetAt({ line, column }: Position): number {
    const starts = (this.#starts ??= lineStarts(this.text));
    return Math.min((starts[line - 1] ?? 0) + column, this.text.length);
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(LINE_BREAK)) starts.push(match.index + match[0].length);
  return starts;
}
