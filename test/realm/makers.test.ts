/** No guest of a metered cell comes by an engine's own constructor of arrays, and those that it has are charged and counted however they are called. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cell, definePolicy } from "../../src/index.js";
import { COMPAT, makeGuest, STRICT } from "./guest.js";
import { MAKER_ATTACKS, MAKER_ROUTES, STATIC_MAKER_ATTACKS } from "./makers.js";

const ignore = (): void => undefined;
beforeAll(() => void process.on("unhandledRejection", ignore));
afterAll(() => void process.off("unhandledRejection", ignore));

const KINDS = /^(?:Array|\w+(?:8|16|32|64|Clamped)Array)$/;
/** Constructors, and what is made by each. */
const MADE: Readonly<Record<string, string>> = {
  Array: "[1, 2, 3]",
  Uint8Array: "new Uint8Array(3)",
  BigInt64Array: "new BigInt64Array(3)",
};

async function obtained(attack: string, options: typeof STRICT): Promise<{ got: string[]; count: number }> {
  const guest = makeGuest(options);
  const forbidden = new Set<unknown>(
    guest.realm.inside.audit.intrinsics.filter((o) => typeof o === "function" && KINDS.test((o as { name: string }).name)),
  );
  expect(forbidden.size).toBeGreaterThanOrEqual(12);
  const got = new Set<string>();
  let count = 0;
  guest.lend("T", (value) => {
    count++;
    if (forbidden.has(value)) got.add((value as { name: string }).name);
  });
  for (const [C, made] of Object.entries(MADE))
    for (const line of attack.split("\n"))
      try {
        guest.run(`{ const K = "con" + "structor".toLowerCase(), A = ${made}, C = ${C}; ${LIAR} try { ${line} } catch {} }`);
      } catch (error) {
        // `__proto__` and its kin are compat's
        expect(String(error)).toMatch(/forbidden-key/);
      }
  for (let i = 0; i < 3; i++) await new Promise((done) => setImmediate(done));
  return { got: [...got], count };
}
/** Says that it has the key itself. */
const LIAR =
  "const liar = new Proxy(Object.create(A), { ownKeys: () => [K], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true, writable: true }) });";

for (const [preset, options] of Object.entries({ strict: { ...STRICT, optional: COMPAT.optional }, compat: COMPAT }))
  describe(`an engine's constructor is not reached under ${preset}`, () => {
    for (const [name, attack] of Object.entries(preset === "compat" ? { ...MAKER_ATTACKS, ...STATIC_MAKER_ATTACKS } : MAKER_ATTACKS))
      test(name, async () => {
        const { got, count } = await obtained(attack, options);
        expect(got).toEqual([]);
        expect(count).toBeGreaterThan(3);
      });
  });

