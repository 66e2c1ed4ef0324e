/**
 * The engine of `regexp: "linear"`: RE2 in JavaScript (re2js). Compiled like a guest's program (scripts/generate-engines.mjs) and run in the cell's realm, with
 * no more power than a guest's, so that every step of a match is charged as fuel.
 */
import { RE2JS } from "re2js";
import { translate } from "./translate.js";

export interface CompiledPattern {
  exec(text: string, from: number, isSticky: boolean): readonly number[] | null;
  readonly names: readonly (string | undefined)[];
}

const UNANCHORED = 0;

/** @throws SyntaxError for what does not match in linear time */
export function compile(source: string, flags: string): CompiledPattern {
  let names: readonly (string | undefined)[];
  let engine: ReturnType<RE2JS["re2"]>;
  try {
    const translation = translate(source, flags);
    names = translation.names;
    engine = RE2JS.compile(translation.pattern, flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0).re2();
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const problem = error instanceof SyntaxError ? error.message : "is more than the linear engine can compile";
    throw new SyntaxError(`Invalid regular expression: /${source}/: it ${problem}`);
  }
  const groups = names.length;
  /** The last search: between where it began and where it found something, no match begins. */
  let searched = "";
  let begin = -1;
  let found: readonly number[] | null = null;
  const search = (text: string, from: number): readonly number[] | null => {
    const [isFound, positions] = engine.matchWithGroup(text, from, text.length, UNANCHORED, groups);
    searched = text;
    begin = from;
    return (found = isFound ? positions : null);
  };
  return {
    names,
    exec(text, from, isSticky) {
      // `split` asks at each place of a text in turn
      const isKnown = begin >= 0 && from >= begin && (found === null || from <= found[0]!) && text === searched;
      const match = isKnown ? found : search(text, from);
      return match !== null && isSticky && match[0] !== from ? null : match;
    },
  };
}
