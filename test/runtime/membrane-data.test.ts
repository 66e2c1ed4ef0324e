import { describe, expect, test } from "vitest";
import { CapabilityError, CellTerminated, GuestError } from "../../src/runtime/errors.js";
import { GuestObject } from "../../src/runtime/membrane/host.js";
import { miniRealm } from "./support/mini-realm.js";

describe("data from the guest", () => {
  const realm = miniRealm();

  test.each([
    "1",
    "'text'",
    "true",
    "null",
    "undefined",
    "10n",
    "({ a: 1, b: 'x' })",
    "({ a: { b: [1, 2, { c: 3 }] }, d: 4, e: 5 })",
    "[1, , 3]",
    "new Map([[1, { a: 1 }], ['k', [2]]])",
    "new Set([1, 'a', null])",
    "new Date(86400000)",
    "/a+(?<n>b)/giu",
    "new Uint8Array([1, 2, 3])",
    "new Float64Array([1.5, 2.5])",
    "new BigInt64Array([1n, -2n])",
    "new DataView(new Uint8Array([9, 8, 7]).buffer, 1, 2)",
    "new Uint8Array([1, 2, 3, 4]).buffer",
    "Object.assign(Object.create(null), { x: 1 })",
    "Object(5)",
    "Object('boxed')",
  ])("%s arrives as an equal value of the host", (text) => {
    const there = realm.get(text);

    expect(there).toStrictEqual((0, eval)(`(${text})`));
  });

  test("a regular expression keeps its lastIndex, and holes stay holes", () => {
    expect((realm.get("(() => { const r = /a/g; r.lastIndex = 3; return r; })()") as RegExp).lastIndex).toBe(3);
    expect(1 in (realm.get("[1, , 3]") as unknown[])).toBe(false);
    expect(
      Object.keys(realm.get("(() => { const a = []; a.length = 4e9; a[5] = 'x'; a[3999999999] = 'y'; return a; })()") as object),
    ).toEqual(["5", "3999999999"]);
  });

  test("cycles and shared references are kept", () => {
    const there = realm.get("(() => { const s = { n: 1 }; const o = { s, t: [s], m: new Map([[s, s]]) }; o.self = o; return o; })()") as {
      s: object;
      t: object[];
      m: Map<object, object>;
      self: object;
    };
    expect(there.self).toBe(there);
    expect(there.t[0]).toBe(there.s);
    expect(there.m.get(there.s)).toBe(there.s);
  });

  test("two views of one buffer stay so; a view of a part takes only its part", () => {
    const whole = realm.get("(() => { const b = new ArrayBuffer(4); return [new Uint8Array(b), new Int8Array(b)]; })()") as [
      Uint8Array,
      Int8Array,
    ];
    expect(whole[0].buffer).toBe(whole[1].buffer);
    const part = realm.get("new Uint8Array(new ArrayBuffer(1000), 10, 3)") as Uint8Array;
    expect(part.buffer.byteLength).toBe(3);
  });

  test("keys of all names are defined, never assigned", () => {
    const there = realm.get(`JSON.parse('{"__proto__": { "polluted": 1 }, "constructor": 1, "x": 2, "toString": 5}')`) as Record<
      string,
      unknown
    >;
    expect(Object.getPrototypeOf(there)).toBe(Object.prototype);
    expect(Object.keys(there)).toEqual(["__proto__", "constructor", "x", "toString"]);
    const pair = realm.get(`JSON.parse('{"__proto__": 1, "a": 2}')`) as object;
    expect(Object.getPrototypeOf(pair)).toBe(Object.prototype);
    expect(Object.hasOwn(pair, "__proto__")).toBe(true);
  });

  test("accessors are not run and do not cross, nor do symbol keys and inherited ones", () => {
    const there =
      realm.get(`(() => { globalThis.ran = 0; const o = { a: 1, get b() { ran++; return 2; }, [Symbol.for('nodejs.util.inspect.custom')]: () => { ran++; } };
      Object.defineProperty(o, 'hidden', { value: 3 }); const arr = [1]; Object.defineProperty(arr, 1, { get() { ran++; }, enumerable: true }); o.arr = arr; return o; })()`);
    expect(there).toStrictEqual({ a: 1, arr: Object.assign([1], { length: 2 }) });
    expect(realm.get("ran")).toBe(0);
  });

  test("functions that the host would call without meaning to are left out", () => {
    const there = realm.get(
      "({ then(r) { r(1); }, toJSON() { return 1; }, toString() { return 'x'; }, valueOf() { return 1; }, ok() { return 2; } })",
    ) as Record<string, unknown>;
    expect(Object.keys(there)).toEqual(["ok"]);
  });

  test("symbols cross if they are the same everywhere", () => {
    expect(realm.get("Symbol.for('x')")).toBe(Symbol.for("x"));
    expect(realm.get("Symbol.iterator")).toBe(Symbol.iterator);
    expect(() => realm.get("Symbol('own')")).toThrow(GuestError);
  });

  test("proxies and class instances become opaque handles that come home as themselves", () => {
    realm.give("echo", (x: unknown) => x);
    for (const text of [
      "new Proxy({}, { get() { ran++; } })",
      "new (class A { x = 1 })()",
      "Object.create({ inherited: 1 })",
      "new WeakMap()",
    ]) {
      realm.raw(`globalThis.ran = 0; globalThis.v = ${text};`);
      const there = realm.get("v");
      expect(there).toBeInstanceOf(GuestObject);
      expect(Object.isFrozen(there)).toBe(true);
      expect(realm.get("v")).toBe(there);
      expect(realm.get("echo(v) === v && echo({ v }).v === v && ran === 0")).toBe(true);
    }
  });

  test("objects that only look like built-ins run nothing and become handles", () => {
    for (const text of [
      "Object.create(Map.prototype)",
      "Object.create(Promise.prototype)",
      "Object.create(Date.prototype)",
      "Object.create(Array.prototype)",
    ]) {
      expect(realm.get(text)).toBeInstanceOf(GuestObject);
    }
  });

  test("very deep data is refused, without overflow on either side", () => {
    expect(() => realm.get("(() => { let o = {}; for (let i = 0; i < 300000; i++) o = { o }; return o; })()")).toThrow(/deep/);
    realm.give("sink", () => 1);
    expect(
      realm.get(
        "(() => { let a = []; for (let i = 0; i < 300000; i++) a = [a]; try { sink(a); } catch (e) { return e.constructor === TypeError; } })()",
      ),
    ).toBe(true);
    let mine: unknown[] = [];
    for (let i = 0; i < 300_000; i++) mine = [mine];
    expect(() => realm.membrane.toGuest(mine)).toThrow(CapabilityError);
  });

  test("copies are charged for", () => {
    const other = miniRealm();
    other.meter.setLimits({ fuel: 1000 });
    expect(() => other.get("new Array(5000).fill(1)")).toThrow(CellTerminated);
  });
});

