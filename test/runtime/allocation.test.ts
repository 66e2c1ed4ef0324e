/** `limits.allocation`: what natives make for a guest is counted, mostly before it is made; when the bytes are gone, so is the cell. */
import { describe, expect, test } from "vitest";
import { Cell, cleanse, definePolicy } from "../../src/index.js";

const MiB = 2 ** 20;
const policy = definePolicy({ extends: "compat", globals: { allow: "*" } });
const make = (allocation?: number): Cell => new Cell({ policy, ...(allocation !== undefined && { limits: { allocation } }) });

/** Each would take 2 GiB, most of them in pieces that a heap of a process bears no hundred of. */
const GREED: Readonly<Record<string, string>> = {
  repeat: "for (let i = 0; i < 64; i++) keep.push('ab'.repeat(2 ** 24))",
  "repeat of one": "for (let i = 0; i < 64; i++) keep.push(i.toString().repeat(2 ** 23))",
  padStart: "for (let i = 0; i < 64; i++) keep.push(''.padStart(2 ** 25, 'xy'))",
  padEnd: "for (let i = 0; i < 64; i++) keep.push('a'.padEnd(2 ** 25))",
  join: "const s = 'x'.repeat(2 ** 20); for (let i = 0; i < 64; i++) keep.push(Array.from({ length: 32 }, () => s).join())",
  concat: "let s = 'x'.repeat(2 ** 16); for (let i = 0; i < 1e4; i++) keep.push(s.concat(s, i))",
  replaceAll: "const s = 'x'.repeat(2 ** 16); for (let i = 0; i < 1e3; i++) keep.push(s.replaceAll('x', 'yyyyyyyyyyyyyyyy'))",
  replace: "const s = 'x'.repeat(2 ** 18); for (let i = 0; i < 1e4; i++) keep.push(s.replace('x', s))",
  toUpperCase: "const s = 'x'.repeat(2 ** 20); for (let i = 0; i < 2e3; i++) keep.push(s.toUpperCase())",
  normalize: "const s = '\\u00e9'.repeat(2 ** 20); for (let i = 0; i < 1e3; i++) keep.push(s.normalize('NFD'))",
  raw: "const s = 'x'.repeat(2 ** 20); for (let i = 0; i < 2e3; i++) keep.push(String.raw({ raw: [s, s] }, s))",
  encodeURIComponent: "const s = ' '.repeat(2 ** 18); for (let i = 0; i < 2e3; i++) keep.push(encodeURIComponent(s))",
  "JSON.stringify": "const s = 'x'.repeat(2 ** 20); for (let i = 0; i < 2e3; i++) keep.push(JSON.stringify(s))",
  "JSON.parse": "const s = '[' + '0,'.repeat(2 ** 18) + '0]'; for (let i = 0; i < 2e3; i++) keep.push(JSON.parse(s))",
  from: "for (let i = 0; i < 100; i++) keep.push(Array.from({ length: 2 ** 18 }))",
  "from a getter": "for (let i = 0; i < 100; i++) keep.push(Array.from({ get length() { return 2 ** 18; } }, Number))",
  "from a text": "const s = 'x'.repeat(2 ** 16); for (let i = 0; i < 1e3; i++) keep.push(Array.from(s))",
  map: "const list = Array.from({ length: 2 ** 16 }); for (let i = 0; i < 5e3; i++) keep.push(list.map(Number))",
  "map over what is no array": "for (let i = 0; i < 5e3; i++) keep.push([].map.call({ length: 2 ** 18 }, Number))",
  "map over a getter": "for (let i = 0; i < 5e3; i++) keep.push([].map.call({ get length() { return 2 ** 18; } }, Number))",
  filter: "const list = Array.from({ length: 2 ** 16 }, Number); for (let i = 0; i < 5e3; i++) keep.push(list.filter(Number.isNaN))",
  flatMap: "const list = Array.from({ length: 2 ** 14 }); for (let i = 0; i < 5e3; i++) keep.push([1, 2, 3, 4].flatMap(() => list))",
  flat: "const list = Array.from({ length: 2 ** 14 }, Number); for (let i = 0; i < 5e3; i++) keep.push([list, list].flat())",
  slice: "const list = Array.from({ length: 2 ** 16 }); for (let i = 0; i < 5e3; i++) keep.push(list.slice(1))",
  "slice of few": "const list = Array.from({ length: 64 }); for (let i = 0; i < 5e6; i++) keep[i & 7] = list.slice()",
  "concat of arrays": "const list = Array.from({ length: 2 ** 16 }); for (let i = 0; i < 5e3; i++) keep.push(list.concat(list))",
  toSorted:
    "const list = Array.from({ length: 2 ** 12 }, Number); for (let i = 0; i < 5e4; i++) keep.push((list.toSorted ?? list.slice).call(list))",
  splice: "for (let i = 0; i < 5e3; i++) keep.push(Array.from({ length: 2 ** 14 }).splice(0, 2 ** 14))",
  split: "const s = 'x'.repeat(2 ** 16); for (let i = 0; i < 5e3; i++) keep.push(s.split(''))",
  keys: "const list = Array.from({ length: 2 ** 12 }, Number); for (let i = 0; i < 5e4; i++) keep[i & 7] = Object.keys(list)",
  entries: "const list = Array.from({ length: 2 ** 12 }, Number); for (let i = 0; i < 5e4; i++) keep[i & 7] = Object.entries(list)",
  "slice of views": "const bytes = Uint8Array.from({ length: 2 ** 18 }); for (let i = 0; i < 1e4; i++) keep.push(bytes.slice())",
  "map of views": "const bytes = Float64Array.from({ length: 2 ** 12 }); for (let i = 0; i < 1e5; i++) keep.push(bytes.map(Number))",
  "slice of buffers": "const bytes = new ArrayBuffer(2 ** 20); for (let i = 0; i < 2e3; i++) keep.push(bytes.slice(1))",
  buffers: "for (let i = 0; i < 2e3; i++) keep.push(new ArrayBuffer(2 ** 20))",
  "buffers of a subclass": "class B extends ArrayBuffer {} for (let i = 0; i < 2e3; i++) keep.push(new B(2 ** 20))",
  "buffers by reflection": "for (let i = 0; i < 2e3; i++) keep.push(Reflect.construct(ArrayBuffer, [2 ** 20], Map))",
  "buffers by an object that answers twice":
    "for (let i = 0; i < 2e3; i++) { let asked = 0; keep.push(new ArrayBuffer({ valueOf: () => (asked++ === 0 ? 2 ** 20 : 2 ** 30) })) }",
  "buffers by constructor": "const C = new ArrayBuffer(1).constructor; for (let i = 0; i < 2e3; i++) keep.push(new C(2 ** 20))",
  "buffers by prototype":
    "const C = Object.getPrototypeOf(new ArrayBuffer(1)).constructor; for (let i = 0; i < 2e3; i++) keep.push(new C(2 ** 20))",
  "buffers by species": "const C = ArrayBuffer[Symbol.species]; for (let i = 0; i < 2e3; i++) keep.push(new C(2 ** 20))",
  "slice without a constructor":
    "const b = new ArrayBuffer(2 ** 20); b.constructor = undefined; for (let i = 0; i < 2e3; i++) keep.push(b.slice())",
  "one great buffer": "keep.push(new ArrayBuffer(2 ** 31))",
  "texts of big integers": "const b = 2n ** 100000n; for (let i = 0; i < 1e4; i++) keep.push(b.toString(2))",
  "resize by a text":
    "for (let i = 0; i < 2e3; i++) { const b = new ArrayBuffer(0, { maxByteLength: 2 ** 20 }); b.resize('1048576'); keep.push(b) }",
  resize: "for (let i = 0; i < 2e3; i++) { const b = new ArrayBuffer(0, { maxByteLength: 2 ** 20 }); b.resize(2 ** 20); keep.push(b) }",
};
const ROUTES: Readonly<Record<string, string>> = {
  plain: "const keep = []; $GREED",
  catch: "for (;;) { const keep = []; try { $GREED } catch { alive() } }",
  finally: "const keep = []; x: for (;;) { try { $GREED } finally { alive(); continue x } }",
  promise: "const keep = []; new Promise(() => { $GREED }).then(alive, alive).finally(alive); Promise.resolve().then(alive)",
  job: "const keep = []; (async () => { await 0; try { $GREED } finally { alive() } })().catch(alive)",
};

