import { describe, expect, test } from "vitest";
import { Cell, cleanse, definePolicy } from "../../src/index.js";
import { PERMITS } from "../../src/runtime/realm/permits.js";

/** Everything that the permits table puts under `size`, as paths. */
const SIZED = Object.entries(PERMITS).flatMap(([holder, { call, size }]) => [
  ...(call === "size" ? [holder] : []),
  ...(size?.split(" ") ?? []).map((word) => `${holder}.${word}`),
]);

/** Made of n, and what is done with it as x. */
const ARRAY = "Array.from({ length: n }, (_, i) => i)";
const TEXT = "'a'.repeat(n)";
const OBJECT = "Object.fromEntries(Array.from({ length: n }, (_, i) => ['k' + i, i]))";
const BYTES = "new Uint8Array(n)";
const CALLBACK = /every|filter|find|forEach|flatMap|map|reduce|some/i;

function sample(path: string): readonly [make: string, use: string] | undefined {
  const key = path.slice(path.lastIndexOf(".") + 1);
  const holder = path.slice(0, Math.max(0, path.lastIndexOf(".")));
  const member = key.startsWith("@@") ? `[Symbol.${key.slice(2)}]` : `.${key}`;
  const own = SAMPLES[path];
  if (own !== undefined) return own;
  const callback = key.startsWith("reduce")
    ? "Math.min"
    : key === "some" || key === "find" || key === "findLast"
      ? "Number.isNaN"
      : "Number";
  switch (holder) {
    case "Array.prototype":
      return [
        ARRAY,
        `x${member}(${CALLBACK.test(key) ? callback : key === "with" ? "1, 1" : key.endsWith("ndexOf") || key === "includes" ? "-1" : ""})`,
      ];
    case "%TypedArray%.prototype":
      return [
        BYTES,
        `x${member}(${CALLBACK.test(key) ? callback : key === "with" ? "1, 1" : key === "set" ? "x" : key === "fill" ? "1" : "-1"})`,
      ];
    case "String.prototype":
      return [TEXT, `x${member}("b")`];
    case "Object":
      return [OBJECT, `Object${member}(x)`];
    case "Set.prototype":
      return [`new Set(${ARRAY})`, `x${member} ? x${member}(${key === "forEach" ? "Number" : "new Set()"}) : new Set(x)`];
    case "Map.prototype":
      return [`new Map(${ARRAY}.map((i) => [i, i]))`, `x${member}(Number)`];
    case "Promise":
      return [ARRAY, `void Promise${member}(x)`];
    case "%IteratorPrototype%":
      return [
        ARRAY,
        `typeof Iterator === "undefined" ? new Set(x) : x.values()${member}(${key === "reduce" ? "Math.min" : key === "every" ? "Number.isInteger" : key === "toArray" ? "" : "Number.isNaN"})`,
      ];
    case "":
      if (key.endsWith("Array")) return ["n", `typeof ${key} === "undefined" ? new Array(x) : new ${key}(8 * x)`];
      return [TEXT, `${path}(x)`];
    default:
      return undefined;
  }
}

