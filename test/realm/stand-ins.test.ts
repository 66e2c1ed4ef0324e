import { describe, expect, test } from "vitest";
import { COMPAT, makeGuest, STRICT } from "./guest.js";

/** Evaluates in a fresh realm, strict and compat. */
const inBoth = (source: string): unknown[] => [STRICT, COMPAT].map((options) => makeGuest(options).run(source, "expression"));
const expectBoth = (source: string, value: unknown): void => expect(inBoth(source)).toEqual([value, value]);

describe("stand-ins behave as the prototypes they stand for", () => {
  const truths: Record<string, string> = {
    "an array's prototype is Array.prototype": "Object.getPrototypeOf([]) === Array.prototype",
    "and that of Array.prototype is Object.prototype": "Object.getPrototypeOf(Array.prototype) === Object.prototype",
    "Reflect agrees": "Reflect.getPrototypeOf([]) === Array.prototype && Reflect.get(Array, 'prototype') === Array.prototype",
    "a descriptor agrees": "Object.getOwnPropertyDescriptor(Array, 'prototype').value === Array.prototype",
    "all descriptors agree": "Object.getOwnPropertyDescriptors(Array).prototype.value === Array.prototype",
    "a dynamic key agrees": "((k) => Array[k] === Array.prototype)('proto' + 'type')",
    "an object as key agrees": "((k) => Array[k] === Array.prototype)({ toString: () => 'prototype' })",
    "a pattern agrees": "(({ prototype: p }) => p === Array.prototype)(Array)",
    "super agrees": "(() => { class X extends Array { static m() { return super.prototype === Array.prototype; } } return X.m(); })()",
    "new.target agrees":
      "(() => { let p; function F() { p = new.target.prototype; } Reflect.construct(F, [], Array); return p === Array.prototype; })()",
    "Array.prototype is an array": "Array.isArray(Array.prototype) && Array.prototype.length === 0",
    "slice.call": "Array.prototype.slice.call({ length: 2, 0: 'a', 1: 'b' }).join() === 'a,b'",
    "concat with spread": "Array.prototype.concat(...[[1], [2, [3]]]).length === 3",
    "push.apply": "((a) => (Array.prototype.push.apply(a, [1, 2]), a.length === 2))([])",
    "hasOwnProperty.call": "Object.prototype.hasOwnProperty.call({ a: 1 }, 'a') && !Object.prototype.hasOwnProperty.call({}, 'a')",
    "toString.call": "Object.prototype.toString.call([]) === '[object Array]' && Object.prototype.toString.call(null) === '[object Null]'",
    isPrototypeOf: "Array.prototype.isPrototypeOf([]) && Object.prototype.isPrototypeOf([]) && !Array.prototype.isPrototypeOf({})",
    "isPrototypeOf, borrowed": "({}).isPrototypeOf.call(Array.prototype, [])",
    "Object.create(Array.prototype) instanceof Array": "Object.create(Array.prototype) instanceof Array",
    "Object.create(Object.prototype) is plain": "Object.getPrototypeOf(Object.create(Object.prototype)) === Object.prototype",
    "setPrototypeOf with a stand-in": "((a) => Object.setPrototypeOf(a, Array.prototype) === a && a instanceof Array)({})",
    instanceof: "[] instanceof Array && [] instanceof Object && /x/ instanceof RegExp && Promise.resolve() instanceof Promise",
    "typed arrays": "Object.getPrototypeOf(new Uint8Array(1)) === Uint8Array.prototype",
    "flags of RegExp.prototype":
      "RegExp.prototype.global === undefined && RegExp.prototype.source === '(?:)' && RegExp.prototype.flags === ''",
    "a subclass":
      "(() => { class X extends Array { sum() { return this.reduce((a, b) => a + b, 0); } } return X.from([1, 2]).map((x) => x * 2).sum() === 6; })()",
    "util.inherits":
      "(() => { function A() {} function B() {} Object.setPrototypeOf(B.prototype, A.prototype); A.prototype.m = () => 7; return new B().m() === 7 && new B() instanceof A; })()",
    "own methods where a prototype's are frozen":
      "(() => { function E() {} E.prototype = Object.create(Error.prototype); E.prototype.toString = () => 'E'; E.prototype.name = 'E'; return `${new E()}` === 'E' && new E() instanceof Error; })()",
    "a class as TypeScript writes it for ES5":
      "(() => { function D() { return Error.call(this) || this; } function T() { Object.defineProperty(this, 'constructor', { value: D }); this.name = 'D'; } T.prototype = Error.prototype; D.prototype = new T(); return Object.create(D.prototype) instanceof Error && D.prototype.name === 'D' && Object.getPrototypeOf(D.prototype) === Error.prototype; })()",
    "assignments to heirs of a stand-in":
      "(() => { function F() {} F.prototype = Map.prototype; const o = new F(); o.get = 1; o.toString = 2; return o.get === 1 && o.toString === 2 && o instanceof Map && Map.prototype.get !== 1; })()",
    "parents of stand-ins":
      "Object.getPrototypeOf(RangeError.prototype) === Error.prototype && Object.getPrototypeOf(Error.prototype) === Object.prototype && Reflect.getPrototypeOf(Map.prototype) === Object.prototype",
    "isPrototypeOf among stand-ins":
      "Error.prototype.isPrototypeOf(RangeError.prototype) && !Error.prototype.isPrototypeOf(Error.prototype) && !Map.prototype.isPrototypeOf(Map.prototype) && Object.prototype.isPrototypeOf(Map.prototype)",
    "what get-intrinsic reads":
      "Object.getOwnPropertyDescriptor(Error.prototype, 'toString').get.originalValue.call({ name: 'N', message: 'm' }) === 'N: m'",
    brands: "(() => { try { return Map.prototype.size; } catch (e) { return e instanceof TypeError; } })()",
    "Intl, when it is first named":
      "typeof Intl.NumberFormat === 'function' && new Intl.NumberFormat().format(1234.5) === '1,234.5' && Object.isFrozen(Intl) && Object.isFrozen(Intl.Locale)",
    "Intl's constructors":
      "Object.getPrototypeOf(new Intl.Collator()) === Intl.Collator.prototype && Intl.Collator() instanceof Intl.Collator",
    "own properties where Object.prototype has some":
      "((o) => { o.toString = () => 'mine'; o.valueOf = 1; return `${o}` === 'mine'; })({})",
    "names on errors":
      "((e) => { e.name = 'N'; e.message = 'm'; return String(e) === 'N: m' && Object.keys(e).length === 1; })(new Error('x'))",
  };
  for (const [name, source] of Object.entries(truths)) test(name, () => expectBoth(source, true));

  test("lodash's isPlainObject", () => {
    const source = `(() => {
      function isPlainObject(value) {
        if (Object.prototype.toString.call(value) !== "[object Object]") return false;
        if (Object.getPrototypeOf(value) === null) return true;
        let proto = value;
        while (Object.getPrototypeOf(proto) !== null) proto = Object.getPrototypeOf(proto);
        return Object.getPrototypeOf(value) === proto;
      }
      class A {}
      return [isPlainObject({}), isPlainObject(Object.create(null)), isPlainObject([]), isPlainObject(new A())].join();
    })()`;
    expectBoth(source, "true,true,false,false");
  });
});

