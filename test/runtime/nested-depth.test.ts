import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";

// Depth is counted by each cell for itself, but all stand on one native stack: a cell that is entered near its end must not believe that it has all of it. At
// the very end Node 20 and 22 abort where a regular expression is compiled; hence a process of its own.
test("cells that call each other end with stack to spare", { timeout: 120_000 }, async () => {
  const folder = await bundleForTests("nested-depth");
  const child = fileURLToPath(new URL("nested-depth-child.mjs", import.meta.url));
  const { stdout, signal } = spawnSync(process.execPath, [child, folder], { encoding: "utf8" });
  expect(signal).toBeNull();
  const { reports, statuses, after } = JSON.parse(stdout) as { reports: string[]; statuses: string[]; after: number };
  expect(reports).toEqual(Array(3).fill("truenull"));
  expect(statuses).toEqual(["ready"]);
  expect(after).toBe(2);
});
