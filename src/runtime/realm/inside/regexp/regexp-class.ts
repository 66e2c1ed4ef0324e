/**
 * `RegExp` as a class of ours over one kind of matching (ECMA-262 §22.2.4 to §22.2.6). What the standard has as algorithms over `exec` and `flags` is the
 * engine's own, generic as it is; what constructs, or looks at an object's kind, is here.
 */
import {
  create,
  defineProperty,
  getOwnPropertyDescriptor,
  hasOwn,
  objectPrototype,
  regExpPrototype,
  RegExpOf,
  stringIndexOf,
  symbolMatch,
  symbolMatchAll,
  symbolReplace,
  symbolSearch,
  symbolSpecies,
  symbolSplit,
  symbolToStringTag,
  trunc,
  TypeErrorOf,
} from "../intrinsics.js";
import { hidden } from "../descriptors.js";
import { dressConstructor, type Publisher } from "../publish.js";
import { makeMatchAll } from "./match-all.js";
import type { Kind, RegExpParts } from "./regexps.js";
import { makeSpecies } from "./species.js";
import { makeSplit } from "./split.js";
import { isObject, toText } from "./text.js";

type Method = (...args: never[]) => unknown;

/** Getters by the flag that they ask for. */
const FLAGS: Readonly<Record<string, string>> = {
  hasIndices: "d",
  global: "g",
  ignoreCase: "i",
  multiline: "m",
  dotAll: "s",
  unicode: "u",
  unicodeSets: "v",
  sticky: "y",
};
/** Fuel for a match: one unit, and one for so many code units of text. */
const UNITS_PER_FUEL = 32;

export interface RegExpClass {
  readonly RegExp: object;
  readonly prototype: object;
}

export function makeRegExpClass(
  kind: Kind,
  { charge, hotness }: Pick<RegExpParts, "charge" | "hotness">,
  publisher: Publisher,
): RegExpClass {
  const prototype = create(objectPrototype) as object;

  const isRegExp = (value: unknown): boolean => {
    if (!isObject(value)) return false;
    const matcher = (value as Record<symbol, unknown>)[symbolMatch];
    return matcher !== undefined ? !!matcher : kind.has(value);
  };
  const own = (value: unknown): object => {
    if (!isObject(value) || !kind.has(value)) throw new TypeErrorOf("Receiver is not a regular expression");
    return value;
  };

  /** Called without `new` it constructs all the same. Each of pattern and flags is converted once: what is judged is what is compiled. */
  function RegExp(this: unknown, pattern: unknown, flags: unknown): unknown {
    const isPattern = isRegExp(pattern);
    if (new.target === undefined && isPattern && flags === undefined && (pattern as { constructor: unknown }).constructor === RegExp)
      return pattern;
    let source = pattern;
    let letters = flags;
    if (isObject(pattern) && kind.has(pattern)) {
      source = kind.sourceOf(pattern);
      if (flags === undefined) letters = kind.flagsOf(pattern);
    } else if (isPattern) {
      source = (pattern as { source: unknown }).source;
      if (flags === undefined) letters = (pattern as { flags: unknown }).flags;
    }
    const text = source === undefined ? "" : toText(source);
    return kind.create(text, letters === undefined ? "" : toText(letters), false, new.target ?? RegExp);
  }

  const methods = {
    exec(this: unknown, given: unknown): unknown {
      const regExp = own(this);
      const text = toText(given);
      charge(1 + trunc(text.length / UNITS_PER_FUEL));
      return kind.exec(regExp, text);
    },
    toString(this: unknown): string {
      if (!isObject(this)) throw new TypeErrorOf("RegExp.prototype.toString requires that 'this' be an Object");
      const { source, flags } = this as { source: unknown; flags: unknown };
      return `/${toText(source)}/${toText(flags)}`;
    },
  };
  publisher.add(prototype, "exec", methods.exec as Method);
  publisher.add(prototype, "toString", methods.toString as Method);
  const generic = ["test", symbolMatch, symbolReplace, symbolSearch] as const;
  for (let i = 0; i < generic.length; i++) defineProperty(prototype, generic[i]!, getOwnPropertyDescriptor(regExpPrototype, generic[i]!)!);
  const speciesOf = makeSpecies(RegExp, hotness);
  publisher.add(prototype, symbolMatchAll, makeMatchAll(speciesOf, publisher) as Method);
  publisher.add(prototype, symbolSplit, makeSplit(speciesOf, charge) as Method);
  if (kind.tag !== undefined) defineProperty(prototype, symbolToStringTag, hidden(kind.tag));

  const getter = (name: string, get: (receiver: unknown) => unknown): void => {
    const literal = {
      get [name](): unknown {
        return get(this);
      },
    };
    const { get: made } = getOwnPropertyDescriptor(literal, name)!;
    publisher.publish(made!);
    defineProperty(prototype, name, accessor(made!));
  };
  getter("source", (receiver) => (receiver === prototype ? "(?:)" : kind.sourceOf(own(receiver))));
  for (const name in FLAGS) {
    if (!hasOwn(regExpPrototype, name)) continue;
    const letter = FLAGS[name]!;
    getter(name, (receiver) => (receiver === prototype ? undefined : stringIndexOf(kind.flagsOf(own(receiver)), letter) >= 0));
  }
  // asks the getters above
  defineProperty(prototype, "flags", getOwnPropertyDescriptor(regExpPrototype, "flags")!);

  const species = {
    get [symbolSpecies](): unknown {
      return this;
    },
  };
  const speciesGetter = getOwnPropertyDescriptor(species, symbolSpecies)!.get!;
  publisher.publish(speciesGetter);
  defineProperty(RegExp, symbolSpecies, accessor(speciesGetter));
  if (hasOwn(RegExpOf, "escape")) defineProperty(RegExp, "escape", getOwnPropertyDescriptor(RegExpOf, "escape")!);
  defineProperty(prototype, "constructor", hidden(RegExp));
  dressConstructor(RegExp, "RegExp", 2, prototype);
  publisher.publish(RegExp);
  publisher.publish(prototype);
  return { RegExp, prototype };
}

const accessor = (get: () => unknown): PropertyDescriptor =>
  ({ __proto__: null, get, enumerable: false, configurable: true }) as PropertyDescriptor;