describe("a Proxy over a constructor of the language", () => {
  const truths: Record<string, string> = {
    "shows its prototype":
      "P.prototype === C.prototype && Reflect.get(P, 'prototype') === C.prototype && ((k) => P[k])('proto' + 'type') === C.prototype",
    "shows its properties":
      "Object.getOwnPropertyNames(P).join() === Object.getOwnPropertyNames(C).join() && P.name === C.name && Object.getPrototypeOf(P) === Object.getPrototypeOf(C)",
    constructs: "Object.getPrototypeOf(new P()) === C.prototype && new P() instanceof C",
    "is what instances are instances of": "new C() instanceof P && !({ __proto__: null } instanceof P)",
    "can be extended": "((X) => new X() instanceof C && new X() instanceof X)(class extends P {})",
    "hands its traps what it was made of":
      "(() => { const seen = []; const Q = new Proxy(C, { construct(t, a) { seen.push(t); return new t(); }, get(t, k, r) { seen.push(t); return Reflect.get(t, k); } }); new Q(); Q.name; Q.prototype; return seen.length >= 3 && seen.every((t) => t === C); })()",
    "keeps the language's rules":
      "(() => { try { return new Proxy(C, { get: () => 1 }).prototype === 1; } catch (e) { return e instanceof TypeError; } })()",
    "is as frozen":
      "Object.isFrozen(P) && !Reflect.set(P, 'prototype', {}) && !Reflect.set(P, 'x', 1) && !Reflect.deleteProperty(P, 'name')",
    "can be revoked":
      "(() => { const { proxy, revoke } = Proxy.revocable(C, {}); const fine = proxy.prototype === C.prototype; revoke(); try { return proxy.name; } catch { return fine; } })()",
  };
  for (const [name, source] of Object.entries(truths))
    for (const C of ["Array", "Map", "Date", "Error", "Uint8Array", "Intl.Collator"])
      test(`${name}: ${C}`, () =>
        expect(makeGuest(COMPAT).run(`((C, P) => ${source})(${C}, new Proxy(${C}, {}))`, "expression")).toBe(true));
});

describe("a stand-in cannot be changed", () => {
  for (const what of [
    ...["Array.prototype", "Object.prototype", "RegExp.prototype", "Promise.prototype", "Uint8Array.prototype"],
    ...["Error.prototype", "RangeError.prototype", "Date.prototype", "Map.prototype", "WeakSet.prototype", "DataView.prototype"],
    ...["Intl.NumberFormat.prototype", "Intl.Locale.prototype"],
  ])
    test(what, () => {
      for (const write of [
        `P.x = 1`,
        `P.toString = 1`,
        `delete P[Object.getOwnPropertyNames(P)[1]]`,
        `Object.defineProperty(P, "x", { value: 1 })`,
        `Object.setPrototypeOf(P, {})`,
      ])
        expectBoth(`((P) => { try { ${write}; return "written"; } catch (e) { return e.name; } })(${what})`, "TypeError");
    });
});

describe("keys", () => {
  test("are data where they lead nowhere", () => {
    expectBoth(`((k) => { const n = {}; n[k] = (n[k] || 0) + 1; return typeof n[k]; })("prototype")`, "number");
    expectBoth(`((k) => { const n = Object.create(null); n[k] = 1; return n[k]; })("constructor")`, 1);
    expectBoth(`((k) => { const n = Object.create(null); n[k] = 1; return n[k]; })("__proto__")`, 1);
  });
  test("objects are converted once, when the language does", () => {
    expectBoth(
      `(() => { const log = []; const k = { toString() { log.push("key"); return "a"; } };
        const o = {}; o[k] = (log.push("value"), 1); o[k]++; return log.join() + o.a; })()`,
      "value,key,key2",
    );
    expectBoth(`((k) => { try { null[k]; } catch (e) { return e.name; } })({ toString() { throw 1; } })`, "TypeError");
  });
  test("that lead to a function constructor are refused under strict", () => {
    const [strict, compat] = inBoth(`((k) => { try { return typeof (() => 1)[k]; } catch (e) { return e.name; } })("construc" + "tor")`);
    expect([strict, compat]).toEqual(["TypeError", "function"]);
  });
});
