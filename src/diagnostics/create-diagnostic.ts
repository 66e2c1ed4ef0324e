import { CATALOGUE, type CatalogueEntry, type Code, type ParametersOf } from "./catalogue.js";
import type { Diagnostic, Suggestion } from "./diagnostic.js";
import type { SourceText } from "./source-text.js";

/**
 * Makes a finding out of the catalogue, frozen.
 *
 * @param range UTF-16 offsets into `source.text`; clamped to it
 * @param severity lowers an error to a warning where a policy makes it one
 */
export function createDiagnostic<C extends Code>(
  code: C,
  parameters: ParametersOf<C>,
  range: readonly [number, number],
  source: SourceText,
  severity?: Diagnostic["severity"],
  suggestion?: Suggestion,
): Diagnostic {
  const entry = CATALOGUE[code] as CatalogueEntry<ParametersOf<C>>;
  const start = clamp(range[0], 0, source.text.length);
  const end = clamp(range[1], start, source.text.length);
  return Object.freeze({
    code,
    severity: severity ?? entry.severity ?? "error",
    message: entry.message(parameters),
    ...(entry.label !== undefined && { label: told(entry.label, parameters) }),
    why: entry.why,
    fix: told(entry.fix, parameters),
    range: Object.freeze([start, end] as const),
    loc: Object.freeze({ start: source.locate(start), end: source.locate(end) }),
    filename: source.filename,
    ...(suggestion !== undefined && { suggestion: frozen(suggestion) }),
  });
}

const told = <P>(text: string | ((parameters: P) => string), parameters: P): string => (typeof text === "string" ? text : text(parameters));

const frozen = ({ edits, kind }: Suggestion): Suggestion =>
  Object.freeze({
    edits: Object.freeze(edits.map(({ range, text }) => Object.freeze({ range: Object.freeze([range[0], range[1]] as const), text }))),
    kind,
  });

const clamp = (n: number, low: number, high: number): number => Math.max(low, Math.min(high, n));
