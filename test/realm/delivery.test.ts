/**
 * No native hands out a hot prototype. First by the table: each entry of its `delivers` column has an attack of its own, tried with each constructor whose
 * prototype is hot. Then every native, listed there or not, with baits that yield such a prototype to whoever reads the key `prototype` of them.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PERMITS } from "../../src/runtime/realm/permits.js";
import { DELIVERIES, SYNTAX } from "./deliveries.js";
import { COMPAT, makeGuest, type Guest } from "./guest.js";

const ignore = (): void => undefined;
beforeAll(() => void process.on("unhandledRejection", ignore));
afterAll(() => void process.off("unhandledRejection", ignore));

/** Whether the chain ends in the test's own realm; Proxies are a guest's own. */
function isForeign(value: unknown, { realm }: Guest): boolean {
  for (let at = value; isObject(at) && !realm.inside.kit.isProxy(at); at = Reflect.getPrototypeOf(at))
    if (at === Object.prototype) return true;
  return false;
}
const isObject = (v: unknown): v is object => (typeof v === "object" && v !== null) || typeof v === "function";

const CONSTRUCTORS = [
  ...["Object", "Array", "RegExp", "Promise", "Object.getPrototypeOf(Uint8Array)", "Uint8Array", "BigInt64Array"],
  ...["Error", "TypeError", "AggregateError", "SuppressedError", "Date", "Map", "Set", "WeakMap", "ArrayBuffer", "DataView"],
  ...["Intl.NumberFormat", "Intl.Locale"],
];
const BAITS = `
  const K = "proto" + "type";
  const make = { Promise: () => Promise.resolve(), Date: () => new Date(0), DataView: () => new DataView(new ArrayBuffer(1)), Locale: () => new Intl.Locale("en"), TypedArray: () => new Uint8Array(1), SuppressedError: () => new SuppressedError(), AggregateError: () => new AggregateError([]) };
  const heir = Object.create(H);
  const lie = { ownKeys: () => ["prototype"], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true, writable: true }) };
  const liar = new Proxy(Object.create(H), lie);
  const instance = (make[H.name] ?? (() => new H()))();`;

/** Runs with `T` in hand; answers with what it got of the forbidden, in words. */
async function obtained(source: string): Promise<{ got: string[]; count: number; guest: Guest }> {
  const guest = makeGuest(COMPAT, false);
  const hot = new Set<unknown>(guest.realm.inside.audit.hot());
  const got = new Set<string>();
  let count = 0;
  guest.lend("T", (value) => {
    count++;
    if (hot.has(value)) got.add(String((value as { constructor?: { name?: string } }).constructor?.name ?? "an iterator prototype"));
    if (isForeign(value, guest)) got.add("an object of the host");
  });
  guest.run(source);
  for (let i = 0; i < 3; i++) await new Promise((done) => setImmediate(done));
  return { got: [...got], count, guest };
}

const forEach = (attack: string): string =>
  `for (const H of [${CONSTRUCTORS.join(", ")}]) { ${BAITS} ${attack
    .split("\n")
    .map((line) => `try { ${line} } catch {}`)
    .join("\n")} }`;

const listed = Object.entries(PERMITS).flatMap(([name, { delivers }]) => (delivers?.split(" ") ?? []).map((word) => `${name}.${word}`));

test("each native that the table says could deliver has an attack, and each attack a native", () => {
  expect(Object.keys(DELIVERIES).sort()).toEqual([...listed].sort());
});

describe("by native", () => {
  for (const [name, attack] of Object.entries(DELIVERIES))
    test(name, async () => {
      const { got, count } = await obtained(forEach(attack));
      expect(got).toEqual([]);
      expect(count).toBeGreaterThanOrEqual(CONSTRUCTORS.length);
    });
});

describe("by syntax", () => {
  for (const [name, attack] of Object.entries(SYNTAX))
    test(name, async () => {
      const { got, count } = await obtained(forEach(attack));
      expect(got).toEqual([]);
      expect(count).toBeGreaterThanOrEqual(CONSTRUCTORS.length);
    });
});

