/**
 * Regular expressions as the policy has them (docs/regexp.md).
 *
 * Under `native` nothing is touched: literals, the constructor, `RegExp.prototype` are the engine's. Under `safe` and `linear` guests never hold a
 * regular expression of the engine's own kind: literals have become calls of the guard, `RegExp` is a class of ours, and the methods of strings that make one
 * out of a text use it too. So `RegExp.prototype` stays untouched here as well (a change to its `constructor` slows the whole process down, ten times), and
 * there is no way to the engine's constructor: not by `.constructor`, not by species, not by `compile`.
 *
 * Who attacks: a guest that wants a pattern nobody has judged, by a `toString` that answers twice, a `flags` getter, a fake receiver
 * (`RegExp.prototype[Symbol.split].call({ toString: () => "(a+)+$", … })`, which natively constructs from it). What stops them: pattern and flags are converted
 * once, to primitives, in one place, and what was judged is what is compiled (test/realm/regexp-attacks.test.ts).
 */
import type { Publisher } from "../publish.js";
import { nativeRegExps } from "./native.js";
import { makeLinearKind, type CompilePattern } from "./linear.js";
import type { Hotness } from "../hotness.js";
import { makeRegExpClass } from "./regexp-class.js";
import { makeSafeKind } from "./safe.js";
import { tameStringPatterns } from "./string-patterns.js";

export interface RegExps {
  /** What a literal of the source is: judged already, by the verifier. */
  make(source: string, flags: string): object;
  /** One that the host hands in. */
  adopt(source: string, flags: string): object;
  /** Parent of those that are the engine's inside, which can be copied to the host. */
  readonly prototype: object | undefined;
  /** The constructor, where it is ours. */
  readonly RegExp: object | undefined;
  /** `linear`: the engine, code of this realm. Before any guest code. */
  connect(compile: CompilePattern): void;
}

/** What of a class of regular expressions depends on how they match. */
export interface Kind {
  /** A new one of this pattern and flags, both converted. Throws SyntaxError. */
  create(source: string, flags: string, isJudged: boolean, newTarget: object): object;
  /** Whether it is one. */
  has(value: object): boolean;
  /** Of one: as they were given, with `/` escaped; flags in the order that `flags` has. */
  sourceOf(value: object): string;
  flagsOf(value: object): string;
  /** RegExpBuiltinExec (ECMA-262 §22.2.7.2), of one. */
  exec(value: object, text: string): unknown;
  /** What `Object.prototype.toString` is to say, where the engine does not know the objects. */
  readonly tag: string | undefined;
}

export interface RegExpParts {
  /** Why a pattern is refused, or undefined: a function of the host that takes two strings and answers with one. */
  judge(source: string, flags: string): string | undefined;
  charge(units: number): void;
  readonly hotness: Hotness;
}

export function makeRegExps(mode: "native" | "safe" | "linear", parts: RegExpParts, publisher: Publisher): RegExps {
  if (mode === "native") return nativeRegExps;
  const linear = mode === "linear" ? makeLinearKind() : undefined;
  const kind = linear ?? makeSafeKind(parts);
  const { RegExp, prototype } = makeRegExpClass(kind, parts, publisher);
  tameStringPatterns((source, flags) => kind.create(source, flags, false, RegExp), publisher);
  return {
    make: (source, flags) => kind.create(source, flags, true, RegExp),
    adopt: (source, flags) => kind.create(source, flags, true, RegExp),
    prototype: linear === undefined ? prototype : undefined,
    RegExp,
    connect: (compile) => linear?.connect(compile),
  };
}