const SAMPLES: Readonly<Record<string, readonly [string, string]>> = {
  "Object.assign": [OBJECT, "Object.assign({}, x)"],
  "Object.defineProperties": [`Object.fromEntries(${ARRAY}.map((i) => ["k" + i, {}]))`, "Object.defineProperties({}, x)"],
  "Object.fromEntries": [`${ARRAY}.map((i) => [i, i])`, "Object.fromEntries(x)"],
  "Object.groupBy": [ARRAY, "(Object.groupBy ?? ((x) => new Set(x)))(x, Number.isNaN)"],
  "Map.groupBy": [ARRAY, "Map.groupBy ? Map.groupBy(x, Number.isNaN) : new Set(x)"],
  "Function.prototype.apply": ["({ length: n })", "try { Number.apply(null, x) } catch {}"],
  "Reflect.apply": ["({ length: n })", "try { Reflect.apply(Number, null, x) } catch {}"],
  "Reflect.construct": ["({ length: n })", "try { Reflect.construct(Object, x) } catch {}"],
  "Reflect.ownKeys": [OBJECT, "Reflect.ownKeys(x)"],
  "Number.parseInt": [TEXT, "Number.parseInt(x)"],
  "Number.parseFloat": [TEXT, "Number.parseFloat(x)"],
  BigInt: ["'9'.repeat(n)", "BigInt(x)"],
  "BigInt.asUintN": ["n * 64", "BigInt.asUintN(x, -1n)"],
  "BigInt.asIntN": ["n * 64", "BigInt.asIntN(x, -1n)"],
  "BigInt.prototype.toString": ["1n << BigInt(n)", "x.toString()"],
  "BigInt.prototype.toLocaleString": ["1n << BigInt(n >> 2)", "x.toLocaleString()"],
  "String.raw": ["({ raw: { length: n } })", "String.raw(x)"],
  "String.prototype.normalize": [TEXT, "x.normalize()"],
  "String.prototype.toLocaleLowerCase": [TEXT, "x.toLocaleLowerCase()"],
  "String.prototype.toLocaleUpperCase": [TEXT, "x.toLocaleUpperCase()"],
  "Object.getOwnPropertySymbols": [
    "Object.fromEntries(Array.from({ length: n }, (_, i) => [Symbol(), i]))",
    "Object.getOwnPropertySymbols(x)",
  ],
  "String.prototype.repeat": ["n", "'ab'.repeat(x)"],
  "String.prototype.padStart": ["n", "''.padStart(x)"],
  "String.prototype.padEnd": ["n", "''.padEnd(x)"],
  "String.prototype.startsWith": [TEXT, "x.startsWith(x)"],
  "String.prototype.endsWith": [TEXT, "x.endsWith(x)"],
  "String.prototype.concat": [TEXT, "''.concat(x)"],
  "String.prototype.replaceAll": [TEXT, "x.replaceAll('a', 'b')"],
  "Array.from": ["({ length: n })", "Array.from(x)"],
  "Array.fromAsync": [ARRAY, "Array.fromAsync ? void Array.fromAsync(x) : Array.from(x)"],
  "Array.prototype.fill": [ARRAY, "x.fill(1)"],
  "Array.prototype.splice": [ARRAY, "x.splice(0, 1)"],
  "Array.prototype.unshift": [ARRAY, "x.unshift(1)"],
  "Array.prototype.findLastIndex": [ARRAY, "x.findLastIndex(Number.isNaN)"],
  "Array.prototype.findIndex": [ARRAY, "x.findIndex(Number.isNaN)"],
  "Array.prototype.every": [ARRAY, "x.every(Number.isInteger)"],
  "Array.prototype.flatMap": [ARRAY, "x.flatMap(Number)"],
  "Array.prototype.copyWithin": [ARRAY, "x.copyWithin(1, 0)"],
  "%TypedArray%.from": [ARRAY, "Uint8Array.from(x)"],
  "%TypedArray%.prototype.copyWithin": [BYTES, "x.copyWithin(1, 0)"],
  "%TypedArray%.prototype.every": [BYTES, "x.every(Number.isInteger)"],
  "%TypedArray%.prototype.slice": [BYTES, "x.slice()"],
  "%TypedArray%.prototype.sort": [BYTES, "x.sort()"],
  "%TypedArray%.prototype.toSorted": [BYTES, "x.toSorted()"],
  ArrayBuffer: ["n", "new ArrayBuffer(x)"],
  "ArrayBuffer.prototype.slice": ["new ArrayBuffer(n)", "x.slice()"],
  "ArrayBuffer.prototype.resize": ["new ArrayBuffer(0, { maxByteLength: n })", "x.resize(10_000)"],
  "ArrayBuffer.prototype.transfer": ["new ArrayBuffer(n)", "x.transfer ? x.transfer() : x.slice()"],
  "ArrayBuffer.prototype.transferToFixedLength": ["new ArrayBuffer(n)", "x.transferToFixedLength ? x.transferToFixedLength() : x.slice()"],
  Map: [`${ARRAY}.map((i) => [i, i])`, "new Map(x)"],
  Set: [ARRAY, "new Set(x)"],
  WeakMap: [`${ARRAY}.map((i) => [{}, i])`, "new WeakMap(x)"],
  WeakSet: [`${ARRAY}.map((i) => ({}))`, "new WeakSet(x)"],
  "JSON.parse": [`JSON.stringify(${ARRAY})`, "JSON.parse(x)"],
  "JSON.stringify": [ARRAY, "JSON.stringify(x)"],
};

/** Under `size` in the table, and not charged: why. */
const NOT_CHARGED: readonly (readonly [RegExp, string])[] = [
  [/^RegExp|^%RegExpStringIteratorPrototype%/, "nothing on RegExp.prototype may change; the policy for regular expressions bounds them"],
  [/^(?:String|AggregateError)$/, "converts what has been charged as it was made"],
  [/^(?:Array|%TypedArray%)\.of$|^Math\.|^Function\.prototype\.bind$/, "arguments, which the caller has written or spread"],
  [/\.(?:toString|toLocaleString)$/, "by the `join` that they call, or element by element"],
  [/^JSON\.(?:rawJSON|isRawJSON)$|^Intl/, "short texts; lists of locales are read element by element"],
];

