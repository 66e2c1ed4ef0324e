import {
  construct,
  MapOf,
  mapClear,
  mapHas,
  mapSet,
  mapSize,
  RangeErrorOf,
  regExpExec,
  regExpFlagsOf,
  RegExpOf,
  regExpSource,
  SyntaxErrorOf,
} from "../intrinsics.js";
import { excess } from "./bounds.js";
import type { Kind, RegExpParts } from "./regexps.js";

/** Fuel for having a pattern judged, which takes from a tenth of a millisecond to a second. */
const JUDGING_COST = 100_000;
/** Patterns that are remembered to be safe. */
const KEPT = 1_000;

/** The engine's, of patterns that have been judged. */
export function makeSafeKind({ judge, charge }: RegExpParts): Kind {
  const known = new MapOf<string, true>();

  const requireSafe = (source: string, flags: string): void => {
    const key = `${flags}/${source}`;
    if (mapHas(known, key)) return;
    charge(JUDGING_COST);
    let problem: string | undefined;
    try {
      problem = judge(source, flags);
    } catch {
      // the host's own, whatever it is: the stack was too short
      throw new RangeErrorOf("Maximum call stack size exceeded");
    }
    if (problem !== undefined) throw new SyntaxErrorOf(`Invalid regular expression: /${source}/: ${problem}`);
    if (mapSize(known) >= KEPT) mapClear(known);
    mapSet(known, key, true);
  };

  return {
    create(source, flags, isJudged, newTarget) {
      const problem = excess(source, flags);
      if (problem !== undefined) throw new SyntaxErrorOf(`Invalid regular expression: ${problem}`);
      // first: what the engine refuses is a matter of syntax
      const made = construct(RegExpOf, [source, flags], newTarget as never) as object;
      if (!isJudged) requireSafe(source, flags);
      return made;
    },
    has(value) {
      try {
        regExpSource(value);
        return true;
      } catch {
        return false;
      }
    },
    sourceOf: regExpSource,
    flagsOf: regExpFlagsOf,
    exec: regExpExec,
    tag: undefined,
  };
}
