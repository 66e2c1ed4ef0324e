import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { timers, type TimerName } from "../../src/powers/timers.js";
import { Power } from "../../src/runtime/power.js";
import { FakeHost } from "./fake-host.js";

type Installed = Record<TimerName, (...args: unknown[]) => number>;

const install = (host: FakeHost, powers = timers()): Installed =>
  Object.fromEntries(Object.entries(powers).map(([name, power]) => [name, Power.install(power, host)])) as Installed;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("timers", () => {
  test("call back once or again and again", () => {
    const cell = install(new FakeHost());
    const seen: unknown[] = [];
    cell.setTimeout(() => seen.push("once"), 10);
    const name = cell.setInterval(() => seen.push("tick"), 20);
    vi.advanceTimersByTime(50);
    cell.clearInterval(name);
    vi.advanceTimersByTime(100);
    expect(seen).toEqual(["once", "tick", "tick"]);
  });

  test("count as pending until they have fired or are cleared", () => {
    const host = new FakeHost();
    const cell = install(host);
    cell.setTimeout(() => 0, 5);
    const name = cell.setTimeout(() => 0, 5);
    expect(host.waiting).toBe(2);
    cell.clearTimeout(name);
    cell.clearTimeout(name);
    expect(host.waiting).toBe(1);
    vi.advanceTimersByTime(5);
    expect(host.waiting).toBe(0);
  });

  test("are cleared when the cell ends, and none can be made after that", () => {
    const host = new FakeHost();
    const cell = install(host);
    const callback = vi.fn();
    cell.setTimeout(callback, 5);
    cell.setInterval(callback, 5);
    host.end();
    expect(host.waiting).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(() => cell.setTimeout(callback, 5)).toThrow(RangeError);
    vi.advanceTimersByTime(100);
    expect(callback).not.toHaveBeenCalled();
  });

  test("are limited in number by the power and by the cell", () => {
    const few = install(new FakeHost(), timers({ max: 2 }));
    few.setTimeout(() => 0);
    few.setTimeout(() => 0);
    expect(() => few.setTimeout(() => 0)).toThrow("at most 2 timers");
    const cell = install(new FakeHost(1), timers({ max: 2 }));
    cell.setTimeout(() => 0);
    expect(() => cell.setInterval(() => 0)).toThrow("at most 1 timers");
  });

  test("of one cell are out of reach for another", () => {
    const powers = timers();
    const [mine, theirs] = [install(new FakeHost(), powers), install(new FakeHost(), powers)];
    const callback = vi.fn();
    const name = mine.setTimeout(callback, 5);
    for (let i = 0; i < 100; i++) theirs.clearTimeout(name + i - 50);
    vi.advanceTimersByTime(5);
    expect(callback).toHaveBeenCalledOnce();
  });

  test("refuse text, and look at no object that is given as a name or a wait", () => {
    const cell = install(new FakeHost());
    const trap = new Proxy({}, { get: () => expect.unreachable("looked at") });
    expect(() => cell.setTimeout("alert(1)", 0)).toThrow(TypeError);
    cell.setTimeout(() => 0, trap);
    cell.clearTimeout(trap);
    cell.clearTimeout("1");
    expect(vi.getTimerCount()).toBe(1);
  });

  test("wait as long as engines can, rather than not at all", () => {
    const cell = install(new FakeHost());
    const callback = vi.fn();
    cell.setTimeout(callback, Infinity);
    cell.setTimeout(callback, 2 ** 40);
    vi.advanceTimersByTime(1000);
    expect(callback).not.toHaveBeenCalled();
  });

  test("report what a callback throws or rejects with, and go on", async () => {
    const host = new FakeHost();
    const cell = install(host);
    cell.setTimeout(() => {
      throw new Error("thrown");
    });
    cell.setTimeout(() => Promise.reject(new Error("rejected")));
    await vi.advanceTimersByTimeAsync(1);
    expect(host.reports).toMatchObject([{ message: "thrown" }, { message: "rejected" }]);
  });
});
