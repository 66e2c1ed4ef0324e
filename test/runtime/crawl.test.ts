import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { types } from "node:util";
import { expect, test } from "vitest";
import { bastion, Cell, definePolicy } from "../../src/index.js";
import { allowListedFetch, cells, clock, consoleTo, random, rootedFiles, webGlobals } from "../../src/powers/index.js";
import { CellCore } from "../../src/runtime/cell-core.js";

/**
 * A guest that walks everything it can reach (own keys, prototypes, what accessors, calls, construction and steps of iterators answer and throw, what promises
 * come to) and asks the host about each object by identity. The host's part is raw on purpose, past the membrane: a cell's realm is opened by the test alone.
 */
const CRAWLER = `
(function crawl(start, visit) {
  const seen = new Set(), queue = [];
  const isObject = (v) => typeof v === "object" && v !== null || typeof v === "function";
  const add = (v) => { if (isObject(v) && !seen.has(v)) { seen.add(v); queue.push(v); visit(v); } };
  const attempt = (f) => { try { add(f()); } catch (e) { add(e); } };
  class Own { #x = 1; constructor() { this.y = 2; } get z() { return this.#x; } }
  const shape = (h) => typeof Proxy === "function" ? new Proxy(function () {}, h) : h;
  const awkward = [undefined, null, 0, -1, "x", "", {}, [], () => ({ made: [1] }), Symbol.iterator, 1n, new Own(), new Map([[{}, []]]), new Error("e", { cause: {} }), (function* () { yield {}; })(),
    { then(f) { f({}); } }, { [Symbol.iterator]: (n = 0) => ({ next: () => ({ done: n++ > 2, value: {} }), return: () => ({}) }) }, { get a() { throw {}; } }, new Uint8Array(2), shape({}), async () => ({ late: 1 })];
  start.forEach(add);
  let n = 0;
  while (n < queue.length && n < 2500) {
    const o = queue[n++];
    attempt(() => Object.getPrototypeOf(o));
    let keys = [];
    try { keys = Reflect.ownKeys(o); } catch (e) { add(e); }
    for (const k of keys.slice(0, 60)) {
      let d; try { d = Object.getOwnPropertyDescriptor(o, k); } catch (e) { add(e); }
      if (d === undefined) continue;
      if (n < 50) add(d);
      add(d.value); add(d.get); add(d.set);
      if (d.get) attempt(() => d.get.call(o));
      attempt(() => o[k]);
    }
    if (typeof o === "function") {
      for (const a of awkward) { attempt(() => o(a)); attempt(() => o.call(a)); attempt(() => Reflect.construct(o, [a])); }
      for (const C of [Array, Object, Map, Promise, Error, function () {}]) { attempt(() => Reflect.construct(C, [], o)); attempt(() => Reflect.construct(o, [], C)); }
      attempt(() => o.call(o, o, o)); attempt(() => o.bind(o)); attempt(() => new (class extends o {})()); attempt(() => o("x", o, {}, [o]));
      if (typeof Proxy === "function") { attempt(() => new (new Proxy(o, {}))()); attempt(() => new Proxy(o, {})(1)); }
    }
    attempt(() => o instanceof Promise && o.then(add, add));
    attempt(() => o instanceof Promise && o.finally(add).catch(add));
    attempt(() => o[Symbol.iterator] && [...o].slice(0, 20));
    attempt(() => o[Symbol.asyncIterator] && o[Symbol.asyncIterator]());
    for (const step of ["next", "return", "throw"]) attempt(() => typeof o[step] === "function" && seen.size < 4000 && o[step]({ sent: 1 }));
  }
  return seen.size;
})
`;

class Thing {
  name = "thing";
  hello(): string {
    return "hello";
  }
  self(): this {
    return this;
  }
  fail(): never {
    throw new RangeError("failed", { cause: new Thing() });
  }
  later(): Promise<unknown> {
    return Promise.resolve({ deep: [new Map([[1, new Set([2])]])] });
  }
}

