import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PERMITS } from "../../src/runtime/realm/permits.js";

/** Names of the permits of `ses`, written by ses-permits.mjs. */
const { permits: theirs } = JSON.parse(readFileSync(new URL("ses-permits.json", import.meta.url), "utf8")) as {
  permits: Record<string, string>;
};

/** Where `ses` and we differ, and why. `+`: permitted here alone; `-`: permitted there alone. A difference without a reason fails, as does a reason without one. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^- (?:harden|lockdown|HandledPromise|ModuleSource|%AbstractModuleSource|%UniqueCompartment%|%CompartmentPrototype%)/, "their own API"],
  [/^- Object: @@harden$/, "their own API"],
  [/^- Promise\.prototype: UniqueSymbol/, "Node's async hooks write these on their promises; a realm of its own has none"],
  [
    /^\+ Object\.prototype: __proto__$|^- Object\.prototype: --proto--$/,
    "the same accessor under another name: deleted under strict, tamed under compat",
  ],
  [/^- Error: prepareStackTrace$/, "guests neither see nor set it: a call of it with raw frames would show the host's"],
  [/^- Error\.prototype: stack$|^\+ %ErrorStack[GS]etter%$/, "an own accessor of each error in this engine, whose functions are tamed"],
  [/^\+ SuppressedError/, "of the language since 2026; `using` makes them"],
  [/^\+ WeakRef|^\+ FinalizationRegistry/, "optional: only where the policy grants them"],
  [/^\+ Intl/, "locales are data; without the power its defaults are a fixed locale and UTC"],
  [/^\+ Array\.prototype\.@@unscopables$/, "an object of its own in the walk; guests have no `with` that would read it"],
  [
    /^\+ RegExp\.prototype: compile$/,
    "RegExp.prototype is not touched, as any change costs every guest its regular expressions' speed; replaces nothing but its receiver's pattern",
  ],
  [/^\+ %(?:Async)?IteratorPrototype%: @@(?:async)?[dD]ispose$/, "`using` over iterators"],
  [/^- (?:TextEncoder|TextDecoder)/, "no part of the language: the power `webGlobals` has them, made inside the cell"],
  [
    /^- (?:%?(?:Shared)?Temporal|%Temporal)|^- Date\.prototype: toTemporalInstant$/,
    "reads the clock and the time zone; not decided, so removed",
  ],
  [
    /^- (?:AsyncIterator$|%WrapForValidAsync|%AsyncIteratorHelper|%AsyncIteratorPrototype%: |%IteratorPrototype%: toAsync)/,
    "proposals: removed until an engine has them and somebody has decided",
  ],
  [
    /^- (?:Math: sumPrecise|Iterator: |Uint8Array|ArrayBuffer\.prototype: |(?:Weak)?Map\.prototype: getOrInsert)/,
    "proposals or features of 2026, which the oldest engine lacks: removed until decided",
  ],
  [
    /^- (?:Array: at|Array\.prototype: group|String\.prototype: unicodeSets|DataView: BYTES_PER_ELEMENT)/,
    "there is no such property in the language or any engine of ours",
  ],
];

const NAMES: Readonly<Record<string, string>> = {
  "%UniqueFunction%": "Function",
  "%UniqueEval%": "eval",
  "%TypedArrayPrototype%": "%TypedArray%.prototype",
  "%Generator%": "%GeneratorFunctionPrototype%",
  "%AsyncGenerator%": "%AsyncGeneratorFunctionPrototype%",
  "%InertGeneratorFunction%": "%GeneratorFunctionPrototype%.constructor",
  "%InertAsyncGeneratorFunction%": "%AsyncGeneratorFunctionPrototype%.constructor",
  "%InertAsyncFunction%": "%AsyncFunctionPrototype%.constructor",
};

/** Our name of one of their intrinsics; undefined for those of the start compartment, which stand for the same things before lockdown. */
function nameOf(name: string): string | undefined {
  if (NAMES[name] !== undefined) return NAMES[name];
  if (/^%(?:Initial|Inert)/.test(name)) return undefined;
  if (name in PERMITS) return name;
  const shared = /^%Shared(\w+)%$/.exec(name)?.[1];
  if (shared !== undefined && shared in PERMITS) return shared;
  const base = /^%(\w+)Prototype%$/.exec(name)?.[1];
  return base !== undefined && (base in theirs || `${base}.prototype` in PERMITS) ? `${base}.prototype` : name;
}

function differences(): string[] {
  const ours = new Map(
    Object.entries(PERMITS).map(([name, { data, free, flat, size }]) => [
      name,
      new Set([data, free, flat, size].flatMap((list) => list?.split(" ") ?? [])),
    ]),
  );
  const others = new Map<string, Set<string>>();
  for (const [name, keys] of Object.entries(theirs)) {
    const known = nameOf(name);
    if (known !== undefined) others.set(known, new Set([...(others.get(known) ?? []), ...keys.split(" ").filter((key) => key !== "")]));
  }
  const lines: string[] = [];
  for (const name of new Set([...ours.keys(), ...others.keys()])) {
    const [a, b] = [ours.get(name), others.get(name)];
    if (a === undefined || b === undefined) {
      lines.push(`${a === undefined ? "-" : "+"} ${name}`);
      continue;
    }
    for (const key of a) if (!b.has(key)) lines.push(`+ ${name}: ${key}`);
    for (const key of b) if (!a.has(key) && key !== "name" && key !== "length") lines.push(`- ${name}: ${key}`);
  }
  return lines;
}

test("each difference from the permits of `ses` has a reason, and each reason a difference", () => {
  const found = differences();
  expect(found.filter((line) => !REASONS.some(([pattern]) => pattern.test(line)))).toEqual([]);
  expect(REASONS.filter(([pattern]) => !found.some((line) => pattern.test(line))).map(([, why]) => why)).toEqual([]);
});
