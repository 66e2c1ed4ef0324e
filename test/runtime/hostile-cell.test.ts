import { beforeEach, expect, test, vi } from "vitest";
import { bastion, Cell, CellExit, CellTerminated, definePolicy, GuestError, type CellEvent } from "../../src/index.js";
import { cells, clock, consoleTo, random, timers, webGlobals } from "../../src/powers/index.js";
import type { Realm } from "../../src/runtime/realm/node-vm.js";

const realms: Realm[] = [];
vi.mock("../../src/runtime/realm/node-vm.js", async (original) => {
  const module = await original<{ createRealm(options: unknown): Realm }>();
  return {
    ...module,
    createRealm: (options: unknown) => {
      const realm = module.createRealm(options);
      realms.push(realm);
      return realm;
    },
  };
});
beforeEach(() => void realms.splice(0));

/**
 * What no guest can do, done here: every method of every prototype that is not frozen is replaced by one that keeps what it is called with, and on the
 * root accessors lie in wait for every name that our code uses. Answers with what they have kept.
 */
const HOSTILE = `(function () {
  const kept = [], { apply, ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Reflect;
  const keep = (v) => { if (typeof v === "object" && v !== null || typeof v === "function") defineProperty(kept, kept.length, { __proto__: null, value: v, writable: true, enumerable: true, configurable: true }); };
  const protos = [Object, Array, Function, Map, Set, WeakMap, WeakSet, Promise, RegExp, String, Number, Boolean, Symbol, BigInt, ArrayBuffer, DataView, Uint8Array]
    .map((C) => C.prototype);
  const all = [...protos, getPrototypeOf([]), getPrototypeOf({}), getPrototypeOf(/x/), getPrototypeOf(Uint8Array.prototype), getPrototypeOf([][Symbol.iterator]()),
    getPrototypeOf(new Map()[Symbol.iterator]()), getPrototypeOf(new Set()[Symbol.iterator]()), getPrototypeOf(""[Symbol.iterator]())];
  let changed = 0;
  for (let i = 0; i < all.length; i++) {
    const keys = ownKeys(all[i]);
    for (let j = 0; j < keys.length; j++) {
      const d = getOwnPropertyDescriptor(all[i], keys[j]);
      if (keys[j] === "constructor" || !d.configurable || typeof d.value !== "function") continue;
      const original = d.value;
      const spy = { spy(...args) { keep(this); for (let k = 0; k < args.length; k++) keep(args[k]); return apply(original, this, args); } }.spy;
      if (defineProperty(all[i], keys[j], { __proto__: null, value: spy, writable: true, configurable: true })) changed++;
    }
  }
  const root = getPrototypeOf(getPrototypeOf([]));
  const names = ["value", "get", "set", "writable", "enumerable", "configurable", "next", "kind", "from", "to", "depth", "seen", "first", "last", "then", "promise", "resolve",
    "reject", "done", "a", "b", "x", "0", "1", "name", "cause", "errors", "return", "ok", "run", "plan", "names", "exports", "imports", "length", "message", "stack"];
  for (let i = 0; i < names.length; i++) {
    if (getOwnPropertyDescriptor(root, names[i])) continue;
    defineProperty(root, names[i], { __proto__: null, configurable: true,
      get() { keep(this); return undefined; },
      set(v) { keep(this); keep(v); defineProperty(this, names[i], { __proto__: null, value: v, writable: true, enumerable: true, configurable: true }); } });
  }
  return { kept, changed };
})`;

interface Spy {
  readonly kept: readonly object[];
  readonly changed: number;
}
const takeOver = (): Spy => (realms.at(-1)!.instantiate(HOSTILE, "hostile.js") as () => Spy)();

/** Objects of the host among what was kept: their chains end in the host's root. Indexed, since the list's own methods are hostile. */
function foreign({ kept }: Spy): unknown[] {
  const found: unknown[] = [];
  for (let i = 0; i < kept.length; i++) {
    const value: unknown = Object.getOwnPropertyDescriptor(kept, i)?.value;
    for (let at = value as object | null; at !== null; at = Object.getPrototypeOf(at) as object | null)
      if (at === Object.prototype) found.push(value);
  }
  return found;
}

class Thing {
  hello(x: unknown): unknown {
    return { x, list: [1] };
  }
  fail(): never {
    throw new RangeError("failed", { cause: new Error("inner") });
  }
}