describe("a guest that takes 2 GiB where 16 MiB are allowed is ended", () => {
  const run = async (greed: string, route: string): Promise<void> => {
    let outlived = 0;
    const cell: Cell = new Cell({
      policy,
      limits: { allocation: 16 * MiB },
      globals: { alive: () => void (cell.status === "ready" || outlived++) },
    });
    const text = `(() => { ${ROUTES[route]!.replace("$GREED", () => GREED[greed]!)} })()`;
    const outcome = await (async () => cell.evaluate(text))().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (outcome !== undefined) expect(outcome).toMatchObject({ code: "cell-terminated", reason: "memory", scope: "cell" });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(() => cell.evaluate("1")).toThrow(expect.objectContaining({ reason: "memory" }));
    expect(cell.status).toBe("terminated");
    expect(outlived).toBe(0);
    expect(cell.usage.allocation).toBeLessThanOrEqual(16 * MiB);
  };
  test.each(Object.keys(GREED))("%s", (greed) => run(greed, "catch"));
  test.each(Object.keys(ROUTES))("through %s", (route) => run("repeat", route));
});

/** Bytes that each takes, after what is made for it. */
const PRICES: readonly (readonly [make: string, use: string, bytes: number])[] = [
  ["", "'ab'.repeat(500)", 2_000],
  ["", "'ab'.padEnd(500)", 1_000],
  ["", "'abcdef'.padEnd(5)", 0],
  ["", "'abc'.concat('de', 'f')", 12],
  ["const s = 'a'.repeat(100)", "s.toUpperCase()", 200],
  ["const s = 'a'.repeat(100)", "s.trim() + s.slice(1) + s", 0],
  ["const s = 'a'.repeat(100)", "s.replaceAll('a', 'bc')", 400],
  ["const list = ['a', 'b', 'c']", "list.join()", 10],
  ["const list = Array.from({ length: 100 })", "list.map(Number)", 800],
  ["const list = Array.from({ length: 100 })", "list.filter(Number)", 800],
  ["const list = Array.from({ length: 100 })", "list.slice(50)", 400],
  ["const list = Array.from({ length: 100 })", "list.splice(0, 1)", 8],
  ["const list = Array.from({ length: 100 })", "list.concat(list, 1)", 1_600],
  ["const list = Array.from({ length: 100 })", "list.flatMap(() => list)", 80_000],
  [
    "const list = Array.from({ length: 100 })",
    "list.indexOf(1); list.forEach(Number); list.fill(0).reverse().sort(); list.shift(); list.push(1)",
    0,
  ],
  ["", "Array.from({ length: 100 })", 800],
  ["const set = new Set([1, 2, 3])", "Array.from(set)", 24],
  ["const view = Int16Array.of(1, 2, 3)", "view.slice(1)", 4],
  ["const view = Int16Array.of(1, 2, 3)", "view.subarray(1).fill(3)", 0],
  ["const buffer = new ArrayBuffer(100)", "buffer.slice(50)", 50],
  ["", "new ArrayBuffer(100)", 100],
  ["", "new ArrayBuffer('100.5')", 100],
  ["", "new ArrayBuffer(100, { maxByteLength: 1e6 }).resize(150)", 150],
  [
    "const buffer = new ArrayBuffer(100, { maxByteLength: 1e6 })",
    "buffer.resize(true); buffer.resize('1e3'); buffer.resize({ valueOf: () => 2e3 })",
    1_999,
  ],
  ["", "(12345n).toString(); (255n).toString(2); (7n).toLocaleString()", 28],
  ["", "try { new ArrayBuffer(-1) } catch {}", 0],
  ["", "new ArrayBuffer(); new DataView(new ArrayBuffer(8), 1); new Uint8Array(new ArrayBuffer(8))", 16],
  ["", "JSON.stringify('abc')", 10],
  ["", "JSON.parse('[1,2,3]')", 28],
];

