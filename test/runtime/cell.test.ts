import { describe, expect, test, vi } from "vitest";
import {
  bastion,
  CapabilityError,
  Cell,
  CellError,
  CellExit,
  CellTerminated,
  CleanseError,
  definePolicy,
  GuestError,
  GuestObject,
  revoke,
  type CellEvent,
} from "../../src/index.js";

describe("running", () => {
  test("expressions, scripts and what they leave behind", () => {
    const cell = new Cell({ globals: { f: (x: unknown) => x } });
    expect(cell.evaluate("1 + 1")).toBe(2);
    expect(cell.evaluate("({ a: f([1, { b: 2 }]) })")).toEqual({ a: [1, { b: 2 }] });
    cell.execute("let x = 5; function g(n) { return n + x; } var y = 1;");
    expect(cell.evaluate("g(y)")).toBe(6);
    expect(cell.evaluate("const z = 3; z * 2")).toBe(6);
    expect(() => cell.evaluate("unknown")).toThrow(expect.objectContaining({ guestName: "ReferenceError" }));
  });

  test("modules, with their exports as a frozen object", async () => {
    const cell = new Cell({
      modules: { host: { answer: () => 42, data: { deep: [1] } } },
      hooks: { load: (id) => (id === "/lib.js" ? { source: "export let n = 0; export const up = () => ++n;" } : undefined) },
      policy: definePolicy({ modules: { allow: "*" } }),
    });
    const ns = await cell.load<{ run(n: number): number; default: unknown; then?: unknown }>(
      `import { answer, data } from "host"; import { up } from "./lib.js"; export const run = (n) => n * answer() + data.deep[0] + up(); export default { a: 1 }; export function then(f) { f(1); }`,
    );
    expect(Object.isFrozen(ns)).toBe(true);
    expect(ns.run(2)).toBe(86);
    expect(ns.default).toEqual({ a: 1 });
    expect("then" in ns).toBe(false);
    expect((await cell.import<{ n: number }>("/lib.js")).n).toBe(1);
    expect(cell.importSync<{ n: number }>("/lib.js").n).toBe(1);
    expect((await cell.reload("/lib.js"))["n"]).toBe(0);
  });

  test("files and `open` come from hooks and globals alone", () => {
    const cell = new Cell({
      hooks: { load: (id) => (id === "/a.js" ? { source: "var seen = 7" } : undefined) },
      globals: { open: (path: string, mode = "r") => `${path}:${mode}` },
    });
    cell.executeFile("/a.js");
    expect(cell.evaluate("seen")).toBe(7);
    expect(() => cell.executeFile("/etc/passwd")).toThrow(expect.objectContaining({ code: "file-not-found" }));
    expect(cell.open("x", "w")).toBe("x:w");
    expect(() => new Cell().open("x")).toThrow(CapabilityError);
  });

  test("what is not the cell language does not run", () => {
    const cell = new Cell();
    expect(() => cell.evaluate("({}).constructor")).toThrow(CleanseError);
    expect(() => cell.evaluate('// {"edition":1}\nwhatever')).toThrow(expect.objectContaining({ name: "VerifyError" }));
  });

  test("globals that are allowed but not supplied are told by name", () => {
    const cell = new Cell({ policy: definePolicy({ globals: { allow: ["notes", "fetch"] } }), globals: { notes: 1 } });
    expect(cell.evaluate("notes")).toBe(1);
    return expect(cell.load("export default fetch")).rejects.toThrow(/fetch/);
  });
});

describe("globals", () => {
  test("plain objects of functions are copied and frozen nowhere the host would notice", () => {
    const log = vi.fn();
    const tools = { log, nested: { twice: (f: (n: number) => number) => f(f(1)) } };
    const cell = new Cell({ globals: { tools } });
    expect(cell.evaluate("tools.log('a', { b: 1 }); tools.nested.twice((n) => n * 10)")).toBe(100);
    expect(log).toHaveBeenCalledWith("a", { b: 1 });
    expect(Object.isFrozen(tools)).toBe(false);
  });

  test("host classes can be called but not constructed or extended; their instances do not enter", () => {
    class Thing {
      token = "secret";
    }
    const cell = new Cell({ globals: { Thing, make: () => new Thing() } });
    for (const text of ["new Thing()", "class X extends Thing {}; new X()", "Reflect.construct(Thing, [])", "Thing()", "make()"]) {
      expect(() => cell.evaluate(text)).toThrow(expect.objectContaining({ guestName: "TypeError" }));
    }
    expect(cell.evaluate("'prototype' in Thing")).toBe(false);
    expect(() => new Cell({ globals: { thing: new Thing() } })).toThrow(CapabilityError);
    expect(() => new Cell({ globals: { tools: { thing: new Thing() } } })).toThrow(/Thing/);
  });
});

