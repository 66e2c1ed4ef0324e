import { describe, expect, test } from "vitest";
import "../../src/index.js";
import { cells, timers } from "../../src/powers/index.js";
import { Cell, CellTerminated, definePolicy, type CellOptions } from "../../src/runtime/index.js";

const outer = (options: CellOptions = {}): Cell => new Cell({ ...options, globals: { cells: cells(), ...options.globals } });

describe("cells", () => {
  test("let a guest run another guest, with what it hands in and nothing else", async () => {
    const cell = outer({ globals: { secret: "s", ...timers() } });
    expect(
      cell.evaluate(`(() => {
        const inner = cells.create({ globals: { add: (a, b) => a + b, data: { list: [1, 2] } } });
        inner.execute("var total = add(data.list[0], data.list[1]);");
        return [inner.evaluate("total"), inner.evaluate("typeof secret"), inner.evaluate("typeof setTimeout"), inner.evaluate("typeof cells"), inner.status(), inner.usage().hostCalls, String(inner)];
      })()`),
    ).toEqual([3, "undefined", "undefined", "undefined", "ready", 1, "<Bastion for Cell>"]);
    expect(await cell.load("export const { x } = await cells.create().load('export const x = [7];');")).toMatchObject({ x: [7] });
  });

  test("share no intrinsics, and see each other through the membrane only", () => {
    const cell = outer();
    expect(
      cell.evaluate(`(() => {
        const inner = cells.create({ globals: { check: (o) => [o instanceof Object, Array.isArray(o.a), Object.getPrototypeOf(o) === Object.prototype] } });
        inner.execute("const o = Object.prototype; try { o.polluted = 1; } catch {} Object.defineProperty({}, 'x', { value: 1 });");
        const f = inner.evaluate("(function (x) { return [x instanceof Object, x]; })");
        return [inner.evaluate("check({ a: [] })"), f({ b: 1 }), ({}).polluted, f === inner.evaluate("(0, 1)")];
      })()`),
    ).toEqual([[true, true, true], [true, { b: 1 }], undefined, false]);
  });

  test("bring an inner guest's errors to the outer one, as errors of its own", () => {
    expect(
      outer().evaluate(
        `(() => { try { cells.create().evaluate("(() => { throw new RangeError('inner'); })()"); } catch (e) { return [e instanceof Error, e.message]; } })()`,
      ),
    ).toEqual([true, "inner"]);
    expect(
      outer().evaluate(`(() => { try { cells.create().evaluate("x ="); } catch (e) { return [e instanceof Error, e.name]; } })()`),
    ).toEqual([true, "CleanseError"]);
  });

  test("never give more than the outer cell has", () => {
    const narrow = outer({ policy: definePolicy({ modules: { allow: [] } }) });
    const refused = (program: string): unknown =>
      narrow.evaluate(`(() => { try { return ${program}; } catch (e) { return e.message; } })()`);
    expect(refused(`cells.create({ policy: { extends: "compat" } }).evaluate("globalThis")`)).toMatch(/globalThis/);
    expect(refused(`cells.create({ policy: { globals: { allow: ["Proxy"] } } }).evaluate("Proxy")`)).toMatch(/Proxy/);
    expect(refused(`cells.create({ policy: { nonsense: 1 } })`)).toMatch(/nonsense/);
    expect(refused(`cells.create({ limits: { unmetered: true }, hooks: { load: () => 1 }, onEvent: () => 1, stdio: {} }).status()`)).toBe(
      "ready",
    );
  });

  test("take their fuel from the outer cell, which is charged for compiling too", () => {
    const cell = outer({ limits: { fuel: 1e6 } });
    expect(() =>
      cell.evaluate(
        `(() => { const inner = cells.create({ limits: { fuel: 1e5 } }); try { inner.evaluate("for (;;);"); } catch (e) { return [e.message, inner.status()]; } })()`,
      ),
    ).not.toThrow();
    expect(cell.usage.fuel).toBeGreaterThan(1e5);
    expect(cell.usage.fuel).toBeLessThan(3e5);
    expect(cell.status).toBe("ready");
    expect(() =>
      cell.evaluate(
        `(() => { const inner = cells.create({ limits: { fuel: 1 } }); for (;;) try { inner.evaluate("1 /* ${"x".repeat(500)} */"); } catch {} })()`,
      ),
    ).toThrow(CellTerminated);
  });

  test("end with the outer cell", () => {
    const cell = outer();
    const f = cell.evaluate(`cells.create().evaluate("() => 1")`) as () => unknown;
    expect(f()).toBe(1);
    cell.dispose();
    expect(() => f()).toThrow(CellTerminated);
  });

  test("are few, and can be put away", () => {
    const cell = outer({ globals: { cells: cells({ max: 2 }) } });
    expect(
      cell.evaluate(
        `(() => { const a = cells.create(), b = cells.create(); let refused; try { cells.create(); } catch (e) { refused = e.name; } a.dispose(); return [refused, a.status(), cells.create().status()]; })()`,
      ),
    ).toEqual(["RangeError", "disposed", "ready"]);
  });

  test("refuse programs that are no text, or too long", () => {
    const cell = outer({ globals: { cells: cells({ maxSource: 10 }) } });
    expect(
      cell.evaluate(`[{}, 1, "1 + 1 + 1 + 1"].map((p) => { try { return cells.create().evaluate(p); } catch (e) { return e.code; } })`),
    ).toEqual(["invalid-options", "invalid-options", "invalid-options"]);
  });

  test("nest, each level within the one above", () => {
    const cell = outer({ limits: { fuel: 1e7 } });
    expect(
      cell.evaluate(
        `(() => { const inner = cells.create({ globals: { cells: { create: (o) => cells.create(o) } } }); return inner.evaluate("cells.create({ limits: { fuel: 1000 } }).evaluate('6 * 7')"); })()`,
      ),
    ).toBe(42);
  });
});
