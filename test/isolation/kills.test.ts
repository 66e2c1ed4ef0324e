import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Cell } from "../../src/runtime/index.js";
import type { CellEvent } from "../../src/runtime/cell-options.js";
import { ProcessCell, WorkerCell, type RemoteCellOptions } from "../../src/isolation/index.js";
import { cleanse, type Goal } from "../../src/compiler.js";
import { definePolicy } from "../../src/policy/index.js";
import { timers } from "../../src/powers/index.js";

/** Compiled here, so that what is timed is the guest. `raw` programs pay no fuel. */
const policy = definePolicy({ globals: { allow: "*" } });
const metered = (source: string): string => cleanse(source, { goal: "script", filename: "kill.js" }).text;
const raw = (source: string, goal: Goal = "script"): string => cleanse(source, { goal, policy, filename: "kill.js", metered: false }).text;

/** Long enough for a busy machine to do something sensible within it. */
const DEADLINE_MS = 1_000;
const LIMITS = { deadlineMs: DEADLINE_MS, unmetered: true };

describe.each([
  ["WorkerCell", WorkerCell],
  ["ProcessCell", ProcessCell],
] as const)("%s", (_, Tier) => {
  type AnyCell = InstanceType<typeof Tier>;
  const cells: AnyCell[] = [];
  const make = (options: RemoteCellOptions = {}): AnyCell => {
    const cell = new Tier({ limits: LIMITS, memory: { heapMb: 64 }, ...options });
    cells.push(cell);
    return cell;
  };
  /** Turns of the supervisor's loop, and how late they came altogether: on a busy machine everything does. */
  let turns = 0;
  let lateness = 0;
  let watch: NodeJS.Timeout;
  beforeEach(() => {
    turns = lateness = 0;
    let last = performance.now();
    watch = setInterval(() => {
      const now = performance.now();
      turns++;
      lateness += Math.max(0, now - last - 10);
      last = now;
    }, 10);
  });
  afterEach(async () => {
    clearInterval(watch);
    await Promise.all(cells.splice(0).map((cell) => cell.dispose()));
  });

  /** Runs until it is ended; the supervisor must have gone on meanwhile, and have been told within a second of the deadline. */
  const expectEnd = async (cell: AnyCell, program: string, reason: string, deadlineMs = DEADLINE_MS): Promise<void> => {
    await cell.evaluate(raw("1"));
    const began = performance.now();
    turns = lateness = 0;
    await expect(cell.evaluate(program)).rejects.toMatchObject({ code: "cell-terminated", reason });
    const took = performance.now() - began;
    expect(took).toBeLessThan(deadlineMs + 1000 + lateness);
    expect(turns).toBeGreaterThan(reason === "deadline" ? 5 : 0);
    expect(cell.status).toBe("terminated");
    await expect(cell.evaluate("1")).rejects.toMatchObject({ reason });
    await cell.dispose();
  };

  test.each([
    ["a loop", "while (true);"],
    ["a regular expression that does not end", "/^(a+)+$/.test('a'.repeat(64) + 'b')"],
    ["a giant sort", "const a = Array.from({ length: 5e5 }, (_, i) => (i * 7919) % 500009); for (;;) a.sort((x, y) => y - x).sort();"],
    ["a big number", "let x = 3n ** 3000000n; for (;;) String(x);"],
  ])("ends %s at the deadline", async (_name, source) => {
    await expectEnd(make(), raw(source), "deadline");
  });

  test("ends a metered loop by fuel, without the deadline", async () => {
    await expectEnd(make({ limits: { ...LIMITS, fuel: 1e7, deadlineMs: 20_000 } }), metered("while (true);"), "fuel", 5_000);
  });

  test("ends a heap that does not stop growing", async () => {
    await expectEnd(
      make({ limits: { ...LIMITS, deadlineMs: 20_000 } }),
      raw("const all = []; for (;;) all.push({ a: [1, 2, 3], b: { c: 'x' } });"),
      "memory",
      20_000,
    );
  });

  test.each([
    ["a timer's loop", "setTimeout(() => { for (;;); }, 20); 'answered'"],
    ["a storm of microtasks", "const again = async () => { await 0; again(); }; setTimeout(again, 20); 'answered'"],
  ])("ends what goes on after a call has answered: %s", async (_name, source) => {
    const cell = make({ globals: timers() });
    expect(await cell.evaluate(raw(source))).toBe("answered");
    await new Promise((done) => setTimeout(done, 100));
    const began = performance.now();
    lateness = 0;
    while (cell.status === "ready" && performance.now() - began < 30_000) await new Promise((done) => setTimeout(done, 10));
    expect(cell.status).toBe("terminated");
    expect(performance.now() - began).toBeLessThan(DEADLINE_MS + 1000 + lateness);
    await expect(cell.evaluate("1")).rejects.toMatchObject({ reason: "deadline" });
  });

  test("ends a callback that does not return", async () => {
    const cell = make();
    const f = (await cell.evaluate(raw("(() => { for (;;); })"))) as () => Promise<unknown>;
    await expect(f()).rejects.toMatchObject({ reason: "deadline" });
  });

  test("ends a guest whose host call does not answer", async () => {
    const cell = make({ globals: { never: () => new Promise(() => undefined) } });
    await expect(cell.load(raw("await never();", "module"))).rejects.toMatchObject({ reason: "deadline" });
  });

  test("leaves other cells alone", async () => {
    const [bad, good] = [make(), make()];
    await good.evaluate(raw("1"));
    const ending = expect(bad.evaluate(raw("for (;;);"))).rejects.toMatchObject({ reason: "deadline" });
    expect(await good.evaluate(raw("40 + 2"))).toBe(42);
    await ending;
    expect(await good.evaluate(raw("40 + 3"))).toBe(43);
  });
});