/** Every native that can be reached from the globals and from what syntax makes, called in every shape that hands on a bait. */
const ALL = `
  const natives = new Set(), seen = new Set();
  const queue = [Object, Array, String, Number, Boolean, Symbol, BigInt, Date, RegExp, Error, Promise, Map, Set, WeakMap, WeakSet, WeakRef, Math, JSON, Reflect, Proxy, Intl, ArrayBuffer, DataView, Uint8Array,
    AggregateError, SuppressedError, parseInt, parseFloat, isNaN, isFinite, encodeURI, decodeURI, encodeURIComponent, decodeURIComponent, escape, unescape, typeof Iterator === "function" ? Iterator : 0,
    function* () {}, function* () {}(), async () => 1, async function* () {}, async function* () {}(), [].values(), new Map().keys(), new Set().keys(), ""[Symbol.iterator](), "x".matchAll(/x/g), new Error("x")];
  if ([].values().map) queue.push([].values().map((x) => x), Iterator.from({ next() {} }));
  while (queue.length > 0) {
    const o = queue.pop();
    if ((typeof o !== "object" || o === null) && typeof o !== "function" || seen.has(o)) continue;
    seen.add(o);
    if (typeof o === "function") natives.add(o);
    queue.push(Object.getPrototypeOf(o));
    const all = Object.getOwnPropertyDescriptors(o);
    for (const k of Reflect.ownKeys(all)) queue.push(all[k].value, all[k].get, all[k].set);
  }
  let made = 0;
  const look = (v, depth = 0) => {
    T(v);
    if ((typeof v !== "object" || v === null) && typeof v !== "function" || depth > 2 || seen.has(v)) return;
    let keys = [];
    try { keys = Reflect.ownKeys(v).slice(0, 12); } catch {}
    for (const k of keys) try { const d = Object.getOwnPropertyDescriptor(v, k); if (d && "value" in d) look(d.value, depth + 1); } catch {}
    if (depth < 2) { try { if (typeof v.next === "function") { const r = v.next(); look(r.value, depth + 1); } } catch {} if (v instanceof Promise) v.then((x) => look(x, 2), (x) => look(x, 2)); }
  };
  const spy = function (...args) { made++; T(this); for (const a of args) T(a); return args[1]; };
  for (const H of [Object, Array, Promise, Uint8Array, Error, Map, Intl.Locale]) {
    ${BAITS}
    const baits = [liar, heir, H, Object.setPrototypeOf(() => 1, H), Object.setPrototypeOf(class {}, H), instance];
    for (const f of natives) for (const b of baits) {
      const shapes = [
        () => f(b), () => f(b, spy), () => f(b, K), () => f(b, K, spy), () => f(K, b), () => f(spy, b), () => f([b], spy), () => f({ a: b }, spy),
        () => f.call(b), () => f.call(b, K), () => f.call(b, spy), () => f.call(b, spy, b), () => f.call([b, b], spy), () => f.call([b, 1], b), () => f.call(new Map([[K, b]]), K), () => f.call(new Map([[b, b]]), spy),
        () => f.call(new Set([b]), spy), () => f.call("a", b, spy), () => f.call(/./, b), () => f.call([b].values(), spy), () => f.call(instance, K, b), () => f('{"a":[1],"prototype":1}', (k, v) => (spy(k, v), k === "0" ? b : v)),
        () => new f(b), () => new f(b, spy), () => new f([b]), () => Reflect.construct(f, [b], H), () => Reflect.construct(H, [b], f), () => Reflect.construct(function () { T(new.target.prototype); return b; }, [], f),
      ];
      for (const shape of shapes) { let r; try { r = shape(); } catch (e) { r = e; } try { look(r); } catch {} }
    }
  }
  COUNT([natives.size, made].join());`;

test("by every native there is", { timeout: 400_000 }, async () => {
  const guest = makeGuest(COMPAT, false);
  const hot = new Set<unknown>(guest.realm.inside.audit.hot());
  const got = new Set<string>();
  guest.lend("T", (value) => {
    if (hot.has(value)) got.add(String((value as { constructor?: { name?: string } }).constructor?.name ?? "an iterator prototype"));
    if (isForeign(value, guest)) got.add("an object of the host");
  });
  let counts = "";
  guest.lend("COUNT", (value) => void (counts = String(value)));
  guest.run(`{ ${ALL} }`);
  for (let i = 0; i < 3; i++) await new Promise((done) => setImmediate(done));
  const [natives, calls] = counts.split(",").map(Number);
  expect(natives).toBeGreaterThan(450);
  expect(calls).toBeGreaterThan(10_000);
  expect([...got]).toEqual([]);
});