const host = {
  echo: (x: unknown) => x,
  call: (f: unknown, ...args: unknown[]) => (f as (...a: unknown[]) => unknown)([1, { inner: [2] }], { made: "by host" }, ...args),
  data: {
    list: [1, { deep: new Map([[{ k: 1 }, new Set(["v"])]]) }],
    bytes: Buffer.from("bytes"),
    date: new Date(0),
    re: /x/g,
    error: new AggregateError([new TypeError("inner")], "outer"),
  },
  fails: () => {
    throw Object.assign(new TypeError("host failure", { cause: new Error("deeper") }), { code: "E_HOST" });
  },
  instance: () => new Thing(),
  rejects: () => Promise.reject(new Error("rejection")),
  resolves: () => Promise.resolve({ f: () => [1] }),
  deep: (n: number): number => (n <= 0 ? 0 : 1 + host.deep(n - 1)),
  generator: function* () {
    yield { a: [1] };
    return { done: "value" };
  },
  asyncGenerator: async function* () {
    yield await Promise.resolve({ b: 1 });
  },
  thing: bastion(new Thing()),
  klass: Thing,
};

/** All that there is to grant. */
const powers = (): Record<string, unknown> => ({
  ...webGlobals(),
  console: consoleTo({ stdout: { write: () => true }, stderr: { write: () => true } }),
  Date: clock({ now: () => 5 }),
  Math: random({ seed: 1 }),
  cells: cells(),
  ...files(),
  fetch: allowListedFetch({ origins: ["http://127.0.0.1:1"] }),
});
const files = (): Record<string, unknown> => {
  const { open, readFile, list } = rootedFiles({ root: mkdtempSync(join(tmpdir(), "crawl-")) });
  return { open, readFile, list };
};

/** A real prototype of the language that is not frozen: what guests must only see the stand-in of. */
function isHot(value: object): boolean {
  if (types.isProxy(value) || Object.isFrozen(value)) return false;
  const maker: unknown = Object.getOwnPropertyDescriptor(value, "constructor")?.value;
  if (typeof maker !== "function" || types.isProxy(maker)) return false;
  if (Object.getOwnPropertyDescriptor(maker, "prototype")?.value !== value) return false;
  return Function.prototype.toString.call(maker).endsWith("{ [native code] }");
}

/** The last object of the chain. */
function rootOf(value: object): object {
  for (let at = value; ;) {
    // a guest's own: its traps would answer
    if (types.isProxy(at)) return at;
    const parent = Object.getPrototypeOf(at) as object | null;
    if (parent === null) return at;
    at = parent;
  }
}

/** Crawls a cell; `extra` is given to the crawler raw. Answers with what belongs to the host's realm. */
async function crawl(
  preset: "strict" | "compat",
  extra: unknown,
): Promise<{ readonly foreign: readonly object[]; readonly hot: readonly object[]; readonly visited: number }> {
  const globals = { ...host, ...powers() };
  const policy = definePolicy({
    extends: preset,
    globals: { allow: [...Object.keys(globals), ...(preset === "compat" ? ["Proxy"] : [])] },
  });
  const core = new CellCore(
    { globals, limits: { fuel: 30_000_000, depth: 400, timers: 10, output: 1e6 } },
    policy,
    (options) => new Cell(options),
  );
  const foreign: object[] = [];
  const hot: object[] = [];
  let visited = 0;
  const visit = (value: object): void => {
    visited++;
    if (rootOf(value) === Object.prototype) foreign.push(value);
    if (isHot(value)) hot.push(value);
  };
  const text = `(visit, extra) => ${CRAWLER}([${Object.keys(globals).join(", ")}, extra], visit)`;
  const run = core.enter(() => core.membrane.toHost(core.loader.run(core.program(text, "evaluate")))) as (
    visit: unknown,
    extra: unknown,
  ) => number;
  // past the membrane: what a handle stands for goes in as it is
  run(core.membrane.adopt(visit), core.membrane.adopt(extra));
  await new Promise((resolve) => setTimeout(resolve, 50));
  core.end("disposed");
  return { foreign, hot, visited };
}

test.each(["strict", "compat"] as const)(
  "a crawl from inside finds nothing of the host's realm, and no real prototype (%s)",
  { timeout: 120_000 },
  async (preset) => {
    const { foreign, hot, visited } = await crawl(preset, null);
    expect(visited).toBeGreaterThan(2500);
    expect(foreign).toEqual([]);
    expect(hot).toEqual([]);
  },
);

test("the crawler would find it", { timeout: 120_000 }, async () => {
  const hidden = new Thing();
  const { foreign } = await crawl("strict", { hidden });
  expect(foreign).toContain(hidden);
});