describe("WorkerCell", () => {
  test("tells of a thread that cannot be ended, and counts it", async () => {
    const events: CellEvent[] = [];
    const cell = new WorkerCell({ limits: LIMITS, onEvent: (event) => events.push(event) });
    await cell.evaluate(raw("1"));
    // some seconds: an infinite one would outlive this test, and take a processor for ever
    const began = performance.now();
    await expect(cell.evaluate(raw("[].lastIndexOf.call({ length: 3e8 }, 1)"))).rejects.toMatchObject({ reason: "deadline" });
    expect(performance.now() - began).toBeLessThan(DEADLINE_MS + 1000);
    expect(events).toEqual([{ type: "ended", reason: "deadline" }]);
    await cell.dispose();
    if (WorkerCell.stuck > 0) expect(events).toContainEqual({ type: "stuck" });
    while (WorkerCell.stuck > 0) await new Promise((done) => setTimeout(done, 100));
  }, 120_000);

  test("tells of its end once, with its reason", async () => {
    const events: CellEvent[] = [];
    const onEvent = (event: CellEvent): void => void events.push(event);
    const exits = new WorkerCell({ globals: { exit: Cell.exit }, onEvent });
    await expect(exits.evaluate("exit(3)")).rejects.toMatchObject({ code: "cell-exit" });
    const burns = new WorkerCell({ limits: { fuel: 1e5 }, onEvent });
    await expect(burns.evaluate("for (;;);")).rejects.toMatchObject({ reason: "fuel" });
    await Promise.all([exits.dispose(), burns.dispose()]);
    expect(events).toEqual([
      { type: "ended", reason: "exit", exitCode: 3 },
      { type: "ended", reason: "fuel" },
    ]);
  });
});

describe("ProcessCell", () => {
  test("ends a native that never looks for an interrupt", async () => {
    const cell = new ProcessCell({ limits: LIMITS });
    await expect(cell.evaluate(raw("[].indexOf.call({ length: 2 ** 53 - 1 }, 1)"))).rejects.toMatchObject({
      reason: expect.stringMatching(/deadline|fuel/) as string,
    });
    await cell.dispose();
  });

  test("ends buffers that do not stop growing", async () => {
    const cell = new ProcessCell({ limits: { deadlineMs: 20_000, unmetered: true }, memory: { heapMb: 64, totalMb: 256 } });
    await expect(
      cell.evaluate(raw("const all = []; for (;;) { const b = new Uint8Array(4e6); b.fill(1); all.push(b); }")),
    ).rejects.toMatchObject({ reason: "memory" });
    await cell.dispose();
  });

  test.each([
    [
      "a pattern compiled where the stack ends",
      "let n = 0; const f = () => { try { f(); } catch (e) { new RegExp('(?:'.repeat(150) + 'a' + 'b)*'.repeat(150) + n++).test('a'); throw e; } }; try { f(); } catch {} n",
    ],
    ["a pattern of nested groups", "new RegExp('(?:'.repeat(4000) + 'a' + 'b)*'.repeat(4000)).test('a')"],
  ])(
    "survives the engine's own death: %s",
    async (_name, source) => {
      const cell = new ProcessCell({ limits: { deadlineMs: 60_000, unmetered: true } });
      await cell.evaluate(raw("1"));
      await expect(cell.evaluate(raw(source))).rejects.toMatchObject({ code: "cell-terminated", reason: "integrity" });
      await cell.dispose();
    },
    60_000,
  );
});
