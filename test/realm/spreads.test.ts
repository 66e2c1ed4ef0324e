/** Spreads, and loops over keys: what the engine goes through in one step is charged by its size, before. */
import { describe, expect, test } from "vitest";
import { Cell, CellTerminated, definePolicy } from "../../src/index.js";

const policy = definePolicy({ extends: "compat", globals: { allow: "*" } });

/** Expressions for something that can be iterated, none of which comes to an end and calls a function of the guest's. */
const ENDLESS: Readonly<Record<string, string>> = {
  "an iterator whose next is a native": "({ [Symbol.iterator]: () => ({ next: Object }) })",
  "an array with an iterator of its own": "Object.assign([], { [Symbol.iterator]: () => ({ next: Object }) })",
  "an array with another parent": "Object.setPrototypeOf([], { [Symbol.iterator]: () => ({ next: Object }) })",
  "an instance of a subclass": "new (class extends Array { [Symbol.iterator]() { return { next: Object }; } })()",
  "a set with an iterator of its own": "Object.assign(new Set(), { [Symbol.iterator]: () => ({ next: Object }) })",
  "what inherits from a map": "Object.setPrototypeOf(new Map(), { [Symbol.iterator]: () => ({ next: Object }) })",
  "a Proxy of an array": "new Proxy([], { get: (_, key) => key === Symbol.iterator ? () => ({ next: Object }) : 0 })",
  "a boxed text": "Object.defineProperty(new String('a'), Symbol.iterator, { value: () => ({ next: Object }) })",
  "a function": "Object.assign(() => {}, { [Symbol.iterator]: () => ({ next: Object }) })",
  "an iterator of a generator's":
    "(() => { function* g() {} Object.defineProperty(g.prototype, 'next', { value: Object }); return g(); })()",
  "an array whose getter tells the truth first":
    "(() => { const a = []; let asked = 0; Object.defineProperty(a, Symbol.iterator, { get: () => asked++ ? () => ({ next: Object }) : a.values }); asked = 1; return a; })()",
  "an iterator of a map with another step": "Object.defineProperty(new Map().keys(), 'next', { value: Object })",
  "an iterator of a set that is iterated otherwise":
    "Object.defineProperty(new Set([1]).values(), Symbol.iterator, { value: () => ({ next: Object }) })",
  "what inherits from an iterator of a map":
    "Object.defineProperty(Object.create(Object.getPrototypeOf(new Map().keys())), 'next', { value: Object })",
  "a list of arguments": "(function () { arguments[Symbol.iterator] = () => ({ next: Object }); return arguments; })(1)",
};

const SPREADS: Readonly<Record<string, string>> = {
  array: "[1, ...x]",
  call: "Math.max(...x)",
  method: "Math.max(1, ...x, 2)",
  constructor: "new Map(...x)",
  super: "new (class extends Map { constructor() { super(...x); } })()",
  "optional call": "Math?.max?.(...x)",
  "call by a key": "(Math?.['m' + 'ax'])?.(...x)",
  nested: "[...[...x]]",
  "rest of a list": "{ const [a, ...r] = x; }",
  "rest with a default before": "{ const [a = 1, ...r] = x; }",
  "rest that is assigned": "{ let a; [...a] = x; }",
  "rest into a member": "{ let a = {}; [a.a, ...a.b] = x; }",
  "rest within a list": "{ const [[...r]] = [x]; }",
  "rest within a rest": "{ const [...[...r]] = x; }",
  "rest within a default": "{ const [[...r] = x] = []; }",
  "rest within an object": "{ const { a: [...r] } = { a: x }; }",
  "rest within a list by a key": "{ const { ['a' + '']: [...r] = x } = {}; }",
  "rest of a parameter": "(([...r]) => r)(x)",
  "rest of a generator's parameter": "(function* ([...r]) {})(x)",
  "rest in the head of a loop": "for (const [...r] of [x]);",
  "rest that the head of a loop assigns": "{ let r; for ([...r] of [x]); }",
  "rest of what is thrown": "try { throw x; } catch ([...r]) {}",
  rest: "(function (...r) { r[Symbol.iterator] = () => x[Symbol.iterator](); return [...r]; })(1)",
  arguments: "(function () { arguments[Symbol.iterator] = () => x[Symbol.iterator](); return [...arguments]; })(1)",
};