test.each(PRICES)("%s; %s takes so many bytes: %d", (prepare, use, bytes) => {
  const cell = make();
  const call = cell.evaluate(`(() => { ${prepare}; return () => { ${use}; }; })()`) as () => void;
  const before = cell.usage.allocation;
  call();
  expect(cell.usage.allocation - before).toBe(bytes);
});

test("the last byte can be used, and what is over is not made", () => {
  const cell = make(2_000);
  cell.evaluate("'ab'.repeat(500)");
  expect(cell.usage.allocation).toBe(2_000);
  expect(() => cell.evaluate("'a'.repeat(1)")).toThrow(expect.objectContaining({ reason: "memory" }));
  expect(cell.usage.allocation).toBe(2_000);
});

test("without a limit nothing ends, and all is counted beyond 2 ** 31", () => {
  const cell = make();
  cell.evaluate("for (let i = 0; i < 400; i++) 'abcdefgh'.repeat(2 ** 20)");
  expect(cell.usage.allocation).toBe(400 * 16 * MiB);
  expect(cell.evaluate("try { 'ab'.repeat(2 ** 29) } catch (e) { e.name }")).toBe("RangeError");
  const large = make(2 ** 40);
  large.evaluate("for (let i = 0; i < 400; i++) 'abcdefgh'.repeat(2 ** 20)");
  expect(large.usage.allocation).toBe(400 * 16 * MiB);
});

