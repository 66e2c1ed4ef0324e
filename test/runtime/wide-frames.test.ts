import { expect, test } from "vitest";
import { Cell } from "../../src/index.js";

// Operands that wait for others are held in the frame: 10 kB of it, for a weight of 1. The count alone would find the native stack's end first.
test("recursion through frames of many held operands ends with stack to spare", () => {
  const held = "n ** ".repeat(1_000);
  const cell = new Cell();
  const answer = cell.evaluate(`
    let depth = 0;
    function f(n) { depth++; try { return ${held} f(n) } catch { return "x".match("(a|b)(c|d)(e|f)".repeat(3) + n) } }
    f(1);
    depth`);
  expect(answer).toBeGreaterThan(10);
  expect(cell.status).toBe("ready");
});
