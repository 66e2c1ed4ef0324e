import fc from "fast-check";
import { expect, test } from "vitest";
import type { Limits } from "../../src/runtime/index.js";
import { shareLimits, type Left } from "../../src/runtime/limits/share-limits.js";

const budget = fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined });
const limits = fc
  .record({
    fuel: budget, allocation: budget, depth: budget, deadlineMs: budget, hostCalls: budget, output: budget, timers: budget,
    perCall: fc.record({ fuel: budget, hostCalls: budget, output: budget }), unmetered: fc.boolean(),
  })
  .map((given) => given as Limits); // prettier-ignore
const left = fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 1000 }));
const lefts: fc.Arbitrary<Left> = fc.record({ fuel: left, allocation: left, hostCalls: left, output: left });

test("an inner cell never has more than was asked for, nor than the outer one has left", () => {
  fc.assert(
    fc.property(limits, lefts, limits, (outer, rest, asked) => {
      const { limits: given, drawn } = shareLimits(outer, rest, asked);
      for (const name of ["fuel", "allocation", "hostCalls", "output"] as const) {
        // one unit is the least that a limit can be
        expect(given[name] ?? Infinity).toBeLessThanOrEqual(Math.max(1, Math.min(rest[name], asked[name] ?? Infinity)));
        expect(drawn[name]).toBe(given[name] ?? 0);
      }
      for (const name of ["depth", "deadlineMs", "timers"] as const)
        expect(given[name] ?? Infinity).toBe(Math.min(outer[name] ?? Infinity, asked[name] ?? Infinity));
      for (const name of ["fuel", "hostCalls", "output"] as const)
        expect(given.perCall?.[name] ?? Infinity).toBe(Math.min(outer.perCall?.[name] ?? Infinity, asked.perCall?.[name] ?? Infinity));
      expect(given.unmetered === true).toBe(outer.unmetered === true && asked.unmetered === true);
    }),
    { numRuns: 300 },
  );
});
