import { expect, test } from "vitest";
import { bastion, definePolicy } from "../../src/index.js";
import { CellCore } from "../../src/runtime/cell-core.js";

/**
 * A guest that walks everything it can reach (own keys, prototypes, what calls answer and throw, promises' outcomes, iterators) and asks the host about each
 * object by identity. The host's part is raw on purpose, past the membrane: a cell's realm is opened by the test alone.
 */
const CRAWLER = `
(function crawl(start, visit) {
  const seen = new Set(), queue = [];
  const add = (v) => { if ((typeof v === "object" && v !== null || typeof v === "function") && !seen.has(v)) { seen.add(v); queue.push(v); } };
  const attempt = (f) => { try { add(f()); } catch (e) { add(e); } };
  const awkward = [undefined, null, 0, "x", {}, [], () => 1, Symbol.iterator, 1n];
  start.forEach(add);
  let n = 0;
  while (n < queue.length && n < 5000) {
    const o = queue[n++];
    visit(o);
    attempt(() => Object.getPrototypeOf(o));
    let keys = [];
    try { keys = Reflect.ownKeys(o); } catch (e) { add(e); }
    for (const k of keys.slice(0, 60)) {
      let d; try { d = Object.getOwnPropertyDescriptor(o, k); } catch (e) { add(e); }
      if (d === undefined) continue;
      if (n < 50) add(d); add(d.value); add(d.get); add(d.set);
    }
    if (typeof o === "function") {
      for (const a of awkward) { attempt(() => o(a)); attempt(() => Reflect.construct(o, [a])); }
      attempt(() => Reflect.construct(Array, [], o));
      attempt(() => Reflect.construct(Object, [], o));
      attempt(() => o.call(o, o, o));
    }
    if (o instanceof Promise) o.then(add, add);
    attempt(() => o[Symbol.iterator] && [...o].slice(0, 20));
    attempt(() => o[Symbol.asyncIterator] && o[Symbol.asyncIterator]());
    attempt(() => o.next && o.next());
  }
  return seen;
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

/** The last object of the chain. */
function rootOf(value: object): object {
  for (let at = value; ;) {
    const parent = Object.getPrototypeOf(at) as object | null;
    if (parent === null) return at;
    at = parent;
  }
}

/** Crawls a cell; `extra` is given to the crawler raw. Answers with what belongs to the host's realm. */
async function crawl(
  preset: "strict" | "compat",
  extra: unknown,
): Promise<{ readonly foreign: readonly object[]; readonly visited: number }> {
  const policy = definePolicy({ extends: preset, globals: { allow: [...Object.keys(host)] } });
  const core = new CellCore({ globals: host, limits: { fuel: 200_000_000 } }, policy, () => expect.unreachable("no cell within this one"));
  const foreign: object[] = [];
  let visited = 0;
  const visit = (value: object): void => {
    visited++;
    if (rootOf(value) === Object.prototype) foreign.push(value);
  };
  const text = `(visit, extra) => ${CRAWLER}([${Object.keys(host).join(", ")}, extra], visit).size`;
  const run = core.enter(() => core.membrane.toHost(core.loader.run(core.program(text, "evaluate")))) as (
    visit: unknown,
    extra: unknown,
  ) => number;
  // past the membrane: what a handle stands for goes in as it is
  run(core.membrane.adopt(visit), core.membrane.adopt(extra));
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { foreign, visited };
}

test.each(["strict", "compat"] as const)("a crawl from inside finds nothing of the host's realm (%s)", async (preset) => {
  const { foreign, visited } = await crawl(preset, null);
  expect(visited).toBeGreaterThan(500);
  expect(foreign).toEqual([]);
});

test("the crawler would find it", async () => {
  const { foreign } = await crawl("strict", { hidden: new Thing() });
  expect(foreign).toContain(Thing.prototype);
});