const policy = definePolicy({ extends: "compat" });
const N = 10_000;

/** Each sized function, with what it does not expect: the same outcome as where natives are not charged. */
const AWKWARD = `(holders) => {
  const receivers = () => [undefined, null, 5, "abc", true, 7n, Symbol.iterator, [], [3, 1, 2], [1, , "x", [2, [3]]], { length: 3, 0: "a", 2: "c" }, { length: -1 },
    { length: "2", 0: 1, 1: 2 }, { get length() { return 2; }, 0: 1, 1: 2 }, new Proxy([1, 2, 3], {}), new Uint8Array([3, 1, 2]), function (a, b) {}, new String("abc"),
    new Set([1, 2]), new Map([[1, 2]]), new (class extends Array {})(3, 4), (function () { return arguments; })(1, 2), { toString() { return "a,b"; } }, /a/g];
  const args = () => [[], [undefined], [(x) => x], [1], ["a", 1], [-1, 2], [{ valueOf() { return 1; }, toString() { return "1"; } }], [null], [[1, 2]], [NaN], ["b", "c"],
    [(a, b) => b], [(a, b) => a > b, 0], [{ length: 2, 0: 5 }], [new Set([2, 3])], [[[1, 2]]], [3, "xy"], [0, 1, "new"], ["abc"], [Symbol.iterator], [2n], [{ a: 1, b: { c: [1] } }], [/b/]];
  const show = (v, depth = 0) => {
    if (typeof v === "symbol" || typeof v === "bigint" || typeof v === "function") return typeof v + String(v).length;
    if (typeof v !== "object" || v === null) return typeof v + Object.is(v, -0) + v;
    if (depth > 3) return "deep";
    const tag = Object.prototype.toString.call(v);
    if (tag === "[object Set]" || tag === "[object Map]") return tag + show([...v], depth + 1);
    return tag + Reflect.ownKeys(v).filter((k) => k !== "stack").map((k) => { try { return String(k) + ":" + show(v[k], depth + 1); } catch (e) { return "!" + e.name; } }).join();
  };
  const out = [];
  for (const [name, holder, keys] of holders()) for (const word of keys) {
    const f = word === "" ? holder : word.startsWith("@@") ? holder[Symbol[word.slice(2)]] : holder[word];
    if (typeof f !== "function") continue;
    out.push(name + "." + word + ": " + f.name + "/" + f.length);
    for (let r = 0; r < receivers().length; r++) for (let a = 0; a < args().length; a++) {
      const self = name.endsWith(".prototype") || name.startsWith("%") ? receivers()[r] : holder;
      if (self === holder && r > 0) break;
      let outcome;
      try { outcome = show(Reflect.apply(f, self, args()[a])) + (typeof self === "object" ? show(self) : ""); } catch (e) { outcome = "throws " + (e?.name ?? String(e)); }
      out.push(name + "." + word + " of " + r + " with " + a + ": " + outcome);
    }
  }
  return out.join("\\n");
}`;

test("charged functions do what they do natively", { timeout: 120_000 }, () => {
  const holders = Object.entries(PERMITS).flatMap(([holder, { call, size }]) => {
    const words = [...(call === "size" ? [""] : []), ...(size?.split(" ") ?? [])];
    const expression = holder.replace("%TypedArray%", "Object.getPrototypeOf(Uint8Array)");
    if (words.length === 0 || /^(?:%R|%I|Reg|Intl|Float16)/.test(holder) || holder.startsWith("RegExp")) return [];
    return [`[${JSON.stringify(holder)}, ${expression}, ${JSON.stringify(words)}]`];
  });
  // one text for both, since functions show theirs
  const artifact = cleanse(`(${AWKWARD})(() => [${holders.join(", ")}])`, { goal: "expression", policy });
  const outcomes = (unmetered: boolean): string[] => {
    const cell = new Cell({ policy, limits: unmetered ? { unmetered } : {} });
    // of a symbol they complain about the symbol, or about the locale
    const isDoubtful = /^String\.prototype\.(?:toLocale\w+|localeCompare) of 6 with/;
    return (cell.evaluate(artifact) as string).split("\n").filter((line) => !isDoubtful.test(line));
  };
  const native = outcomes(true);
  const charged = outcomes(false);
  expect(native.length).toBeGreaterThan(20_000);
  expect(charged.filter((line, i) => line !== native[i])).toEqual(native.filter((line, i) => line !== charged[i]));
});

