import { describe, expect, test } from "vitest";
import { COMPAT, makeGuest, STRICT } from "./guest.js";
import { changesSince, snapshot } from "./snapshot.js";

/**
 * Every way of the specification to write, against everything that a guest can reach: `o` is the object, `k` one of its keys or a new one, `v` a value.
 * Each is tried in a `try`: most throw.
 */
const ROUTES = [
  "o[k] = v",
  "o[k] += v",
  "delete o[k]",
  "Reflect.set(o, k, v)",
  "Reflect.set({}, k, v, o)",
  "Reflect.set(Object.create(o), k, v, o)",
  "Reflect.set([], k, v, o)",
  "Reflect.deleteProperty(o, k)",
  "Reflect.defineProperty(o, k, { value: v })",
  "Reflect.defineProperty(o, k, { get() {}, configurable: true })",
  "Object.defineProperty(o, k, { value: v, writable: true })",
  "Object.defineProperties(o, { [k]: { value: v } })",
  "Object.assign(o, { [k]: v })",
  "Object.freeze(o)",
  "Object.seal(o)",
  "Object.preventExtensions(o)",
  "Object.setPrototypeOf(o, {})",
  "Object.setPrototypeOf(o, null)",
  "Reflect.setPrototypeOf(o, { a: 1 })",
  "({ m() { super[k] = v; } }).m.call(o)",
  "for (o[k] of [v]);",
  "for (o[k] in { v });",
  "[o[k]] = [v]",
  "({ a: o[k] } = { a: v })",
  "new (class extends (function () { return o; }) { [k] = v })()",
  "Object.getOwnPropertyDescriptor(o, k).set.call(o, v)",
  "Object.getOwnPropertyDescriptor(o, k).get.call(o).x = v",
  "Object.getOwnPropertyDescriptor(o, k).get.originalValue = v",
  "JSON.parse('[1,2]', function (n, x) { if (n === '0') this[1] = o; return x; })",
  "JSON.parse('{\"a\":1}', function () { return undefined; })",
  "Array.prototype.push.call(o, v)",
  "Array.prototype.pop.call(o)",
  "Array.prototype.unshift.call(o, v)",
  "Array.prototype.splice.call(o, 0, 1, v)",
  "Array.prototype.sort.call(o)",
  "Array.prototype.reverse.call(o)",
  "Array.prototype.fill.call(o, v)",
  "Array.prototype.copyWithin.call(o, 0, 1)",
  "Array.from.call(function () { return o; }, [v])",
  "Array.of.call(function () { return o; }, v)",
  "Object.fromEntries.call(o, [[k, v]])",
  "Error.captureStackTrace(o)",
  "o.set(k, v)",
  "o.add(v)",
  "o.compile('x')",
  "/y/.compile.call(o, 'x')",
  "o.lastIndex = 1",
  "o.length = 0",
  "o.setTime(0)",
  "new Promise((f) => f()).then.call(o)",
  "o.next(v)",
  "o.throw(v)",
  "Intl.NumberFormat.call(o)",
  "new (class extends (function () { return o; }) { #p = v })()",
];
const COMPAT_ROUTES = [
  "({ __proto__: null, set [k](x) {} , m() { super[k] = v; } }).m.call(o)",
  "o.__proto__ = {}",
  "o.__defineGetter__(k, () => v)",
  "o.__defineSetter__(k, () => v)",
  "new Proxy(o, {})[k] = v",
  "delete new Proxy(o, {})[k]",
  "Object.defineProperty(new Proxy(o, {}), k, { value: v })",
  "Object.setPrototypeOf(new Proxy(o, {}), {})",
  "Object.preventExtensions(new Proxy(o, {}))",
  "Reflect.set(new Proxy({}, {}), k, v, o)",
  "Reflect.set({}, k, v, new Proxy(o, {}))",
];

const program = (routes: readonly string[]): string => `
  const seen = new Set();
  const queue = [${"Object, Array, String, Number, Boolean, Symbol, BigInt, Date, RegExp, Error, TypeError, Promise, Map, Set, WeakMap, WeakSet, Math, JSON, Reflect, Intl, ArrayBuffer, DataView, Uint8Array, parseInt, encodeURI"},
    function* () {}, async () => 1, async function* () {}, [].values(), new Map().keys(), new Set().keys(), ""[Symbol.iterator](), "x".matchAll(/x/g), new Error("x")];
  while (queue.length > 0) {
    const o = queue.pop();
    if (o === null || (typeof o !== "object" && typeof o !== "function") || seen.has(o)) continue;
    seen.add(o);
    queue.push(Object.getPrototypeOf(o));
    const all = Object.getOwnPropertyDescriptors(o);
    for (const k of Reflect.ownKeys(all)) queue.push(all[k].value, all[k].get, all[k].set);
  }
  const routes = [${routes.map((route) => `(o, k, v) => { ${route} }`).join(",\n")}];
  let tried = 0;
  for (const o of seen) {
    const keys = Reflect.ownKeys(o);
    for (const k of [keys[0], keys[1], keys[keys.length - 1], "polluted", "0"]) {
      if (k === undefined) continue;
      for (const route of routes) { tried++; try { route(o, k, 1); } catch {} }
    }
  }
  report([seen.size, tried].join());`;

describe("no write route changes an intrinsic or a stand-in", () => {
  for (const [name, options, routes] of [
    ["strict", STRICT, ROUTES],
    ["compat", COMPAT, [...ROUTES, ...COMPAT_ROUTES]],
  ] as const)
    test(name, { timeout: 240_000 }, async () => {
      const guest = makeGuest(options, false);
      const { audit } = guest.realm.inside;
      // stand-ins are built when asked for: have them all before the snapshot
      const stands: object[] = [];
      for (const hot of audit.hot()) stands.push(guest.realm.inside.kit.swap(hot) as object);
      const before = snapshot([...audit.intrinsics, ...audit.hot(), ...stands]);
      const reports: unknown[] = [];
      guest.lend("report", (value) => reports.push(value));
      const ignore = (): void => undefined;
      process.on("unhandledRejection", ignore);
      guest.run(`{ ${program(routes)} }`);
      await new Promise((done) => setImmediate(done));
      process.off("unhandledRejection", ignore);
      const [objects, tried] = String(reports[0]).split(",").map(Number);
      expect(objects).toBeGreaterThan(550);
      expect(tried).toBeGreaterThan(objects! * routes.length * 2);
      expect(changesSince(before)).toEqual([]);
    });
});
