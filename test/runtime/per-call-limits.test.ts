import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Cell, CellTerminated, GuestError, type CellEvent, type CellOptions, type Limits } from "../../src/index.js";
import { shareLimits } from "../../src/runtime/limits/share-limits.js";
import { consoleTo } from "../../src/powers/index.js";

const sheet = (perCall: Limits["perCall"], options: CellOptions = {}): Cell =>
  new Cell({ ...options, limits: { perCall: perCall!, ...options.limits } });
const outOf = (reason: string) => expect.objectContaining({ name: "CellTerminated", reason, scope: "call" });

describe("budgets of each call", () => {
  test("a formula that runs out of fuel does not end the sheet", () => {
    const cell = sheet({ fuel: 10_000 });
    const spin = cell.evaluate("() => { for (;;); }") as () => void;
    const good = cell.evaluate("() => 7") as () => number;
    for (let i = 0; i < 3; i++) {
      expect(spin).toThrow(outOf("fuel"));
      expect(good()).toBe(7);
    }
    expect(() => cell.evaluate("for (;;);")).toThrow(outOf("fuel"));
    expect(() => cell.execute("for (;;);")).toThrow(outOf("fuel"));
    expect(cell.status).toBe("ready");
    expect(cell.usage.fuel).toBeGreaterThanOrEqual(5 * 5_000);
    expect(cell.usage.fuel).toBeLessThan(5 * 11_000);
  });

  test("no catch, finally, executor, getter or callback goes on with a call that is over", () => {
    const seen: unknown[] = [];
    const cell = sheet({ fuel: 20_000 }, { globals: { tell: (x: unknown) => seen.push(x), call: (f: () => unknown) => f() } });
    for (const body of [
      "try { for (;;); } catch (e) { tell(e); }",
      "try { for (;;); } finally { tell('finally'); }",
      "l: for (;;) try { for (;;); } finally { tell(1); continue l; }",
      "new Promise(() => { for (;;); }); tell('after');",
      "new Promise(() => { for (;;); });",
      "Promise.resolve().then(() => tell('job')); for (;;);",
      "[1, 2].forEach(() => { try { for (;;); } catch {} }); tell('after');",
      "call(() => { for (;;); }); tell('after');",
      "try { call(() => { for (;;); }); } catch (e) { tell(e); }",
      "({ get x() { for (;;); } }).x",
    ])
      expect(() => cell.evaluate(`(() => { ${body} })()`), body).toThrow(outOf("fuel"));
    expect(seen).toEqual([]);
    expect(cell.status).toBe("ready");
  });

  test("what a call has begun ends with it, and draws on what it has left", async () => {
    const events: CellEvent[] = [];
    const seen: unknown[] = [];
    const cell = sheet({ fuel: 10_000 }, { globals: { tell: (x: unknown) => seen.push(x) }, onEvent: (event) => void events.push(event) });
    expect(cell.evaluate("Promise.resolve().then(() => { for (;;); }).finally(() => tell('never')), 1")).toBe(1);
    await cell.idle();
    await new Promise((done) => setTimeout(done, 5));
    expect(seen).toEqual([]);
    expect(events).toEqual([{ type: "unhandled-rejection", error: outOf("fuel") }]);
    expect(cell.evaluate("1 + 1")).toBe(2);
  });

  test("a promise whose guest runs out is rejected with the end of the call", async () => {
    const cell = sheet({ fuel: 10_000 }, { globals: { later: () => Promise.resolve(1) } });
    await expect(cell.evaluate("(async () => { await later(); for (;;); })()")).rejects.toThrow(outOf("fuel"));
    await expect(cell.load("for (;;);")).rejects.toThrow(outOf("fuel"));
    await expect(cell.load("await 0; for (;;);")).rejects.toThrow(outOf("fuel"));
    expect((await cell.load("export const x = 1"))["x"]).toBe(1);
  });

  test("the lifetime's budget is used up all the same, and ends the cell", () => {
    const cell = sheet({ fuel: 10_000 }, { limits: { fuel: 25_000 } });
    expect(() => cell.evaluate("for (;;);")).toThrow(outOf("fuel"));
    expect(cell.status).toBe("ready");
    for (let i = 0; i < 9 && cell.status === "ready"; i++) expect(() => cell.evaluate("for (;;);")).toThrow(CellTerminated);
    expect(cell.status).toBe("terminated");
    expect(() => cell.evaluate("1")).toThrow(expect.objectContaining({ reason: "fuel", scope: "cell" }));
    expect(cell.usage.fuel).toBeLessThanOrEqual(25_000);
  });

  test("an end that a guest has kept ends nothing when it is thrown again", async () => {
    const cell = sheet({ fuel: 10_000 });
    // a promise hands it to a handler of the guest in a later call: nothing else does
    cell.execute("var kept, rejected; function spin() { rejected = (async () => { for (;;); })(); }");
    expect(() => cell.evaluate("spin()")).toThrow(outOf("fuel"));
    cell.execute("rejected.catch((e) => { kept = e; });");
    await cell.idle();
    expect(cell.evaluate("[typeof kept, Object.isFrozen(kept)]")).toEqual(["object", true]);
    expect(() => cell.evaluate("for (;;);")).toThrow(outOf("fuel"));
    expect(() => cell.evaluate("(() => { throw kept; })()")).toThrow(GuestError);
  });

  test("host calls and output", () => {
    let written = "";
    const cell = sheet(
      { hostCalls: 3, output: 10 },
      {
        globals: { ping: () => 1, console: consoleTo() },
        stdio: { stdout: { write: (text) => (written += text) } },
      },
    );
    for (let i = 0; i < 2; i++) {
      expect(cell.evaluate("ping() + ping() + ping()")).toBe(3);
      expect(() => cell.evaluate("(() => { for (let i = 0; i < 4; i++) try { ping(); } catch {} })()")).toThrow(outOf("quota"));
      expect(() => cell.evaluate("(() => { console.log('12345'); console.log('67890'); })()")).toThrow(outOf("quota"));
    }
    expect(written).toBe("12345\n12345\n");
    expect(cell.status).toBe("ready");
    expect(() => new Cell({ limits: { perCall: { fuel: 0 } } })).toThrow(/perCall\.fuel/);
  });
});