class Notes {
  #notes = ["a", "b"];
  _token = "secret";
  name = "field";
  titles(): string[] {
    return [...this.#notes];
  }
  add(title: string): this {
    this.#notes.push(title);
    return this;
  }
  _secret(): string {
    return this._token;
  }
  get count(): number {
    return this.#notes.length;
  }
  [Symbol.iterator](): Iterator<string> {
    return this.#notes[Symbol.iterator]();
  }
  then(): string {
    return "thenable";
  }
}
class MoreNotes extends Notes {
  override titles(): string[] {
    return super.titles().map((t) => t.toUpperCase());
  }
  clear(): void {
    return undefined;
  }
}

describe("what stays behind", () => {
  test("members of functions, both ways", () => {
    const cell = new Cell({ globals: { f: Object.assign(() => 1, { extra: 2 }) } });
    expect(cell.evaluate("[f(), f.extra, Object.keys(f)]")).toEqual([1, undefined, []]);
    const g = cell.evaluate("Object.assign(() => 1, { extra: 2 })") as () => unknown;
    expect([g(), Object.keys(g)]).toEqual([1, []]);
  });

  test("constructors: a guest's class is not constructed by the host, and what it makes is opaque", () => {
    const cell = new Cell();
    const Point = cell.evaluate("(class Point { x = 1; })") as new () => object;
    expect(() => new Point()).toThrow(TypeError);
    expect(() => Reflect.construct(Point, [])).toThrow(TypeError);
    expect(() => (Point as unknown as () => void)()).toThrow(GuestError);
    cell.execute("class Point { x = 1; } const make = () => new Point(), read = (p) => [p instanceof Point, p.x];");
    const point = (cell.evaluate("make") as () => object)();
    expect([point instanceof GuestObject, Object.keys(point)]).toEqual([true, []]);
    expect((cell.evaluate("read") as (p: object) => unknown)(point)).toEqual([true, 1]);
  });

  test("namespaces are live, and frozen", async () => {
    const cell = new Cell();
    const ns = await cell.load<{ n: number; list: number[]; up(): void }>(
      "export let n = 0; export const list = []; export function up() { list.push(++n); }",
    );
    const { up } = ns;
    up();
    expect([ns.n, ns.list, ns.up === up, ns.list === ns.list]).toEqual([1, [1], true, false]);
    expect(() => Object.assign(ns, { n: 5 })).toThrow(TypeError);
    cell.dispose();
    expect(() => ns.n).toThrow(CellTerminated);
  });
});

describe("bastions", () => {
  test("let methods through and nothing else", () => {
    const cell = new Cell({ globals: { notes: bastion(new MoreNotes()) } });
    expect(
      cell.evaluate(
        "[Object.keys(notes).sort(), notes.titles(), notes.count, notes.name, notes._secret, notes._token, notes.then, notes[Symbol.iterator], 'hasOwnProperty' in notes]",
      ),
    ).toEqual([["add", "clear", "titles"], ["A", "B"], undefined, undefined, undefined, undefined, undefined, undefined, false]);
    expect(cell.evaluate("[String(notes), `${notes}`, Object.prototype.toString.call(notes)]")).toEqual([
      "<Bastion for MoreNotes>",
      "<Bastion for MoreNotes>",
      "[object Bastion]",
    ]);
  });

  test("are frozen, one per cell, and always call on the target", () => {
    const face = bastion(new Notes(), { name: "notes" });
    const cell = new Cell({ globals: { notes: face, again: () => [face], back: (x: unknown) => x === face } });
    expect(cell.evaluate("again()[0] === notes && back(notes) && Object.isFrozen(notes) && Object.isFrozen(notes.titles)")).toBe(true);
    expect(cell.evaluate("notes.add('c') === notes && notes.titles.call({ titles: 1 }).length")).toBe(3);
    expect(cell.evaluate("const { titles } = notes; titles().length")).toBe(3);
    for (const text of [
      "notes.titles = 1",
      "delete notes.titles",
      "notes.x = 1",
      "Object.defineProperty(notes, 'titles', { value: 1 })",
      "new notes.titles()",
    ]) {
      expect(() => cell.evaluate(text)).toThrow(GuestError);
    }
  });

  test("take a list of methods, a filter and a name", () => {
    const named = bastion(new Notes(), { methods: ["titles", "then"], name: "my notes" });
    const filtered = bastion(new Notes(), { filter: (name) => name.endsWith("s") || name === "_secret" || name === "constructor" });
    const cell = new Cell({ globals: { named, filtered } });
    expect(cell.evaluate("[Object.keys(named), String(named), Object.keys(filtered).sort()]")).toEqual([
      ["titles", "then"],
      "<Bastion for my notes>",
      ["_secret", "titles"],
    ]);
    expect(() => bastion(new Notes(), { methods: ["missing" as "titles"] })).toThrow(CellError);
    expect(() => bastion({ constructor: () => 1 }, { methods: ["constructor"] })).toThrow(CellError);
  });

  test("never run accessors of the target, and take plain objects too", () => {
    const get = vi.fn(() => () => 1);
    const face = bastion({ plain: () => 2, get trap() { return get(); } }); // prettier-ignore
    const cell = new Cell({ globals: { face } });
    expect(cell.evaluate("[face.plain(), face.trap, String(face)]")).toEqual([2, undefined, "<Bastion for Object>"]);
    expect(get).not.toHaveBeenCalled();
  });

  test("can be revoked, if they were made so", () => {
    const face = bastion(new Notes(), { revocable: true });
    const cell = new Cell({ globals: { face } });
    expect(cell.evaluate("face.titles().length")).toBe(2);
    revoke(face);
    expect(() => cell.evaluate("face.titles()")).toThrow(GuestError);
    expect(() => face.titles()).toThrow(CapabilityError);
    expect(() => revoke(bastion(new Notes()))).toThrow(CellError);
  });

  test("keep the types of the methods", () => {
    const face = bastion(new Notes());
    const titles: string[] = face.titles();
    expect(titles).toEqual(["a", "b"]);
    // @ts-expect-error fields do not come through
    expect(face.name).toBeUndefined();
    // @ts-expect-error nor what begins with an underscore
    expect(face._secret).toBeUndefined();
    // @ts-expect-error nor `then`, unless named
    expect(face.then).toBeUndefined();
    const only = bastion(new Notes(), { methods: ["add"] });
    // @ts-expect-error nor what was not named
    expect(only.titles).toBeUndefined();
  });
});

describe("errors", () => {
  test("show the guest's own frames, by its own source", () => {
    const cell = new Cell({ name: "plugin", globals: { call: (f: () => unknown) => f() } });
    cell.execute("function inner() {\n  throw new TypeError('bad');\n}\nfunction outer() { call(() => inner()); }");
    let error: GuestError | undefined;
    try {
      cell.evaluate("outer()");
    } catch (e) {
      error = e as GuestError;
    }
    expect(error).toBeInstanceOf(GuestError);
    expect(error!.stack).toMatch(/^TypeError: bad\n {4}at inner \(plugin\.js:2:9\)\n/);
    expect(error!.stack).not.toMatch(/node:|file:|\/work|\.ts|cell-core|membrane/);
  });

  test("of the host show the guest nothing of the host", () => {
    const cell = new Cell({
      globals: {
        fail() {
          throw new RangeError("no", { cause: new Error("deeper") });
        },
      },
    });
    const seen = cell.evaluate(
      "let got; try { fail(); } catch (e) { got = [e instanceof RangeError, e.message, e.stack, e.cause.message, e.cause.stack, Object.keys(e)]; } got",
    ) as unknown[];
    expect([seen[0], seen[1], seen[3], seen[5]]).toEqual([true, "no", "deeper", []]);
    expect(`${seen[2] as string}${seen[4] as string}`).not.toMatch(/node:|file:|\/work|\.ts|test\//);
  });
});

describe("the end", () => {
  test("exit is the supervisor's to grant and cannot be caught", () => {
    const events: CellEvent[] = [];
    const cell = new Cell({ globals: { exit: Cell.exit }, onEvent: (e) => events.push(e) });
    expect(() => cell.evaluate("try { exit(3); } catch { } finally { } 1")).toThrow(
      expect.objectContaining({ name: "CellExit", exitCode: 3 }),
    );
    expect(cell.status).toBe("exited");
    expect(() => cell.evaluate("1")).toThrow(CellExit);
    expect(events).toEqual([{ type: "ended", reason: "exit", exitCode: 3 }]);
    expect(() => new Cell().evaluate("exit(1)")).toThrow(GuestError);
  });

  test("fuel and quotas end the cell for good", () => {
    const cell = new Cell({ limits: { fuel: 20_000 } });
    expect(() => cell.evaluate("for (;;) { try { for (;;) {} } catch {} }")).toThrow(expect.objectContaining({ reason: "fuel" }));
    expect(cell.status).toBe("terminated");
    expect(() => cell.evaluate("1")).toThrow(CellTerminated);
    const other = new Cell({ limits: { hostCalls: 10 }, globals: { f: () => 1 } });
    expect(() => other.evaluate("for (let i = 0; i < 20; i++) try { f() } catch {}")).toThrow(expect.objectContaining({ reason: "quota" }));
    expect(other.usage.hostCalls).toBe(11);
  });

  test("a deadline stops even what is not metered", () => {
    const cell = new Cell({ limits: { deadlineMs: 50, unmetered: true } });
    expect(() => cell.evaluate("for (;;) {}")).toThrow(expect.objectContaining({ reason: "deadline" }));
    const kept = new Cell({ limits: { deadlineMs: 50, unmetered: true } });
    const f = kept.evaluate("() => { for (;;) {} }") as () => void;
    expect(f).toThrow(CellTerminated);
    expect(kept.status).toBe("terminated");
  });

  test("a disposed cell's functions throw, and those within it end with it", () => {
    const cell = new Cell({ limits: { fuel: 1e6 } });
    const child = cell.subcell({ limits: { fuel: 1000 } });
    const f = cell.evaluate("() => 1") as () => number;
    expect(f()).toBe(1);
    expect(child.evaluate("1 + 1")).toBe(2);
    cell.dispose();
    expect(f).toThrow(expect.objectContaining({ reason: "disposed" }));
    expect([cell.status, child.status]).toEqual(["disposed", "disposed"]);
    expect(() => child.evaluate("1")).toThrow(CellTerminated);
  });

  test("a subcell has no more than its cell", () => {
    const cell = new Cell({ policy: definePolicy({ globals: { allow: ["a"] } }), globals: { a: 1 }, limits: { fuel: 10_000 } });
    const child = cell.subcell({
      policy: definePolicy({ extends: "compat", globals: { allow: ["a", "b"] } }),
      globals: { a: 2, b: 3 },
      limits: { fuel: 1e9 },
    });
    expect(child.policy.preset).toBe("strict");
    expect(child.evaluate("a")).toBe(2);
    return expect(child.load("export default b")).rejects.toThrow();
  });

  test("unmetered artifacts run only where that is said", () => {
    const policy = definePolicy({});
    expect(() => new Cell({ policy, limits: { fuel: -1 } })).toThrow(CellError);
  });
});

describe("idle", () => {
  test("waits for what the host still owes", async () => {
    let done = false;
    const cell = new Cell({ globals: { later: () => new Promise((resolve) => setTimeout(resolve, 20, 5)) } });
    cell.execute("var got; later().then((x) => { got = x; })");
    await cell.idle();
    done = cell.evaluate("got") === 5;
    expect(done).toBe(true);
  });
});

describe("output", () => {
  test("of powers goes where withStdio says, through continuations", async () => {
    const { Power } = await import("../../src/runtime/power.js");
    const print = new Power((host) => (text: string) => void host.streams.stdout.write(text));
    const out: string[] = [];
    const other: string[] = [];
    const cell = new Cell({
      globals: { print, later: () => new Promise((resolve) => setTimeout(resolve, 5)) },
      stdio: { stdout: { write: (t) => out.push(t) } },
      limits: { output: 100 },
    });
    cell.withStdio({ stdout: { write: (t) => other.push(t) } }).execute("print('a'); later().then(() => print('b'));");
    cell.execute("print('c'); later().then(() => print('d'));");
    await cell.idle();
    expect([out, other]).toEqual([
      ["c", "d"],
      ["a", "b"],
    ]);
    expect(() => cell.evaluate("print('x'.repeat(200)); 1")).toThrow(expect.objectContaining({ reason: "quota" }));
  });
});

test("a Proxy is asked for the keys of the text, never for the one that no object has", () => {
  const cell = new Cell({ policy: definePolicy({ extends: "compat" }) });
  const asked = cell.evaluate(`(() => {
    const asked = [], o = new Proxy({}, { get(t, k) { asked.push(String(k)); return 1; } });
    const k = "a" + "b", { [k]: x, prototype: y = 2 } = o;
    return asked.join();
  })()`);
  expect(asked).toBe("ab,prototype");
});
