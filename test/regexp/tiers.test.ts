import { afterEach, describe, expect, test } from "vitest";
import { definePolicy } from "../../src/policy/index.js";
import { ProcessCell, WorkerCell } from "../../src/isolation/index.js";

describe.each([
  ["WorkerCell", WorkerCell],
  ["ProcessCell", ProcessCell],
] as const)("%s", (_, Tier) => {
  const cells: InstanceType<typeof Tier>[] = [];
  afterEach(async () => {
    await Promise.all(cells.splice(0).map((cell) => cell.dispose()));
  });

  test.each(["safe", "linear"] as const)(
    "knows `%s`, of sources as well",
    async (regexp) => {
      const cell = new Tier({ policy: definePolicy({ regexp }) });
      cells.push(cell);
      expect(await cell.evaluate("'2024-05'.replace(/^(\\d+)-(\\d+)$/, '$2/$1')")).toBe("05/2024");
      const outcome = cell.evaluate("new RegExp('^(a+)+$').test('a'.repeat(50) + 'b')");
      if (regexp === "linear") expect(await outcome).toBe(false);
      else await expect(outcome).rejects.toMatchObject({ guestName: "SyntaxError" });
      await expect(cell.evaluate(regexp === "safe" ? "/(x+x+)+y/" : "/(x)\\1/")).rejects.toMatchObject({ code: "regexp-denied" });
    },
    60_000,
  );
});
