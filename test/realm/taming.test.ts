import { describe, expect, test } from "vitest";
import { createRealm } from "../../src/runtime/realm/node-vm.js";
import { COMPAT, makeGuest, STRICT } from "./guest.js";

const strict = (source: string): unknown => makeGuest(STRICT).run(source, "expression");
const compat = (source: string): unknown => makeGuest(COMPAT).run(source, "expression");
const nameOfError = (source: string): string => `(() => { try { ${source}; return "no error"; } catch (e) { return e.name; } })()`;

describe("function constructors are inert by every route", () => {
  const kinds = ["function () {}", "() => {}", "function* () {}", "async function () {}", "async function* () {}", "class {}", "Math.max"];
  const routes = [
    "f.constructor",
    "Object.getPrototypeOf(f).constructor",
    "Object.getOwnPropertyDescriptor(Function.prototype, 'constructor').get.originalValue",
  ];
  for (const kind of kinds)
    for (const route of routes)
      test(`${kind}: ${route}`, () => {
        expect(compat(`((f) => ${nameOfError(`(${route})("return 7")`)})(${kind})`)).toBe("EvalError");
        expect(compat(`((f) => ${nameOfError(`new (${route})("return 7")`)})(${kind})`)).toBe("EvalError");
        expect(compat(`((f) => ${nameOfError(`Reflect.construct(${route}, ["return 7"])`)})(${kind})`)).toBe("EvalError");
        expect(compat(`((f) => ${nameOfError(`new (class extends (${route}) {})("return 7")`)})(${kind})`)).toBe("EvalError");
      });
  test("bundles find the cell's global object", () => {
    expect(compat(`Function("return this")() === globalThis && (0, eval)("this") === globalThis && eval(3) === 3`)).toBe(true);
    for (const text of ["this.x", "this\\n;x", "globalThis", ""]) expect(compat(nameOfError(`(0, eval)("${text}")`))).toBe("EvalError");
  });
});

test("core-js assigns Function.prototype.toString, without effect", () => {
  expect(compat("((f) => { Function.prototype.toString = () => 'mine'; return String(f) !== 'mine'; })(() => 1)")).toBe(true);
  expect(compat(nameOfError("Function.prototype.bind = 1"))).toBe("TypeError");
});

