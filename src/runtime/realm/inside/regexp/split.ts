import { defineProperty, min, stringIndexOf, stringSlice, symbolSplit, TypeErrorOf } from "../intrinsics.js";
import { plain } from "../descriptors.js";
import { advance, regExpExec } from "./regexp-exec.js";
import type { SpeciesOf } from "./species.js";
import { isObject, toText } from "./text.js";
import { toLength } from "./to-length.js";

/**
 * `RegExp.prototype[Symbol.split]` (ECMA-262 §22.2.6.14). The engine's takes its own constructor for a receiver that names none (attack
 * `escape/regexp-split-makes-pattern`).
 */
export function makeSplit(speciesOf: SpeciesOf, charge: (units: number) => void): (text: unknown, limit: unknown) => unknown {
  return {
    [symbolSplit](this: unknown, given: unknown, limited: unknown): unknown {
      if (!isObject(this)) throw new TypeErrorOf("RegExp.prototype.@@split called on incompatible receiver");
      const text = toText(given);
      const flags = toText((this as unknown as { flags: unknown }).flags);
      const isUnicode = stringIndexOf(flags, "u") >= 0 || stringIndexOf(flags, "v") >= 0;
      const sticky = stringIndexOf(flags, "y") >= 0 ? flags : `${flags}y`;
      const splitter = speciesOf(this, this, sticky) as { lastIndex: unknown };
      const limit = limited === undefined ? 2 ** 32 - 1 : (limited as number) >>> 0;
      const parts: unknown[] = [];
      let count = 0;
      /** @returns whether that was the last one */
      const add = (value: unknown): boolean => {
        defineProperty(parts, count++, plain(value));
        return count === limit;
      };
      if (limit === 0) return parts;
      if (text.length === 0) {
        if (regExpExec(splitter, text) === null) add(text);
        return parts;
      }
      let begin = 0;
      let at = 0;
      while (at < text.length) {
        charge(1);
        splitter.lastIndex = at;
        const found = regExpExec(splitter, text);
        const end = found === null ? begin : min(toLength(splitter.lastIndex), text.length);
        if (found === null || end === begin) {
          at = advance(text, at, isUnicode);
          continue;
        }
        if (add(stringSlice(text, begin, at))) return parts;
        begin = end;
        at = end;
        const groups = toLength(found.length) - 1;
        charge(groups > 0 ? groups : 0);
        for (let i = 1; i <= groups; i++) if (add(found[i])) return parts;
      }
      add(stringSlice(text, begin));
      return parts;
    },
  }[symbolSplit]!;
}
