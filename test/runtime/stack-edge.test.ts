import vm from "node:vm";
import { expect, test } from "vitest";
import { Cell, definePolicy } from "../../src/index.js";
import { makeStackCheck } from "../../src/runtime/limits/stack-check.js";
import { ASKED } from "../../src/runtime/limits/stack-sizes.js";

const walk = <T>(levels: number, then: () => T): T => (levels === 0 ? then() : walk(levels - 1, then));

/** How many levels there are before the attempt fails. */
function edgeOf(attempt: (levels: number) => boolean): number {
  let edge = 0;
  for (let step = 4096; step >= 1;) {
    if (attempt(edge + step)) edge += step;
    else step >>= 1;
  }
  return edge;
}

test("the question whether there is stack is answered truly however often it has been asked", { timeout: 60_000 }, () => {
  const isRoomy = makeStackCheck(ASKED, (source) => new vm.Script(source).runInThisContext() as unknown);
  const askNearTheEdge = (): void => {
    const edge = edgeOf((levels) => {
      try {
        return walk(levels, () => true);
      } catch {
        return false;
      }
    });
    // a frame's size changes when the engine compiles the function: so not too near
    const near = Math.floor(edge * 0.8);
    for (let levels = near; levels < near + 100; levels++) expect(walk(levels, isRoomy)).toBe(false);
  };
  // by pushing arguments at first, by a function made for it later on
  askNearTheEdge();
  for (let i = 0; i < 300_000; i++) if (!isRoomy()) throw new Error("there is room");
  askNearTheEdge();
});

/**
 * At the very edge of the stack a function of the host's fails before it runs, with an error of the *host's* realm: our own (the question above) or one that the
 * engine calls (Node prints stacks). Whoever has that error has the host's `Function`. `catch` has a guard; a promise swallows the error without one.
 * Frames of many sizes try all offsets to the edge.
 */
const ATTACK = `(() => {
  const rec = (d, f) => { if (d === 0) return f(); return rec(d - 1, f); };
  const inPromise = (f) => Reflect.construct.bind(Reflect, Promise, [f]);
  const look = (p) => { p.then(undefined, (e) => { if (!(e instanceof Error)) report(); }); return true; };
  const pads = [PADS];
  const nested = "[1,[2,[3,[4,[5,[6,[7,[8,[9,[10,[11,[12]]]]]]]]]]]]";
  const acts = [(e) => e.stack, () => JSON.parse(nested, (k, v) => v), (e) => Reflect.get(e, "stack"), () => echo({ a: [1] })];
  const natives = [(e) => Reflect.get.bind(Reflect, e, "stack"), () => JSON.parse.bind(JSON, nested, (k, v) => v), () => echo.bind(undefined, 1)];
  return {
    own(depth, pad, act) {
      let entered = false;
      const e = new Error("not printed yet");
      look(new Promise(() => rec(depth, () => { entered = true; pads[pad](() => acts[act](e)); })));
      return entered;
    },
    viaHost(depth, act) {
      try { return look(walk(depth, inPromise(natives[act](new Error("not printed yet"))))); } catch { return false; }
    },
  };
})()`.replace(
  "PADS",
  Array.from({ length: 12 }, (_, i) => {
    const names = Array.from({ length: i }, (_, j) => `a${String(j)}`);
    return `(f) => { ${names.map((name) => `let ${name} = f;`).join(" ")} const r = f(); return [r, ${names.join()}]; }`;
  }).join(),
);

test.each([
  ["strict", true],
  ["compat", true],
  ["strict", false],
  ["compat", false],
] as const)(
  "no error of the host is swallowed by a promise at the edge of the stack (%s, unmetered: %s)",
  { timeout: 120_000 },
  async (preset, unmetered) => {
    let leaks = 0;
    const cell = new Cell({
      policy: definePolicy({ extends: preset }),
      globals: { echo: (x: unknown) => x, walk, report: () => void leaks++ },
      limits: unmetered ? { unmetered } : { fuel: 1e9, depth: 1e6 },
    });
    const { own, viaHost } = cell.evaluate(ATTACK) as {
      own(depth: number, pad: number, act: number): boolean;
      viaHost(depth: number, act: number): boolean;
    };
    const scan = (attempt: (depth: number) => boolean): void => {
      const edge = edgeOf(attempt);
      for (let depth = edge - 40; depth <= edge; depth++) attempt(depth);
    };
    for (let act = 0; act < 4; act++) for (let pad = 0; unmetered && pad < 12; pad += 2) scan((depth) => own(depth, pad, act));
    for (let act = 0; act < 3; act++) scan((depth) => viaHost(depth, act));
    await cell.idle();
    expect(leaks).toBe(0);
    cell.dispose();
  },
);

test("stacks of unmetered programs have no frames, which nobody can print safely", () => {
  const stack = (preset: "strict" | "compat"): unknown =>
    new Cell({ policy: definePolicy({ extends: preset }), limits: { unmetered: true } }).evaluate("new Error('x').stack");
  expect([stack("strict"), stack("compat")]).toEqual([undefined, "Error: x"]);
});