describe.each(Object.entries(SPREADS))("spread: %s", (_, spread) => {
  test.each(Object.entries(ENDLESS))("%s ends by fuel", (_, make) => {
    const cell = new Cell({ policy, limits: { fuel: 100_000 } });
    expect(() => cell.evaluate(`{ const x = ${make}; ${spread}; }`)).toThrow(CellTerminated);
  });
});

/** Made and used, least units. */
const DEAR: readonly (readonly [make: string, use: string, units: number])[] = [
  ["const x = Array.from({ length: 1e4 }, Number)", "[...x]", 1e3],
  ["const x = Array.from({ length: 1e4 }, Number)", "Math.max(...x)", 1e3],
  ["const x = Array.from({ length: 1e4 }, Number)", "new Map([], ...x)", 1e3],
  ["const x = Array.from({ length: 60 }, Number)", "[...x, ...x, ...x, ...x, ...x, ...x, ...x, ...x]", 50],
  ["const x = []; x.length = 1e4", "[...x]", 1e3],
  ["const x = new Set(Array.from({ length: 1e4 }, (_, i) => i))", "[...x]", 1e3],
  ["const x = new Map(Array.from({ length: 1e4 }, (_, i) => [i, i]))", "[...x]", 1e4],
  ["const x = 'a'.repeat(1e4)", "[...x]", 1e4],
  ["const x = new Map(Array.from({ length: 1e4 }, (_, i) => [i, i]))", "[...x.keys()]", 1e4],
  ["const x = new Set(Array.from({ length: 1e4 }, (_, i) => i))", "Math.max(...x.values())", 1e4],
  ["const x = new Uint8Array(1e4)", "[...x]", 1e4],
  ["const x = (function () { return arguments; })(...Array.from({ length: 1e4 }, Number))", "[...x]", 1e4],
  ["let f; ((...r) => { f = () => Math.max(...r); })(...Array.from({ length: 1e4 }, Number))", "f()", 1e3],
  ["let f; (function () { f = () => [...arguments]; })(...Array.from({ length: 1e4 }, Number))", "f()", 1e3],
  ["class A { constructor() {} } class B extends A {} const x = Array.from({ length: 1e4 }, Number)", "new B(...x)", 2e3],
  ["const x = {}; for (let i = 0; i < 1e3; i++) x['k' + i] = i", "({ ...x })", 8e3],
  ["const x = {}; for (let i = 0; i < 1e3; i++) x['k' + i] = i", "for (const k in x) break", 8e3],
  ["const x = Array.from({ length: 1e3 }, Number)", "({ ...x })", 8e3],
  ["const x = new Uint8Array(1e3)", "for (const k in x) break", 8e3],
  ["const x = 'a'.repeat(1e3)", "({ ...x })", 8e3],
  ["const x = 'a'.repeat(1e3)", "for (const k in x) break", 8e3],
  ["const p = {}; for (let i = 0; i < 1e3; i++) p['k' + i] = i; const x = Object.create(p)", "for (const k in x) break", 8e3],
  ["const p = {}; for (let i = 0; i < 1e3; i++) p['k' + i] = i; const x = new Proxy(p, {})", "({ ...x })", 8e3],
  [
    "const p = {}; for (let i = 0; i < 1e3; i++) p['k' + i] = i; const x = new Proxy(new Proxy(p, {}), {})",
    "for (const k in x) break",
    8e3,
  ],
  [
    "const p = {}; for (let i = 0; i < 1e3; i++) p['k' + i] = i; const x = Object.create(new Proxy(p, {}))",
    "for (const k in x) break",
    8e3,
  ],
  [
    "const p = {}; for (let i = 0; i < 1e3; i++) p['k' + i] = i; const x = new Proxy({}, { getPrototypeOf: () => p })",
    "for (const k in x) break",
    8e3,
  ],
  ["const p = Array.from({ length: 1e3 }, (_, i) => 'k' + i); const x = new Proxy({}, { ownKeys: () => p })", "({ ...x })", 8e3],
  [
    "const p = Array.from({ length: 1e3 }, (_, i) => 'k' + i); const x = new Proxy({}, { ownKeys: () => p })",
    "for (const k in x) break",
    8e3,
  ],
  [
    "const p = { length: 1e3 }; for (let i = 0; i < 1e3; i++) p[i] = 'k' + i; const x = new Proxy({}, { ownKeys: () => p })",
    "({ ...x })",
    8e3,
  ],
  ["const x = Array.from({ length: 1e4 }, Number)", "const [a, ...r] = x", 1e3],
  ["const x = Array.from({ length: 1e4 }, Number)", "const [[...r]] = [x]", 1e3],
  ["const x = Array.from({ length: 1e4 }, Number)", "const [a, ...{ length }] = x", 1e3],
  ["const x = [undefined]", "const [a = (x.length = 1e4), ...r] = x; x.length = 0", 1e4],
  ["const x = Array.from({ length: 1e4 }, Number)", "const [a = 1, b = 'x', c = [], ...r] = x", 1e3],
  ["const x = []", "[x[(x.length = 1e4, 0)], ...x.r] = x; x.length = 0", 1e4],
  ["const x = [], f = () => { x.length = 1e4; return x; }", "[...f().r] = x; x.length = 0", 1e4],
  ["const x = [undefined]", "const [{ a = (x.length = 1e4) } = {}, ...r] = x; x.length = 0", 1e4],
  ["const x = {}; for (let i = 0; i < 1e3; i++) x['k' + i] = i", "const { k1, ...r } = x", 8e3],
  ["const x = {}; for (let i = 0; i < 1e3; i++) x['k' + i] = i", "const [{ k1, ...r }] = [x]", 8e3],
  ["const x = {}; for (let i = 0; i < 1e3; i++) x['k' + i] = i", "(({ k1, ...r } = x) => r)()", 8e3],
  ["const p = {}; for (let i = 0; i < 1e3; i++) p['k' + i] = i; const x = new Proxy(p, {})", "const { ...r } = x", 8e3],
  ["const x = {}; for (let i = 0; i < 65; i++) x['k' + i] = i; for (let i = 0; i < 1e3; i++) x[Symbol()] = i", "({ ...x })", 8e3],
];

