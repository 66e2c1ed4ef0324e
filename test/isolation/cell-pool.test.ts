import { afterEach, describe, expect, test } from "vitest";
import { CellPool } from "../../src/isolation/index.js";
import { CellError } from "../../src/runtime/index.js";

describe.each(["worker", "process"] as const)("CellPool of tier %s", (tier) => {
  const pools: CellPool<"worker" | "process">[] = [];
  const make = (size: number): CellPool<"worker" | "process"> => {
    const pool = new CellPool<"worker" | "process">({ tier, size });
    pools.push(pool);
    return pool;
  };
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
  });

  test("hands out cells that answer, each in a vessel of its own, and keeps as many ready as before", async () => {
    const pool = make(2);
    expect(pool.ready).toBe(2);
    const cells = [pool.cell(), pool.cell(), pool.cell()];
    expect(pool.ready).toBe(2);
    await Promise.all(cells.map((cell) => cell.execute("var mark = 1;")));
    await cells[0]!.execute("mark = 2;");
    expect(await Promise.all(cells.map((cell) => cell.evaluate("mark")))).toEqual([2, 1, 1]);
    await Promise.all(cells.map((cell) => cell.dispose()));
  });

  test("replaces what dies while it waits", async () => {
    const pool = make(1);
    const cell = pool.cell({ limits: { deadlineMs: 1_000 } });
    await expect(cell.evaluate("for (;;);")).rejects.toMatchObject({ reason: "deadline" });
    const next = pool.cell();
    expect(await next.evaluate("1 + 1")).toBe(2);
    await next.dispose();
  });

  test("is over when it is disposed of; what it handed out is not", async () => {
    const pool = make(1);
    const cell = pool.cell();
    await pool.dispose();
    expect(pool.ready).toBe(0);
    expect(() => pool.cell()).toThrow(CellError);
    expect(await cell.evaluate("1 + 1")).toBe(2);
    await cell.dispose();
  });

  test("refuses a size that is none", () => {
    expect(() => new CellPool({ tier, size: 0 })).toThrow(CellError);
  });
});