describe("charged and counted", () => {
  const policy = definePolicy({ extends: "compat", globals: { allow: "*" } });
  const N = 2 ** 16;
  for (const [C, size] of [
    ["Array", 8],
    ["Uint8Array", 1],
    ["Float64Array", 8],
    ["BigInt64Array", 8],
  ] as const)
    describe(C, () => {
      for (const [name, route] of Object.entries(MAKER_ROUTES)) {
        test(name, async () => {
          const cell = new Cell({ policy });
          const run = cell.evaluate(`(n) => { const C = ${C}, A = new C(3); try { ${route} } catch (e) { return e.message; } }`) as (
            n: number,
          ) => unknown;
          run(1);
          const [fuel, bytes] = [cell.usage.fuel, cell.usage.allocation];
          const outcome = run(N);
          await cell.idle();
          // what refuses makes nothing
          if (/'constructor' of 'super'|requires 'new'/.test(String(outcome))) return;
          expect(outcome).toBeUndefined();
          expect(cell.usage.fuel - fuel).toBeGreaterThanOrEqual((N * size) / 64);
          expect(cell.usage.allocation - bytes).toBeGreaterThanOrEqual(N * size);
        });
      }
    });

  test("few are counted to the byte, and not charged", () => {
    const cell = new Cell({ policy });
    cell.evaluate("new Array(1).length");
    const { fuel, allocation } = cell.usage;
    cell.evaluate("new Array(1).length");
    const one = cell.usage.fuel - fuel;
    cell.evaluate("new Array(31).length");
    expect(cell.usage.fuel - fuel).toBe(2 * one);
    expect(cell.usage.allocation - allocation).toBe(256);
    cell.evaluate("new Uint16Array(5).length");
    expect(cell.usage.allocation - allocation).toBe(266);
  });

  test("lengths that are none are refused as natively, and nothing is counted for them or for sparse arrays", () => {
    const cell = new Cell({ policy, limits: { allocation: 1_000 } });
    for (const [source, value] of [
      ["try { new Array(-1) } catch (e) { e.name + e.message }", "RangeErrorInvalid array length"],
      ["try { Array(1.5) } catch (e) { e.name }", "RangeError"],
      ["try { new Array(2 ** 32) } catch (e) { e.name }", "RangeError"],
      ["new Array(2 ** 32 - 1).length", 2 ** 32 - 1],
      ["new Array('3').length", 1],
      ["try { new Uint8Array(-1) } catch (e) { e.name }", "RangeError"],
      ["try { Uint8Array(1) } catch (e) { e.message }", "Constructor Uint8Array requires 'new'"],
      ["try { new Uint8Array(Symbol()) } catch (e) { e.name }", "TypeError"],
      ["new Uint8Array(2.9).length + new Uint8Array().length + new Uint8Array('4').length + new Uint8Array(null).length", 6],
      ["new Uint8Array(new ArrayBuffer(8), 2, 3).byteOffset", 2],
      ["new Float32Array({ length: 2, 0: '1', 1: 2.5 }).join()", "1,2.5"],
      [
        "new Float32Array(new Set([1, 2])).join() + new Float32Array([, 1]).join() + new Uint8Array('ab'[Symbol.iterator]()).join()",
        "1,2NaN,10,0",
      ],
      ["new Uint8Array((function* () { yield 1; yield 2; })()).join()", "1,2"],
      ["try { new Uint8Array({ [Symbol.iterator]: 1 }) } catch (e) { e.name }", "TypeError"],
    ] as const)
      expect([source, cell.evaluate(source)]).toEqual([source, value]);
    expect(cell.status).toBe("ready");
  });
});

test("they are what they are natively", () => {
  const source = `[Array, Uint8Array, BigInt64Array].map((C) => [
    Object.getPrototypeOf(C).name, C.name, C.length, C.prototype.constructor === C, new C(1).constructor === C, Reflect.ownKeys(C).map(String).sort(), C.BYTES_PER_ELEMENT, C[Symbol.species] === C,
    JSON.stringify(Object.getOwnPropertyDescriptor(C, "prototype"), (k, v) => k === "value" ? typeof v : v), JSON.stringify(Object.getOwnPropertyDescriptor(C, "BYTES_PER_ELEMENT")),
    String(C), new C(2) instanceof C, Object.isFrozen(C), new (class extends C {})(2).length, new (class extends C {})(2).slice().constructor.name, Reflect.construct(C, [2], Map) instanceof Map,
    Reflect.ownKeys(C.prototype).length, Reflect.ownKeys(Object.getPrototypeOf(C.prototype)).map(String).sort(), Object.getOwnPropertyNames(C.prototype.constructor).length,
    (() => { const o = Object.create(C.prototype); o["const" + "ructor"] = 1; return JSON.stringify(Object.getOwnPropertyDescriptors(o)); })(),
    (() => { const o = Object.create(C.prototype); o.constructor += 1; return Object.keys(o).join() + Object.getOwnPropertySymbols(o).length + delete o["const" + "ructor"] + (o.constructor === C); })(),
  ].join("; ")).join("\\n") + [].concat([1], 2).constructor.name + Array.of(1, 2).join() + Array(1, 2).join() + new Array("a").join() + Array().length + Array.from({ length: 2 }, (_, i) => i).join() + Uint8Array.from([1, 2]).join() + Uint8Array.of(3)`;
  const policy = definePolicy({ extends: "compat" });
  const outcome = (unmetered: boolean): unknown => new Cell({ policy, limits: unmetered ? { unmetered } : {} }).evaluate(source);
  expect(outcome(false)).toBe(outcome(true));
});