describe("what grows with its arguments is charged before it runs", () => {
  for (const path of SIZED) {
    const used = sample(path);
    if (NOT_CHARGED.some(([pattern]) => pattern.test(path)) && SAMPLES[path] === undefined) continue;
    test(path, () => {
      expect(used, `a sample for ${path}`).toBeDefined();
      const [make, use] = used!;
      const cell = new Cell({ policy });
      const prepare = cell.evaluate(`(n) => { const x = ${make}; return () => { ${use.startsWith("try") ? use : `(${use})`}; } }`) as (
        n: number,
      ) => () => void;
      const call = prepare(N);
      const before = cell.usage.fuel;
      call();
      expect(cell.usage.fuel - before).toBeGreaterThan(N / 64);
    });
  }
});

/** What each has taken far more time than the fuel it was charged would buy in a loop, before it was charged: made, used, least units. */
const DEAR: readonly (readonly [make: string, use: string, units: number])[] = [
  ["const o = {}; for (let i = 0; i < 1e3; i++) o[Symbol()] = i", "Object.assign({}, o)", 1e3],
  ["const o = {}; for (let i = 0; i < 1e3; i++) o[Symbol()] = i", "Object.freeze(o)", 1e3],
  ["const o = {}; for (let i = 0; i < 1e3; i++) Object.defineProperty(o, 'k' + i, { value: i })", "Object.values(o)", 1e3],
  ["const list = Array.from({ length: 1e3 }, (_, i) => 'k' + i)", "JSON.stringify({}, list)", 1e3],
  ["const list = Array.from({ length: 1e4 }, () => 1)", "Math.max.apply(null, list)", 1e3],
  ["const list = Array.from({ length: 1e4 }, () => 1)", "Reflect.apply(Math.max, null, list)", 1e3],
  ["const list = Array.from({ length: 1e4 }, () => 1)", "Reflect.construct(Object, list)", 1e3],
  ["const list = Array.from({ length: 1e3 }, () => 1)", "list.flat()", 1e3],
  ["", "[].fill.call({ length: 1e3 }, 1)", 1e3],
  ["", "[].map.call({ length: 1e3 }, Number)", 1e3],
  ["const s = 'a'.repeat(1e4)", "s.match(/a/g)", 1e4],
  ["const s = 'a'.repeat(1e4)", "s.split(/a/)", 1e4],
  ["const s = 'a'.repeat(1e4)", "s.startsWith(s)", 1e3],
  ["const s = 'a' + '\\u0300\\u0316'.repeat(1e3)", "s.normalize('NFD')", 5e5],
  ["const s = 'a' + '\\u0300\\u0316'.repeat(1e3)", "s.localeCompare('a')", 5e5],
  ["const s = 'a' + '\\u0300\\u0316'.repeat(1e3)", "'a'.localeCompare(s)", 5e5],
  ["const s = '('.repeat(1e4)", "Date.parse(s)", 1e4],
  ["const s = '('.repeat(1e4)", "new Date(s)", 1e4],
  ["const d = new Date(0)", "d.toLocaleString()", 500],
  ["", "(1).toLocaleString('de')", 500],
  ["", "'a'.localeCompare('b', 'de')", 500],
  ...["Collator", "DateTimeFormat", "ListFormat", "NumberFormat", "PluralRules", "RelativeTimeFormat", "Segmenter"].map(
    (name) => ["", `new Intl.${name}()`, 500] as const,
  ),
  ["const f = new Intl.NumberFormat()", "f.format('9'.repeat(1e3))", 1e3],
  ["const f = new Intl.NumberFormat(), big = 1n << 100_000n", "f.format(big)", 1e6],
  ["const f = new Intl.NumberFormat().format", "f(5)", 60],
  ["const f = new Intl.DateTimeFormat().format", "f(5)", 60],
  ["const f = new Intl.DateTimeFormat()", "f.formatToParts(5)", 60],
  ["const f = new Intl.Collator().compare, s = '\\u0301'.repeat(1e3)", "f(s, 'b')", 1e5],
  ["const f = new Intl.ListFormat(), list = Array.from({ length: 1e3 }, () => 'x')", "f.format(list)", 1e3],
];

test.each(DEAR)("%s; %s is charged as dearly as it is", (make, use, units) => {
  const cell = new Cell({ policy });
  const call = cell.evaluate(`(() => { ${make}; return () => { ${use}; }; })()`) as () => void;
  const before = cell.usage.fuel;
  call();
  expect(cell.usage.fuel - before).toBeGreaterThanOrEqual(units);
});
