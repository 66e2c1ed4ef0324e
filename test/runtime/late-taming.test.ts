import { expect, test } from "vitest";
import { Cell } from "../../src/index.js";

test("a date that the host hands in is tamed, though no program has named Date", () => {
  const cell = new Cell();
  const read = cell.evaluate("(date) => [date.toString(), date.getTimezoneOffset(), date.getHours(), date.toLocaleString()]") as (
    date: Date,
  ) => unknown;
  expect(read(new Date(0))).toEqual([
    "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)",
    0,
    0,
    expect.stringMatching(/^1\/1\/1970, 12:00:00\sAM$/),
  ]);
});

test("dates that are tamed late do not tell the time, and their constructor is frozen", () => {
  const cell = new Cell();
  cell.execute("var calls = 0; const pattern = /x/; pattern.exec = () => { calls++; return null; };");
  expect(cell.evaluate('[Object.isFrozen(Date), new Date("2020-01-01T00:00:00").getTime(), calls]')).toEqual([true, 1_577_836_800_000, 0]);
  expect(() => cell.evaluate("new Date()")).toThrow("clock");
  expect(() => cell.evaluate("const d = Date; d.now = () => 0")).toThrow(/read only/);
});

test("what a supervisor grants under a name of the language stays", () => {
  const cell = new Cell({ globals: { Date: () => 7 } });
  expect(cell.evaluate("Date()")).toBe(7);
});
