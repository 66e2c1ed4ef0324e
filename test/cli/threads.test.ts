import { pathToFileURL } from "node:url";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";
import { canonicalPolicy, PRESETS } from "../../src/policy/index.js";
import type * as pool from "../../src/cli/lint/lint-pool.js";
import type { LintJob } from "../../src/cli/lint/lint-job.js";

let lintAll: typeof pool.lintAll;
beforeAll(async () => {
  // threads need a program that stands in a file
  const folder = await bundleForTests("threads", { "lint-pool": "src/cli/lint/lint-pool.ts" });
  ({ lintAll } = (await import(pathToFileURL(`${folder}/lint-pool.js`).href)) as typeof pool);
});

let started = 0;
const count = (): void => void started++;
beforeEach(() => {
  started = 0;
  process.on("worker", count);
});
afterEach(() => void process.off("worker", count));

const settings = { policy: canonicalPolicy(PRESETS.strict) };
/** Some large, some small, each with findings of its own. */
const jobs: readonly LintJob[] = Array.from({ length: 40 }, (_, i) => ({
  name: `p${i}.${i % 7 === 0 ? "ts" : "js"}`,
  text: `${"let a = 1;\n".repeat(i)}o${i}.__proto__;\nf(${i});\n${"// more\n".repeat(i % 5 === 0 ? 30_000 : 10)}`,
}));

test("several threads find what one finds, in the order of the files", async () => {
  const alone = await lintAll(jobs, settings, 1, () => undefined);
  expect(started).toBe(0);
  const done: string[] = [];
  const together = await lintAll(jobs, settings, 3, ({ name }) => void done.push(name));
  expect(started).toBe(3);
  expect(together).toEqual(alone);
  expect(together.map(({ diagnostics }) => diagnostics[0]?.filename)).toEqual(jobs.map(({ name }) => name));
  expect(done.sort()).toEqual(jobs.map(({ name }) => name).sort());
});

test("a few small files start no threads, whatever is asked for", async () => {
  await lintAll(jobs.slice(1, 4), settings, 4, () => undefined);
  expect(started).toBe(0);
});

test("what goes wrong in a thread is told, and ends them all", async () => {
  await expect(lintAll(jobs, { policy: "no policy" }, 2, () => undefined)).rejects.toThrow();
  expect(started).toBe(2);
});