describe("depth", () => {
  test("going past it costs fuel, so that catching it for ever ends", () => {
    const cell = new Cell({ limits: { fuel: 3e6 } });
    expect(() => cell.evaluate("(() => { const f = () => { try { f(); } catch (e) { } try { f(); } catch (e) { } }; f(); })()")).toThrow(
      expect.objectContaining({ reason: "fuel" }),
    );
  });

  test("an entry that is too deep is not counted as one: the next call from outside has its own budget", () => {
    const cell = sheet({ fuel: 200_000 }, { globals: { again: (f: () => void) => f() }, limits: { depth: 200 } });
    cell.execute("function down() { again(down); }");
    expect(() => cell.evaluate("down()")).toThrow();
    for (let i = 0; i < 10; i++) expect(cell.evaluate("(() => { let n = 0; while (n < 50000) n++; return n; })()")).toBe(50_000);
  });
});

describe("cells within cells", () => {
  test("give back what they have not used", () => {
    const cell = new Cell({ limits: { fuel: 100_000, hostCalls: 10, output: 100 }, globals: { ping: () => 1 } });
    const inner = cell.subcell({ limits: { fuel: 60_000, hostCalls: 8 }, globals: { ping: () => 1 } });
    expect(cell.usage.fuel).toBe(60_000);
    inner.evaluate("ping() + ping()");
    const used = inner.usage.fuel;
    inner.dispose();
    expect(cell.usage.fuel).toBe(used);
    expect(() => cell.evaluate("(() => { for (let i = 0; i < 9; i++) ping(); })()")).toThrow(expect.objectContaining({ reason: "quota" }));
  });

  test("have half of what is left unless more is asked for, and never more than there is", () => {
    const cell = new Cell({ limits: { fuel: 100_000 } });
    const first = cell.subcell();
    expect(cell.usage.fuel).toBe(50_000);
    const greedy = cell.subcell({ limits: { fuel: 1e9 } });
    expect(cell.usage.fuel).toBe(100_000);
    expect(() => greedy.evaluate("for (;;);")).toThrow(CellTerminated);
    expect(greedy.usage.fuel).toBeLessThanOrEqual(50_000);
    expect(() => cell.evaluate("[1].map(() => 1)")).toThrow(CellTerminated);
    // the outer one's end is theirs
    expect(first.status).toBe("disposed");
  });

  test("end with the outermost, however deep", () => {
    const cells = [new Cell()];
    for (let i = 0; i < 3; i++) cells.push(cells.at(-1)!.subcell());
    const f = cells.at(-1)!.evaluate("() => 1") as () => number;
    cells[0]!.dispose();
    expect(cells.map((cell) => cell.status)).toEqual(["disposed", "disposed", "disposed", "disposed"]);
    expect(() => f()).toThrow(CellTerminated);
  });

  test("a cell that could not be made costs nothing", () => {
    const cell = new Cell({ limits: { fuel: 100_000 } });
    expect(() =>
      cell.subcell({
        globals: {
          x: new (class X {
            y = 1;
          })(),
        },
      }),
    ).toThrow(/X/);
    expect(cell.usage.fuel).toBe(0);
  });

  test("limits of an inner cell are never wider than what the outer one has left", () => {
    const amount = fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: undefined });
    const limits = fc
      .record({
        fuel: amount,
        depth: amount,
        deadlineMs: amount,
        hostCalls: amount,
        output: amount,
        timers: amount,
        unmetered: fc.boolean(),
      })
      .chain((own) =>
        fc.record({ fuel: amount, hostCalls: amount, output: amount }).map((perCall) => clean({ ...own, perCall: clean(perCall) })),
      );
    fc.assert(
      fc.property(limits, limits, fc.double({ min: 0, max: 1, noNaN: true }), (outer, asked, spent) => {
        const left = (n: number | undefined): number => (n === undefined ? Infinity : Math.max(1, Math.floor(n * (1 - spent))));
        const rest = { fuel: left(outer.fuel), allocation: Infinity, hostCalls: left(outer.hostCalls), output: left(outer.output) };
        const { limits: inner, drawn } = shareLimits(outer, rest, asked);
        for (const name of ["fuel", "hostCalls", "output"] as const) {
          expect(inner[name] ?? Infinity).toBeLessThanOrEqual(rest[name]);
          expect(drawn[name]).toBe(inner[name] ?? 0);
          expect(inner.perCall?.[name] ?? Infinity).toBeLessThanOrEqual(
            Math.min(outer.perCall?.[name] ?? Infinity, asked.perCall?.[name] ?? Infinity),
          );
          if (asked[name] !== undefined) expect(inner[name]).toBeLessThanOrEqual(asked[name]);
        }
        for (const name of ["depth", "deadlineMs", "timers"] as const)
          expect(inner[name] ?? Infinity).toBe(Math.min(outer[name] ?? Infinity, asked[name] ?? Infinity));
        expect(inner.unmetered === true).toBe(outer.unmetered === true && asked.unmetered === true);
        // asking for what one has been given, of one who has it, gives the same again
        expect(shareLimits(inner, { ...rest, ...pick(inner) }, inner).limits).toEqual(inner);
      }),
    );
  });
});

const clean = <T extends object>(o: T): Limits =>
  Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined && v !== false)) as Limits;
const pick = ({ fuel = Infinity, hostCalls = Infinity, output = Infinity }: Limits) => ({ fuel, hostCalls, output });