test("every operation of a supervisor gives the right answer in a realm that a guest has taken over, and leaks nothing of the host", async () => {
  let out = "";
  const events: CellEvent[] = [];
  const cell = new Cell({
    policy: definePolicy({ extends: "compat" }),
    globals: {
      echo: (x: unknown) => x,
      thing: bastion(new Thing()),
      later: () => Promise.resolve({ deep: new Map([[1, [2]]]) }),
      rejects: () => Promise.reject(new TypeError("no")),
      call: (f: (x: unknown) => unknown) => f({ made: ["by host", new Set([1])] }),
      open: (path: string) => ({ path, read: () => "text" }),
      console: consoleTo(),
      cells: cells(),
      Date: clock({ fixedAt: 5 }),
      Math: random({ seed: 1 }),
      ...timers(),
      ...webGlobals(),
    },
    modules: { host: { answer: () => 42, data: { deep: [1] } } },
    hooks: {
      load: (id) =>
        id === "/lib.js"
          ? { source: "export let n = 0; export const up = () => ++n; export default [n];" }
          : id === "/old.cjs"
            ? { source: "exports.old = require('./lib.js').n;", type: "commonjs" }
            : id === "/file.js"
              ? { source: "var fromFile = [1, 2];" }
              : undefined,
    },
    stdio: { stdout: { write: (text) => (out += text) } },
    onEvent: (event) => void events.push(event),
    limits: { fuel: 1e9, perCall: { fuel: 1e7 } },
  });
  const spy = takeOver();
  expect(spy.changed).toBeGreaterThan(60);

  expect(cell.evaluate("echo({ a: [1, { b: 2 }], c: new Uint8Array([1, 2]), e: new Set([1]) })")).toEqual({
    a: [1, { b: 2 }],
    c: new Uint8Array([1, 2]),
    e: new Set([1]),
  });
  cell.execute("let x = 5; var y = [1]; function g(n) { return n + x; }");
  expect(cell.evaluate("g(y[0])")).toBe(6);
  cell.executeFile("/file.js");
  expect(cell.evaluate("fromFile")).toEqual([1, 2]);
  expect(cell.evaluate("thing.hello({ y: 2 }).x.y")).toBe(2);
  expect(
    cell.evaluate("(() => { try { thing.fail(); } catch (e) { return [e instanceof RangeError, e.message, e.cause.message]; } })()"),
  ).toEqual([true, "failed", "inner"]);
  expect(cell.evaluate("call((x) => x.made[0])")).toBe("by host");
  expect(await cell.evaluate("later()")).toEqual({ deep: new Map([[1, [2]]]) });
  expect(await cell.evaluate("rejects().catch((e) => [e instanceof TypeError, e.message])")).toEqual([true, "no"]);
  expect(() => cell.evaluate("(() => { throw new RangeError('mine'); })()")).toThrow(GuestError);
  const f = cell.evaluate("(...args) => args.length") as (...args: unknown[]) => unknown;
  expect([f(), f({ a: 1 }, 2), f(1, 2, 3, 4, [5])]).toEqual([0, 2, 5]);
  const it = cell.evaluate("(function* () { yield { z: 1 }; })()") as Iterator<unknown>;
  expect(it.next()).toEqual({ done: false, value: { z: 1 } });
  expect(cell.evaluate("[Date.now(), typeof Math.random()]")).toEqual([5, "number"]);

  const ns = await cell.load<{ run(n: number): number }>(
    "import { answer, data } from 'host'; import { up } from './lib.js'; export const run = (n) => n * answer() + data.deep[0] + up();",
  );
  expect(ns.run(2)).toBe(86);
  expect((await cell.import<{ n: number }>("/lib.js")).n).toBe(1);
  expect(cell.importSync<{ old: number }>("/old.cjs").old).toBe(1);
  expect((await cell.reload("/lib.js"))["n"]).toBe(0);
  cell.unload("/lib.js");
  expect((cell.open("p") as { read(): string }).read()).toBe("text");
  cell.withStdio({ stdout: { write: (text) => (out += `>${text}`) } }).execute("console.log('said', { a: [1] })");
  cell.execute("setTimeout(() => console.log('later'), 1); Promise.reject(new Error('nobody'));");
  await cell.idle();
  expect(out).toMatch(/^>said \{ ?a: \[ ?1 ?\] ?\}\nlater\n$/);
  expect(events.map(({ type }) => type)).toEqual(["unhandled-rejection"]);
  expect(cell.evaluate("cells.create({ globals: { n: 2 } }).evaluate('n + 1')")).toBe(3);
  expect(() => cell.evaluate("for (;;);")).toThrow(CellTerminated);
  expect(cell.subcell().evaluate("[1, 2].map((n) => n * 2)")).toEqual([2, 4]);
  expect(cell.status).toBe("ready");
  expect(cell.usage.hostCalls).toBeGreaterThan(8);

  // they were at work: what the guest's own programs did went through them
  expect(spy.kept.length).toBeGreaterThan(0);
  expect(foreign(spy)).toEqual([]);
  cell.dispose();
  expect(() => f()).toThrow(CellTerminated);
  expect(foreign(spy)).toEqual([]);
});

test("nor does the end by exit depend on any of it", () => {
  const cell = new Cell({ globals: { exit: Cell.exit } });
  const spy = takeOver();
  expect(() => cell.evaluate("(() => { try { exit(3); } finally { for (;;); } })()")).toThrow(CellExit);
  expect(foreign(spy)).toEqual([]);
});