describe("data from the host", () => {
  const realm = miniRealm();
  const check = (value: unknown, text: string): void => {
    realm.give("given", value);
    expect(realm.get(text)).toBe(true);
  };

  test("plain data arrives as the guest's own", () => {
    const shared = { n: 1 };
    const value: Record<string, unknown> = {
      shared,
      list: Object.assign([shared], { 2: 3 }),
      map: new Map([[shared, 1]]),
      set: new Set([1]),
      date: new Date(5),
      re: /x/y,
      bytes: Buffer.from("abc"),
    };
    value.self = value;
    check(
      value,
      `given.self === given && given.list[0] === given.shared && given.list instanceof Array && !(1 in given.list) && given.map instanceof Map && given.map.get(given.shared) === 1
       && given.set.has(1) && given.date.getTime() === 5 && given.re instanceof RegExp && given.re.sticky && given.bytes.constructor === Uint8Array && given.bytes[0] === 97 && given.bytes.buffer.byteLength === 3
       && Object.getPrototypeOf(given) === Object.prototype`,
    );
  });

  test("dangerous keys are defined as data", () => {
    check(
      JSON.parse('{"__proto__": {"x": 1}, "y": 2, "z": 3}'),
      "Object.getPrototypeOf(given) === Object.prototype && Object.keys(given).join() === '__proto__,y,z'",
    );
  });

  test("a hostile Object.prototype sees nothing", () => {
    const other = miniRealm();
    other.raw(`globalThis.leaks = 0;
      for (const [C, ms] of [[WeakMap, ['get', 'set', 'has']], [Map, ['get', 'set', 'forEach']], [Set, ['add', 'forEach']], [Array, ['push', 'map', 'forEach']]])
        for (const m of ms) C.prototype[m] = function () { leaks++; };
      Function.prototype.call = Function.prototype.apply = function () { leaks++; };
      for (const k of ['trap', 'value', 'get', 'next', 'kind', 'seen', 'first', 'last', 'then', 'promise', 'resolve', 'done'])
        Object.defineProperty(Object.prototype, k, { __proto__: null, set() { leaks++; }, get() { leaks++; }, configurable: true });
      Object.defineProperty(Array.prototype, 0, { __proto__: null, set() { leaks++; }, configurable: true });`);
    other.give("f", (x: unknown) => ({ trap: 1, list: [1, 2], deep: { x } }));
    expect(
      other.get("(() => { const r = f({ trap: 2, list: [3] }); return r.list[1] === 2 && r.deep.x.list[0] === 3 && leaks === 0; })()"),
    ).toBe(true);
  });

  test("class instances are refused with a clear error, everywhere", () => {
    class Secret {
      key = 1;
    }
    expect(() => realm.membrane.toGuest(new Secret())).toThrow(/Secret.*bastion/);
    expect(() => realm.membrane.toGuest({ a: [new Secret()] })).toThrow(CapabilityError);
    const refused: unknown[] = [];
    const other = miniRealm({ onRefused: (e) => refused.push(e) });
    other.give("make", () => new Secret());
    expect(other.get("(() => { try { make(); } catch (e) { return e instanceof TypeError && !e.message.includes('Secret'); } })()")).toBe(
      true,
    );
    expect(refused).toHaveLength(1);
  });

  test("a thenable's then does not cross", () => {
    check({ then: () => 1, other: 2 }, "!('then' in given) && given.other === 2");
  });
});