test("a policy bounds it", () => {
  const cell = new Cell({ policy: definePolicy({ limits: { allocation: 1_000 } }), limits: { allocation: 1e9 } });
  expect(() => cell.evaluate("'ab'.repeat(1000)")).toThrow(expect.objectContaining({ reason: "memory" }));
});

test("inner cells draw from what the outer one has left, and give back what they have not used", () => {
  const outer = make(10_000);
  const inner = outer.subcell({ policy, limits: { allocation: 6_000 } });
  inner.evaluate("'ab'.repeat(500)");
  expect(outer.usage.allocation).toBe(6_000);
  const half = outer.subcell({ policy });
  expect(outer.usage.allocation).toBe(8_000);
  half.dispose();
  inner.dispose();
  expect(outer.usage.allocation).toBe(2_000);
  const greedy = outer.subcell({ policy, limits: { allocation: 1e9 } });
  expect(outer.usage.allocation).toBe(10_000);
  expect(() => greedy.evaluate("'ab'.repeat(5000)")).toThrow(expect.objectContaining({ reason: "memory" }));
  // it could have taken all of it, and took nothing
  greedy.dispose();
  expect(outer.status).toBe("ready");
  outer.evaluate("'ab'.repeat(500)");
  expect(() => outer.evaluate("'ab'.repeat(5000)")).toThrow(expect.objectContaining({ reason: "memory" }));
});

test("programs that are not metered are not counted", () => {
  const cell = new Cell({ policy, limits: { allocation: 100, unmetered: true } });
  cell.evaluate(cleanse("'ab'.repeat(1000)", { goal: "expression", policy, metered: false }));
  expect(cell.usage.allocation).toBe(0);
});