test.each(DEAR)("%s; %s is charged as dearly as it is", (make, use, units) => {
  const cell = new Cell({ policy });
  const call = cell.evaluate(`(() => { ${make}; return () => { ${use}; }; })()`) as () => void;
  const before = cell.usage.fuel;
  call();
  expect(cell.usage.fuel - before).toBeGreaterThanOrEqual(units);
});

test.each(["[...x]", "({ ...x })", "for (const k in x);", "Math.max(...x)"])("few are cheap: %s", (use) => {
  const cell = new Cell({ policy });
  for (const make of ["[1, 2, 3]", "'abc'", "new Set([1, 2])", "new Map([[1, 2]])"]) {
    const call = cell.evaluate(`{ const x = ${make}; () => { ${use} }; }`) as () => void;
    const before = cell.usage.fuel;
    call();
    expect(cell.usage.fuel - before, make).toBeLessThan(12);
  }
});

/** The same answers, errors and traps as where nothing is metered. */
const AWKWARD = `(() => {
  const out = [];
  const logged = (name, target) => new Proxy(target, new Proxy({}, {
    get: (_, trap) => (...args) => {
      out.push(name + "." + trap + (typeof args[1] === "string" ? " " + args[1] : typeof args[1] === "symbol" ? " " + args[1].description : ""));
      return Reflect[trap](...args);
    },
  }));
  const values = () => [undefined, null, 5, true, 7n, Symbol.iterator, "a\\u{1F600}b", {}, [1, , 3], () => 1, new Set([1, 2]), new Map([[1, 2]]), new Uint8Array([1, 2]), new String("xy"),
    new Map([[1, 2]]).keys(), new Map([[1, 2]]).entries(), new Set([1, 2]).values(), Object.create(Object.getPrototypeOf(new Map().keys())), [1, 2].values(),
    { [Symbol.iterator]: 5 }, { [Symbol.iterator]: null }, { [Symbol.iterator]: () => 5 }, { [Symbol.iterator]: () => ({}) }, { [Symbol.iterator]: () => ({ next: () => 5 }) },
    { [Symbol.iterator]: () => ({ next() { throw new RangeError("no"); } }) }, { get [Symbol.iterator]() { throw new RangeError("no"); } },
    { *[Symbol.iterator]() { try { yield 1; yield 2; } finally { out.push("closed"); } } }, logged("array", [1, 2]), logged("object", { a: 1, [Symbol.iterator]: () => [3][Symbol.iterator]() }),
    logged("outer", logged("inner", { a: 1, b: 2 })), Object.create(logged("parent", { a: 1, b: 2 }), { own: { value: 1, enumerable: true } }), Object.create({ a: 1 }),
    (function () { return arguments; })(1, 2), new (class extends Array { *[Symbol.iterator]() { yield "sub"; } })(3), Object.defineProperty([1], Symbol.iterator, { get() { out.push("looked up"); return () => [9].values(); } }),
    logged("keys", Object.fromEntries(Array.from({ length: 12 }, (_, i) => ["k" + i, i]))), new Proxy({ a: 1 }, { ownKeys: () => ({ length: "2", 0: "a", 1: "b" }) }), new Proxy({}, { ownKeys: () => [1] }),
    new Proxy({}, { ownKeys: () => 5 }), new Proxy({}, { ownKeys: () => ["a", "a"] }), new Proxy({}, { getPrototypeOf: () => ({ from: 1 }) }), new Proxy({}, { getPrototypeOf: () => 5 }),
    Proxy.revocable({}, {}).proxy, (() => { const { proxy, revoke } = Proxy.revocable({ a: 1 }, {}); revoke(); return proxy; })()];
  const show = (v) => JSON.stringify(v, (_, w) => typeof w === "bigint" || typeof w === "symbol" || typeof w === "function" ? typeof w : w);
  const uses = {
    array: (x) => show([0, ...x, 4]),
    call: (x) => show(((...r) => r)(...x)),
    calls: (x) => show(((...r) => r)(0, ...x, out.push("later"))),
    construct: (x) => show(new (class { constructor(...r) { this.r = r; } })(...x).r),
    inherit: (x) => show(new (class extends Array { constructor() { super(...x, 1); } })().length),
    copy: (x) => show(Reflect.ownKeys({ a: 0, ...x, z: out.length }).map(String)),
    rest: (x) => { const [a, ...r] = x; return show([a, r]); },
    defaulted: (x) => { const [a = 1, ...r] = x; return show([a, r]); },
    assigned: (x) => { let a, r; return ([a, ...r] = x) === x && show([a, r]); },
    member: (x) => { const o = {}; return ([o.a, ...o.r] = x) === x && show(o); },
    nested: (x) => { const [[...r], { a, ...s }] = [x, x]; return show([r, a, s]); },
    picked: (x) => { const { a, ...r } = x; return show([a, r]); },
    head: (x) => { for (const [a, ...r] of [x]) return show([a, r]); },
    list: (x) => { const keys = []; for (const k in x) keys.push(k); return show(keys); },
    first: (x) => { for (const k in x) return k; },
    stops: (x) => { for (const k in x) { if (typeof x === "object" && x !== null) delete x.b; out.push(k); } },
  };
  for (const name of Object.keys(uses)) for (let i = 0; i < values().length; i++) {
    let outcome;
    try { outcome = String(uses[name](values()[i])); } catch (e) { outcome = "throws " + e.name; }
    out.push(name + " " + i + ": " + outcome);
  }
  return out.join("\\n");
})()`;

test("what is gone through gives what it gives natively", async () => {
  const outcomes = (metered: boolean): string[] =>
    (new Cell({ policy, limits: metered ? {} : { unmetered: true } }).evaluate(AWKWARD) as string).split("\n");
  const plain = outcomes(false);
  expect(plain.length).toBeGreaterThan(300);
  expect(outcomes(true)).toEqual(plain);
});
