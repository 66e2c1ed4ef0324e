import { describe, expect, test } from "vitest";
import { Cell, cleanse, definePolicy, lint, meet, verify, type CellOptions, type Policy } from "../../src/index.js";

describe("limits of a policy", () => {
  const policy = definePolicy({ limits: { fuel: 10_000, timers: 3, perCall: { fuel: 1_000 } } });

  test("hold for its cells, whatever these ask for", () => {
    const burn = (options: CellOptions): number => {
      const cell = new Cell({ policy, ...options });
      expect(() => cell.execute("for (;;);")).toThrow(expect.objectContaining({ reason: "fuel" }));
      return cell.usage.fuel;
    };
    // what is prepaid is at most twice what is used
    expect(burn({})).toBeLessThan(2_100);
    expect(burn({ limits: { fuel: 1e9, perCall: { fuel: 1e9 } } })).toBeLessThan(2_100);
    expect(burn({ limits: { fuel: 100 } })).toBeLessThan(220);
    expect(burn({ policy: definePolicy({ limits: { fuel: 50 } }) })).toBeLessThan(120);
  });

  test("are met with those of an inner cell", () => {
    const outer = new Cell({ policy: definePolicy({ limits: { perCall: { fuel: 5_000 } } }) });
    const inner = outer.subcell({ policy: definePolicy({ limits: { fuel: 2_000 } }), limits: { fuel: 1e6 } });
    expect(inner.policy.limits).toEqual({ fuel: 2_000, perCall: { fuel: 5_000 } });
    expect(() => inner.execute("for (;;);")).toThrow(expect.objectContaining({ reason: "fuel", scope: "cell" }));
    expect(outer.status).toBe("ready");
  });

  test("are taken over by extending, key by key", () => {
    expect(definePolicy({ extends: policy, limits: { timers: 5, perCall: { output: 9 } } }).limits).toEqual({
      fuel: 10_000,
      timers: 5,
      perCall: { fuel: 1_000, output: 9 },
    });
    expect(meet(policy, definePolicy({ limits: { timers: 1, depth: 7 } })).limits).toEqual({
      fuel: 10_000,
      depth: 7,
      timers: 1,
      perCall: { fuel: 1_000 },
    });
  });
});

describe("what is misspelt or forged is an error, not a grant", () => {
  test.each<[unknown, RegExp]>([
    [{ polcy: 1 }, /"polcy" is no option of a cell/],
    [{ limits: { fule: 1 } }, /limits\.fule is no limit; there are fuel/],
    [{ limits: { perCall: { depth: 1 } } }, /limits\.perCall\.depth is no limit/],
    [{ limits: { fuel: "9" } }, /limits\.fuel must be a number above 0/],
    [{ limits: { fuel: NaN } }, /limits\.fuel must be a number above 0/],
    [{ limits: { unmetered: "no" } }, /limits\.unmetered is true or false/],
  ])("%j", (options, message) => {
    expect(() => new Cell(options as CellOptions)).toThrow(message);
  });

  test.each<[string, unknown]>([
    ["an input", { extends: "compat" }],
    ["a copy", { ...definePolicy({ extends: "compat" }) }],
    ["a name", "compat"],
    ["null", null],
  ])("%s is no policy, to anybody", (_, given) => {
    const policy = given as Policy;
    const refused = expect.objectContaining({ name: "PolicyError", code: "policy-invalid" }) as Error;
    const artifact = cleanse("1", { goal: "script" });
    if (given !== null) {
      expect(() => new Cell({ policy })).toThrow(refused);
      expect(() => cleanse("1", { policy })).toThrow(refused);
      expect(() => lint("1", { policy })).toThrow(refused);
    }
    expect(() => verify(artifact, { policy })).toThrow(refused);
    expect(() => new Cell().subcell({ policy })).toThrow(refused);
  });
});
