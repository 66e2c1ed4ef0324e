import type { Diagnostic, Edit } from "./diagnostic.js";

/**
 * Makes the safe rewrites that findings suggest, as far as they do not overlap; who wants the rest looks for findings again.
 *
 * @returns the new text and the number of findings that were dealt with
 */
export function applySuggestions(text: string, diagnostics: readonly Diagnostic[]): { readonly text: string; readonly applied: number } {
  const chosen: Edit[] = [];
  let applied = 0;
  let reached = -1;
  for (const edits of diagnostics.map(safeEdits).sort((a, b) => (a[0]?.range[0] ?? 0) - (b[0]?.range[0] ?? 0))) {
    const [first, last] = [edits[0], edits.at(-1)];
    if (first === undefined || last === undefined || first.range[0] <= reached) continue;
    reached = last.range[1];
    chosen.push(...edits);
    applied++;
  }
  let result = "";
  let at = 0;
  for (const { range, text: replacement } of chosen) {
    result += text.slice(at, range[0]) + replacement;
    at = range[1];
  }
  return { text: result + text.slice(at), applied };
}

const safeEdits = ({ suggestion }: Diagnostic): readonly Edit[] =>
  suggestion?.kind === "safe" ? [...suggestion.edits].sort((a, b) => a.range[0] - b.range[0]) : [];
