import type { Diagnostic } from "../diagnostic.js";
import { visibleText } from "./visible-text.js";

/** Lines shown in front of and behind the marked ones, and how many marked lines are shown at most. */
const CONTEXT = 1;
const MARKED = 4;
/** Code units of a line that are shown: a minified file is one line of megabytes. */
const WIDTH = 120;
/** Code units in front of the right edge where a mark may begin without the window being moved. */
const MARGIN = 20;

/** Line breaks of ECMA-262 §12.3. */
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

export interface FrameStyle {
  readonly gutter: (text: string) => string;
  readonly marker: (text: string) => string;
}

/** The lines of a text, split once for all findings in it. */
export const linesOf = (source: string): readonly string[] => source.split(LINE_BREAK);

/**
 * The source lines around a finding, the marked part underlined:
 *
 *       2 | const a = 1;
 *     > 3 | let __cc_get = 2;
 *         |     ^^^^^^^^ label
 *
 * Long lines are cut to a window around the mark, and what a guest could use to confuse a terminal is made visible.
 */
export function codeFrame(lines: readonly string[], { loc, label }: Pick<Diagnostic, "loc" | "label">, style: FrameStyle): string {
  const first = clamp(loc.start.line, 1, lines.length);
  const last = clamp(loc.end.line, first, Math.min(lines.length, first + MARKED - 1));
  const from = Math.max(1, first - CONTEXT);
  const to = Math.min(lines.length, last + CONTEXT);
  const digits = String(to).length;
  const left = loc.start.column + MARGIN < WIDTH ? 0 : loc.start.column - WIDTH / 2;
  const rows: string[] = [];
  for (let n = from; n <= to; n++) {
    const line = lines[n - 1]!;
    const marked = n >= first && n <= last;
    rows.push(style.gutter(`${marked ? ">" : " "} ${String(n).padStart(digits)} | `) + visibleText(window(line, left)));
    if (!marked) continue;
    const start = n === first ? loc.start.column : line.length - line.trimStart().length;
    const end = n === loc.end.line ? loc.end.column : line.length;
    const shown = clamp(end, start + 1, left + WIDTH);
    rows.push(
      style.gutter(`  ${" ".repeat(digits)} | `) +
        " ".repeat(Math.max(0, start - left + (left > 0 ? 1 : 0))) +
        style.marker("^".repeat(Math.max(1, shown - start)) + (n === last && label !== undefined ? ` ${visibleText(label)}` : "")),
    );
  }
  return rows.map((row) => row.trimEnd()).join("\n");
}

/** The part of a line that is shown, with an ellipsis where something was cut. */
function window(line: string, left: number): string {
  const text = line.slice(left, left + WIDTH);
  return (left > 0 ? "…" : "") + text + (line.length > left + WIDTH ? "…" : "");
}

const clamp = (n: number, low: number, high: number): number => Math.max(low, Math.min(high, n));
