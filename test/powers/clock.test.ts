import { describe, expect, test } from "vitest";
import { clock, type ClockOptions } from "../../src/powers/clock.js";
import { Power } from "../../src/runtime/power.js";
import { FakeHost } from "./fake-host.js";

const installed = (options: ClockOptions): (() => number) => {
  const host = new FakeHost();
  expect(Power.install(clock(options), host)).toBeUndefined();
  return host.now!;
};

describe("clock", () => {
  test("tells the system's time", () => {
    const before = Date.now();
    const told = installed({})();
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(Date.now());
  });

  test("goes in steps, from an offset, and never backwards", () => {
    let time = 1004;
    const now = installed({ now: () => time, resolutionMs: 100, offsetMs: 10_000 });
    expect(now()).toBe(11_000);
    time = 1100;
    expect(now()).toBe(11_100);
    time = 20;
    expect(now()).toBe(11_100);
  });

  test("can stand still", () => {
    const now = installed({ fixedAt: 5 });
    expect([now(), now()]).toEqual([5, 5]);
  });

  test("is carried into other tiers only if it needs no function of the host", () => {
    expect(clock({ resolutionMs: 5 }).portable).toEqual({ kind: "clock", options: { resolutionMs: 5 } });
    expect(clock({ now: () => 0 }).portable).toBeUndefined();
  });

  test("refuses options that make no sense", () => {
    expect(() => clock({ resolutionMs: 0 })).toThrow(TypeError);
    expect(() => clock({ fixedAt: NaN })).toThrow(TypeError);
  });
});
