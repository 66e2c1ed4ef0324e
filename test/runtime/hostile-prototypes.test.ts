import { expect, test } from "vitest";
import { bastion } from "../../src/runtime/bastion.js";
import { miniRealm } from "./support/mini-realm.js";

/**
 * What no guest can do in a tamed realm, done here: every method of every prototype is replaced by one that keeps what it is called with, and setters lie
 * in wait for every name that our code uses. The membrane must neither leak an object of the host to them nor give a wrong answer.
 */
const HOSTILE = `
globalThis.kept = new Set(); {
  const add = Set.prototype.add, { apply, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect, set = kept, from = Object.create;
  const keep = (v) => { if (typeof v === "object" && v !== null || typeof v === "function") apply(add, set, [v]); };
  const protos = [Object, Array, Function, Map, Set, WeakMap, WeakSet, Promise, RegExp, Date, String, Number, Boolean, Symbol, BigInt, Error, TypeError, RangeError, AggregateError,
    ArrayBuffer, DataView, Uint8Array].map((C) => C.prototype);
  const TA = Object.getPrototypeOf(Uint8Array).prototype, AI = Object.getPrototypeOf([][Symbol.iterator]()), GP = Object.getPrototypeOf(function* () {}.prototype);
  const all = [...protos, TA, AI, GP];
  const names = ["value", "get", "set", "writable", "enumerable", "configurable", "next", "kind", "from", "to", "depth", "seen", "first", "last", "then", "promise", "resolve", "reject", "done", "a", "b", "x", "0", "1", "name", "cause", "errors", "return", "toString"];
  for (let i = 0; i < all.length; i++) {
    const proto = all[i], keys = ownKeys(proto);
    for (let j = 0; j < keys.length; j++) {
      const key = keys[j], d = getOwnPropertyDescriptor(proto, key);
      if (key === "constructor" || !d.configurable || typeof d.value !== "function") continue;
      const original = d.value;
      const spy = { spy(...args) { keep(this); for (let k = 0; k < args.length; k++) keep(args[k]); return apply(original, this, args); } }.spy;
      defineProperty(proto, key, { __proto__: null, value: spy, writable: true, configurable: true });
    }
  }
  for (let i = 0; i < names.length; i++) {
    if (getOwnPropertyDescriptor(Object.prototype, names[i])) continue;
    defineProperty(Object.prototype, names[i], { __proto__: null, get() { keep(this); return undefined; }, set(v) { keep(this); keep(v); defineProperty(this, names[i], { __proto__: null, value: v, writable: true, enumerable: true, configurable: true }); }, configurable: true });
  }
}`;

class Thing {
  hello(x: unknown): unknown {
    return { x, list: [1] };
  }
  fail(): never {
    throw new RangeError("failed", { cause: new Error("inner") });
  }
}

test("with every prototype of the realm in a guest's hands, nothing of the host is kept and all answers are right", async () => {
  const realm = miniRealm();
  realm.give("echo", (x: unknown) => x);
  realm.give("thing", bastion(new Thing()));
  realm.give("later", () => Promise.resolve({ deep: new Map([[1, [2]]]) }));
  realm.give("rejects", () => Promise.reject(new TypeError("no")));
  realm.give("gen", function* () {
    yield { a: [1] };
  });
  realm.give("call", (f: (x: unknown) => unknown) => f({ made: ["by host", new Set([1])] }));
  realm.raw(HOSTILE);

  expect(realm.get("echo({ a: [1, { b: new Map([['k', new Date(5)]]) }], c: new Uint8Array([1, 2]), d: /x/g, e: new Set([1]) })")).toEqual({
    a: [1, { b: new Map([["k", new Date(5)]]) }],
    c: new Uint8Array([1, 2]),
    d: /x/g,
    e: new Set([1]),
  });
  expect(realm.get("thing.hello({ y: 2 }).x.y")).toBe(2);
  expect(realm.get("(() => { try { thing.fail(); } catch (e) { return e instanceof RangeError && e.message === 'failed'; } })()")).toBe(
    true,
  );
  expect(realm.get("call((x) => x.made[0])")).toBe("by host");
  expect(await realm.get("later()")).toEqual({ deep: new Map([[1, [2]]]) });
  expect(await realm.get("rejects().catch((e) => [e instanceof TypeError, e.message])")).toEqual([true, "no"]);
  expect(realm.get("gen().next().value.a[0]")).toBe(1);
  const f = realm.get("(...args) => args.length") as (...args: unknown[]) => unknown;
  expect([f(), f({ a: 1 }, 2), f(1, 2, 3, 4, [5])]).toEqual([0, 2, 5]);
  const it = realm.get("(function* () { yield { z: 1 }; })()") as Iterator<unknown>;
  expect(it.next()).toEqual({ done: false, value: { z: 1 } });

  const kept = realm.raw("kept") as Set<object>;
  const foreign: object[] = [];
  const roots = new Set<object>([Object.prototype]);
  Set.prototype.forEach.call(kept, (value: unknown) => {
    for (let at = value as object; ;) {
      const parent = Object.getPrototypeOf(at) as object | null;
      if (parent === null) {
        if (roots.has(at)) foreign.push(value as object);
        break;
      }
      at = parent;
    }
  });
  expect(foreign).toEqual([]);
});
