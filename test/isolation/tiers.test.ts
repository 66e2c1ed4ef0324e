import { afterEach, describe, expect, test } from "vitest";
import { ProcessCell, WorkerCell, type RemoteCellOptions } from "../../src/isolation/index.js";
import { cells as cellsPower, clock, consoleTo, random, timers, webGlobals } from "../../src/powers/index.js";
import { bastion, CapabilityError, Cell, CellError, CellExit, CellTerminated, definePolicy, GuestError } from "../../src/runtime/index.js";

type AnyFunction = (...args: unknown[]) => Promise<unknown>;

/** What the tiers share: everything but what ends them (kills.test.ts). */
describe.each([
  ["WorkerCell", WorkerCell],
  ["ProcessCell", ProcessCell],
] as const)("%s", (_, Tier) => {
  const cells: InstanceType<typeof Tier>[] = [];
  const make = (options?: RemoteCellOptions): InstanceType<typeof Tier> => {
    const cell = new Tier(options);
    cells.push(cell);
    return cell;
  };
  afterEach(async () => {
    await Promise.all(cells.splice(0).map((cell) => cell.dispose()));
  });

  test("evaluates, executes, loads and imports, as a Cell does", async () => {
    const cell = make({
      modules: { host: { name: "world" } },
      hooks: {
        resolve: (specifier) => Promise.resolve(`/${specifier.replace("./", "")}`),
        load: (id) => (id === "/lib.js" ? { source: "export const two = 2; export { name } from 'host';" } : undefined),
      },
    });
    await cell.execute("var counter = 40;");
    expect(await cell.evaluate("counter + 2")).toBe(42);
    const plugin = await cell.load<{ greet: AnyFunction; list: unknown }>(
      `import { two, name } from "./lib.js"; export const list = [two, name]; export function greet(who) { return "hello " + who; }`,
    );
    expect(plugin.list).toEqual([2, "world"]);
    expect(await plugin.greet("you")).toBe("hello you");
    expect(await cell.import("./lib.js")).toEqual({ two: 2, name: "world" });
    await expect(cell.import("./nothing.js")).rejects.toMatchObject({ code: "module-not-found" });
    expect(cell.status).toBe("ready");
  });

  test("runs artifacts that were built elsewhere", async () => {
    const { cleanse } = await import("../../src/compiler.js");
    const cell = make();
    const artifact = cleanse("export const x = 1;");
    expect(await cell.load(artifact)).toEqual({ x: 1 });
    expect(await cell.load(artifact.text)).toEqual({ x: 1 });
  });

  test("calls back, both ways, at any time", async () => {
    let later: AnyFunction | undefined;
    const cell = make({
      globals: {
        keep: (f: AnyFunction) => void (later = f),
        twice: async (f: AnyFunction, x: unknown) => await f(await f(x)),
        data: { list: [1, 2, 3] },
      },
    });
    await cell.evaluate("keep(x => ({ got: x }))");
    expect(await later!([1])).toEqual({ got: [1] });
    expect(await cell.load("export const x = await twice(async n => n + data.list.length, 1);")).toEqual({ x: 7 });
    const f = (await cell.evaluate("(f => f)")) as AnyFunction;
    expect(await f(f)).toBe(f);
  });

  test("reaches bastions over there", async () => {
    class Store {
      readonly items = new Map([["a", 1]]);
      get(key: string): number | undefined {
        return this.items.get(key);
      }
    }
    const cell = make({ globals: { store: bastion(new Store()) } });
    expect(
      await cell.load(
        "export const value = await store.get('a'); export const keys = Object.keys(store); export const hidden = store.items;",
      ),
    ).toEqual({
      value: 1,
      keys: ["get"],
      hidden: undefined,
    });
  });

  test("reports the same errors", async () => {
    const cell = make({
      globals: {
        fail: () => {
          throw new RangeError("of the host");
        },
      },
    });
    const error: unknown = await cell
      .load("export function f() { throw new TypeError('of the guest', { cause: 1 }); } f();")
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(GuestError);
    expect(error).toMatchObject({ guestName: "TypeError", message: "of the guest", cause: 1 });
    expect((error as GuestError).stack).not.toMatch(/node:|cell:|\/work|file:/);
    expect(
      await cell.load(
        "export let seen; try { await fail(); } catch (e) { seen = [e instanceof RangeError, e.message, e.stack.includes('test.ts')]; }",
      ),
    ).toEqual({
      seen: [true, "of the host", false],
    });
    await expect(cell.evaluate("x.constructor")).rejects.toMatchObject({
      name: "CleanseError",
      diagnostics: [{ code: expect.any(String) as string }],
    });
    await expect(cell.load('// {"edition":1}\nnot an artifact')).rejects.toMatchObject({ name: "VerifyError" });
    await expect(cell.evaluate("nothingOfThatName")).rejects.toBeInstanceOf(GuestError);
    await expect(cell.load("nothingOfThatName")).rejects.toThrow();
    expect(cell.status).toBe("ready");
  });

  test("ends on exit, on fuel and on dispose, and says so ever after", async () => {
    const exiting = make({ globals: { exit: Cell.exit } });
    await expect(exiting.evaluate("exit(3)")).rejects.toMatchObject({ exitCode: 3 });
    await expect(exiting.evaluate("1")).rejects.toBeInstanceOf(CellExit);
    expect(exiting.status).toBe("exited");

    const burning = make({ limits: { fuel: 1e6 } });
    await expect(burning.evaluate("for (;;);")).rejects.toMatchObject({ reason: "fuel" });
    await expect(burning.evaluate("1")).rejects.toMatchObject({ reason: "fuel" });
    expect(burning.status).toBe("terminated");

    const disposed = make();
    const pending = expect(disposed.evaluate("1")).rejects.toMatchObject({ reason: "disposed" });
    await disposed.dispose();
    await pending;
    await expect(disposed.evaluate("1")).rejects.toBeInstanceOf(CellTerminated);
    expect(disposed.status).toBe("disposed");
  });

  test("goes on after a call that used up its own part", async () => {
    const cell = make({ limits: { perCall: { fuel: 1e6 } } });
    await expect(cell.evaluate("for (;;);")).rejects.toMatchObject({ reason: "fuel", scope: "call" });
    expect(await cell.evaluate("1 + 1")).toBe(2);
    expect(cell.status).toBe("ready");
  });

  test("makes time, timers and chance over there, where they answer at once", async () => {
    const cell = make({ globals: { Date: clock({ fixedAt: 5 }), Math: random({ seed: 1 }), ...timers({ max: 3 }) } });
    const here = new Cell({ globals: { Math: random({ seed: 1 }) } });
    const { cleanse } = await import("../../src/compiler.js");
    const drawn = here.evaluate(cleanse("Math.random()", { goal: "expression" }));
    expect(await cell.evaluate("[Date.now(), Math.random()]")).toEqual([5, drawn]);
    expect(await cell.load("export const x = await new Promise(done => setTimeout(done, 5, 'late'));")).toEqual({ x: "late" });
    await cell.execute("var ticks = 0; const name = setInterval(() => { if (++ticks === 3) clearInterval(name); }, 1);");
    await cell.idle();
    expect(await cell.evaluate("ticks")).toBe(3);
  });

  test("has web globals and cells within it", async () => {
    const cell = make({ globals: { ...webGlobals(), cells: cellsPower() } });
    expect(await cell.evaluate("[new URL('https://a.example/x?y').search, cells.create({ globals: { x: 1 } }).evaluate('x + 1')]")).toEqual(
      ["?y", 2],
    );
  });

  test("keeps its policy, whatever the program's", async () => {
    const cell = make({ policy: definePolicy({ modules: { allow: [] } }), modules: { host: { a: 1 } } });
    await expect(cell.load("import 'host';")).rejects.toThrow();
    await expect(cell.import("host")).rejects.toThrow();
  });

  test("tells events and writes to stdio", async () => {
    const events: unknown[] = [];
    const lines: string[] = [];
    const stdio = { stdout: { write: (text: string) => lines.push(text) } };
    const cell = make({ globals: { console: consoleTo() }, stdio, onEvent: (event) => void events.push(event), limits: { fuel: 1e6 } });
    await cell.execute("console.log('hello', { a: 1 });");
    expect(lines).toEqual(["hello { a: 1 }\n"]);
    await cell.evaluate("void Promise.reject(new Error('nobody looks'))");
    await cell.evaluate("for(;;);").catch(() => undefined);
    expect(events).toMatchObject([
      { type: "unhandled-rejection", error: { message: "nobody looks" } },
      { type: "ended", reason: "fuel" },
    ]);
  });

  test("counts use", async () => {
    const cell = make({ globals: { f: () => 1 } });
    await cell.evaluate("for (let i = 0; i < 1000; i++) f();");
    const usage = await cell.usage();
    expect(usage.hostCalls).toBe(1000);
    expect(usage.fuel).toBeGreaterThan(1000);
  });

  test("counts what built-ins make", async () => {
    const cell = make({ limits: { allocation: 10_000 } });
    await cell.evaluate("'ab'.repeat(500)");
    expect((await cell.usage()).allocation).toBe(2_000);
    await expect(cell.evaluate("for (;;) 'ab'.repeat(500)")).rejects.toMatchObject({ code: "cell-terminated", reason: "memory" });
  });

  test("refuses what cannot go there", async () => {
    class Host {
      name = "host";
    }
    await expect(make({ globals: { host: new Host() } }).evaluate("1")).rejects.toBeInstanceOf(CapabilityError);
    await expect(make({ globals: { Date: clock({ now: () => 1 }) } }).evaluate("1")).rejects.toMatchObject({ code: "invalid-options" });
    const cell = make();
    await expect(cell.evaluate("Symbol('own')")).rejects.toThrow();
    expect(await cell.evaluate("1")).toBe(1);
    expect(new CellError("capability", "")).toBeInstanceOf(Error);
  });
});
