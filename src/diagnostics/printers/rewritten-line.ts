import type { Suggestion } from "../diagnostic.js";

/** Code units of a rewrite that are shown. */
const LONGEST = 120;
const LINE_BREAK = /[\n\r\u2028\u2029]/;

/** What a suggestion comes to: the line as it would be; of a long line what was rewritten; nothing if that goes over several lines. */
export function rewrittenLine(source: string, { edits }: Suggestion): string | undefined {
  const sorted = [...edits].sort((a, b) => a.range[0] - b.range[0]);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  let part = "";
  let at = first.range[0];
  for (const { range, text } of sorted) {
    part += source.slice(at, range[0]) + text;
    at = range[1];
    if (part.length > LONGEST) return undefined;
  }
  if (LINE_BREAK.test(part) || LINE_BREAK.test(source.slice(first.range[0], at))) return undefined;
  const before = source
    .slice(Math.max(0, first.range[0] - LONGEST), first.range[0])
    .split(LINE_BREAK)
    .at(-1)!;
  const after = source.slice(at, at + LONGEST).split(LINE_BREAK)[0]!;
  const line = before + part + after;
  return (line.length < LONGEST ? line : part).trim() || undefined;
}
