import {
  construct,
  create,
  defineProperty,
  getOwnPropertyDescriptor,
  MapOf,
  mapClear,
  mapGet,
  mapSet,
  mapSize,
  min,
  regExpFlagsOf,
  RegExpOf,
  regExpSource,
  stringIndexOf,
  stringSlice,
  SyntaxErrorOf,
  TypeErrorOf,
} from "../intrinsics.js";
import { plain } from "../descriptors.js";
import { excess } from "./bounds.js";
import type { Kind } from "./regexps.js";
import { toLength } from "./to-length.js";

/** What the engine makes of a pattern (src/regexp/inside/engine.ts): code of this realm, metered as a guest's. */
export interface CompiledPattern {
  /** Begin and end of the match and of each group, -1 for groups without one; null for no match. */
  exec(text: string, from: number, isSticky: boolean): readonly number[] | null;
  /** Name of the i-th group; the 0-th is the whole match. */
  readonly names: readonly (string | undefined)[];
}
export type CompilePattern = (source: string, flags: string) => CompiledPattern;

interface State {
  readonly pattern: CompiledPattern;
  readonly source: string;
  readonly flags: string;
}

/** Patterns that are remembered, so that a literal in a loop is compiled once. */
const KEPT = 500;

/** Matched by an engine that takes linear time whatever the pattern. */
export function makeLinearKind(): Kind & { connect(compile: CompilePattern): void } {
  let compilePattern: CompilePattern | undefined;
  const known = new MapOf<string, State>();

  const compiled = (source: string, flags: string): State => {
    const key = `${flags}/${source}`;
    let state = mapGet(known, key);
    if (state !== undefined) return state;
    if (compilePattern === undefined) throw new TypeErrorOf("there is no engine for regular expressions yet");
    // the engine's own says whether it is one, in words that programs know; nobody else gets hold of it
    const native = new RegExpOf(source, flags);
    state = { pattern: compilePattern(source, flags), source: regExpSource(native), flags: regExpFlagsOf(native) };
    if (mapSize(known) >= KEPT) mapClear(known);
    mapSet(known, key, state);
    return state;
  };

  return {
    connect(compile) {
      compilePattern = compile;
    },
    create(source, flags, _isJudged, newTarget) {
      const problem = excess(source, flags);
      if (problem !== undefined) throw new SyntaxErrorOf(`Invalid regular expression: ${problem}`);
      const made = construct(Linear, [compiled(source, flags)], newTarget as never) as object;
      defineProperty(made, "lastIndex", LAST_INDEX);
      return made;
    },
    has: (value) => Linear.stateOf(value) !== undefined,
    sourceOf: (value) => stateOf(value).source,
    flagsOf: (value) => stateOf(value).flags,
    exec: (value, text) => exec(value as { lastIndex: unknown }, stateOf(value), text),
    tag: "RegExp",
  };
}

/** Stamps objects with a state that nobody else can read, copy or forge. */
class Linear {
  readonly #state: State;
  constructor(state: State) {
    this.#state = state;
  }
  static stateOf(value: object): State | undefined {
    return #state in value ? value.#state : undefined;
  }
}

function stateOf(value: object): State {
  const state = Linear.stateOf(value);
  if (state === undefined) throw new TypeErrorOf("Receiver is not a regular expression");
  return state;
}

/** As the language has it: writable, and nothing else. */
const LAST_INDEX = { __proto__: null, value: 0, writable: true, enumerable: false, configurable: false } as PropertyDescriptor;

const has = (flags: string, flag: string): boolean => stringIndexOf(flags, flag) >= 0;

function exec(regExp: { lastIndex: unknown }, { pattern, flags }: State, text: string): unknown {
  const isSticky = has(flags, "y");
  const isAdvancing = isSticky || has(flags, "g");
  const wanted = toLength(regExp.lastIndex);
  const from = isAdvancing ? wanted : 0;
  const found = from > text.length ? null : pattern.exec(text, from, isSticky);
  if (found === null) {
    if (isAdvancing) regExp.lastIndex = 0;
    return null;
  }
  if (isAdvancing) regExp.lastIndex = found[1];
  return resultOf(found, text, pattern.names, has(flags, "d"));
}

/** The array that `exec` answers with (ECMA-262 §22.2.7.2, steps 24 to 34). */
function resultOf(found: readonly number[], text: string, names: CompiledPattern["names"], hasIndices: boolean): unknown {
  const result: unknown[] = [];
  const indices: unknown[] = [];
  const isNamed = isAnyNamed(names);
  const groups = isNamed ? (create(null) as object) : undefined;
  const indexGroups = isNamed ? (create(null) as object) : undefined;
  const count = min(names.length, found.length / 2);
  for (let i = 0; i < count; i++) {
    const begin = found[2 * i]!;
    const end = found[2 * i + 1]!;
    const value = begin < 0 ? undefined : stringSlice(text, begin, end);
    const pair = begin < 0 ? undefined : [begin, end];
    defineProperty(result, i, plain(value));
    if (hasIndices) defineProperty(indices, i, plain(pair));
    const name = names[i];
    if (name === undefined) continue;
    define(groups!, name, value);
    define(indexGroups!, name, pair);
  }
  defineProperty(result, "index", plain(found[0]));
  defineProperty(result, "input", plain(text));
  defineProperty(result, "groups", plain(groups));
  if (hasIndices) {
    defineProperty(indices, "groups", plain(indexGroups));
    defineProperty(result, "indices", plain(indices));
  }
  return result;
}

function isAnyNamed(names: CompiledPattern["names"]): boolean {
  for (let i = 0; i < names.length; i++) if (names[i] !== undefined) return true;
  return false;
}

/** Alternatives may share a name: the one that took part is shown. */
function define(groups: object, name: string, value: unknown): void {
  if (value === undefined && getOwnPropertyDescriptor(groups, name) !== undefined) return;
  defineProperty(groups, name, plain(value));
}