describe("time, randomness and place", () => {
  const uses = [
    "Date.now()",
    "new Date()",
    "Date()",
    "Math.random()",
    "Intl.DateTimeFormat().format()",
    "new Intl.DateTimeFormat('de').formatToParts()",
  ];
  for (const use of uses) {
    test(`${use} is refused without the power`, () => expect(strict(nameOfError(use))).toBe("TypeError"));
    test(`${use} is the same each time in a stand-in`, () => expect(compat(`String(${use})`)).toBe(compat(`String(${use})`)));
  }
  test("the powers answer when they are granted", () => {
    const guest = makeGuest(STRICT);
    guest.realm.inside.ambient.setClock(() => 86_400_000);
    guest.realm.inside.ambient.setRandom(() => 0.5);
    expect(guest.run("[Date.now(), new Date().toISOString(), Math.random(), Intl.DateTimeFormat().format()].join()", "expression")).toBe(
      "86400000,1970-01-02T00:00:00.000Z,0.5,1/2/1970",
    );
  });
  test("local time is UTC, whatever the host's zone is", () => {
    const before = process.env["TZ"];
    process.env["TZ"] = "Asia/Kathmandu";
    try {
      const source = `(() => { const d = new Date(2020, 0, 2, 3, 4, 5); return [d.toString(), d.getTimezoneOffset(), d.getHours(), new Date("2020-01-02T03:04:05").getTime(),
        new Date("Jan 2 2020 03:04:05").getTime(), Date.parse("2020-01-02T03:04:05+01:00"), d.toLocaleString(), Intl.DateTimeFormat().resolvedOptions().timeZone].join("|"); })()`;
      expect(strict(source)).toBe(
        "Thu Jan 02 2020 03:04:05 GMT+0000 (Coordinated Universal Time)|0|3|1577934245000|1577934245000|1577930645000|1/2/2020, 3:04:05 AM|UTC",
      );
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });
  test("the locale is fixed", () => {
    expect(
      strict(
        `[(1234.5).toLocaleString(), new Intl.NumberFormat([]).resolvedOptions().locale, new Intl.Collator("xx").resolvedOptions().locale, "I".toLocaleLowerCase()].join("|")`,
      ),
    ).toBe("1,234.5|en-US|en-US|i");
    expect(strict(`(1234.5).toLocaleString("de")`)).toBe("1.234,5");
  });
  test("segments and their iterators are frozen before a guest has any", () => {
    expect(
      strict(
        `((s) => { const segments = s.segment("a\u{1F469}\u200D\u{1F466}b"), iterator = segments[Symbol.iterator]();
          const all = [segments, iterator].map(Object.getPrototypeOf);
          return [s.resolvedOptions().locale, [...segments].length, ...all.map(Object.isFrozen),
            ...all.flatMap((p) => Reflect.ownKeys(p).map(String)), Object.isFrozen(segments.containing), Object.isFrozen(iterator.next)].join("|"); })(new Intl.Segmenter())`,
      ),
    ).toBe("en-US|3|true|true|containing|Symbol(Symbol.iterator)|next|Symbol(Symbol.toStringTag)|true|true");
  });
});

describe("errors", () => {
  test("show guest frames only", () => {
    const stack = strict(`(() => { function thrower() { return new Error("oops").stack; } return thrower(); })()`) as string;
    expect(stack.split("\n")[0]).toBe("Error: oops");
    expect(stack).toContain("at thrower (guest.js:");
    expect(stack).not.toMatch(/node:|file:|\/work|cloister|cell:/);
  });
  test("have no dangerous statics", () => {
    expect(strict("Object.getOwnPropertyNames(Error).sort().join()")).toMatch(/^(isError,)?length,name,prototype,stackTraceLimit$/);
    expect(
      compat("(Error.stackTraceLimit = 100, Error.prepareStackTrace = (e, s) => s, typeof new Error().stack + Error.stackTraceLimit)"),
    ).toBe("string16");
  });
  test("captureStackTrace writes text", () => expect(compat("((o) => (Error.captureStackTrace(o), typeof o.stack))({})")).toBe("string"));
});

test("what the permits do not list is removed and reported", () => {
  const { removed } = createRealm(STRICT);
  for (const name of ["Proxy", "WeakRef", "SharedArrayBuffer", "WebAssembly", "console", "RegExp.$1", "Function.prototype.caller"])
    expect(removed).toContain(name);
  expect(createRealm(COMPAT).removed).not.toContain("Proxy");
});

describe("proxies", () => {
  test("work as natively", () => {
    expect(
      compat(
        `(() => { const log = []; const p = new Proxy({}, new Proxy({}, { get(t, k) { log.push(k); } })); p.a; p.a = 1; "a" in p; delete p.a; Object.keys(p); Object.getPrototypeOf(p); return log.join(); })()`,
      ),
    ).toBe("get,set,getOwnPropertyDescriptor,defineProperty,has,deleteProperty,ownKeys,getPrototypeOf");
    expect(compat(`(() => { const p = new Proxy(class { constructor(x) { this.x = x; } }, {}); return new p(3).x + typeof p; })()`)).toBe(
      "3function",
    );
    expect(
      compat(
        `(() => { const { proxy, revoke } = Proxy.revocable({ a: 1 }, {}); const a = proxy.a; revoke(); try { proxy.a; } catch (e) { return a + e.name; } })()`,
      ),
    ).toBe("1TypeError");
  });
  test("over proxies are bounded, and linear", () => {
    expect(
      compat(
        `(() => { let p = { x: 1 }; for (let i = 0; i < 60; i++) p = new Proxy(p, {}); return p.x + Object.keys(p).join() + ("x" in p); })()`,
      ),
    ).toBe("1xtrue");
    expect(compat(nameOfError("let p = {}; for (let i = 0; i < 1000; i++) p = new Proxy(p, {})"))).toBe("RangeError");
  });
});
