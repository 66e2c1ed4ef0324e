/** V8 tells by a number which flags it has; a cell is made in a process of its own, so that they are as Node sets them. */
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";

let runtime = "";
beforeAll(async () => {
  runtime = pathToFileURL(`${await bundleForTests("inlining-budget")}/runtime.js`).href;
});

/** @returns whether making cells with these limits has changed V8's flags */
function changesFlags(limits: string, flags: readonly string[] = []): boolean {
  const program = `import { cachedDataVersionTag } from "node:v8"; import { Cell } from ${JSON.stringify(runtime)};
    const before = cachedDataVersionTag(); new Cell({ limits: ${limits} }); new Cell({ limits: ${limits} });
    process.stdout.write(String(before !== cachedDataVersionTag()));`;
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, "--input-type=module", "-e", program], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout === "true";
}

test("a metered cell raises the engine's inlining budget", () => {
  expect(changesFlags("{}")).toBe(true);
});

test("an unmetered cell does not", () => {
  expect(changesFlags("{ unmetered: true }")).toBe(false);
});

test("a budget that the command line names is left alone", () => {
  expect(changesFlags("{}", ["--max_inlined_bytecode_size_cumulative=920", "--max-inlined-bytecode-size=460"])).toBe(false);
  expect(changesFlags("{}", ["--max-inlined-bytecode-size-cumulative=920"])).toBe(true);
});
