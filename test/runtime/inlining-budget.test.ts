/** V8 tells by a number which flags it has; a cell is made in a process of its own, so that they are as Node sets them. */
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";

let folder = "";
beforeAll(async () => {
  folder = pathToFileURL(await bundleForTests("inlining-budget", { isolation: "src/isolation/index.ts" })).href;
});

/** @returns whether this has changed V8's flags; `cloister` is the package */
function changesFlags(work: string, flags: readonly string[] = []): boolean {
  const program = `import { cachedDataVersionTag } from "node:v8"; import * as cloister from ${JSON.stringify(`${folder}/index.js`)};
    import * as isolation from ${JSON.stringify(`${folder}/isolation.js`)};
    const before = cachedDataVersionTag(); ${work};
    process.stdout.write(String(before !== cachedDataVersionTag()));`;
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, "--input-type=module", "-e", program], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout === "true";
}

const METERED = "new cloister.Cell(); new cloister.Cell()";
const IN_A_THREAD = "const cell = new isolation.WorkerCell(); await cell.evaluate('1'); await cell.dispose()";
const NAMED = ["--max_inlined_bytecode_size_cumulative=920", "--max-inlined-bytecode-size=460"];

test("a metered cell raises the engine's inlining budget", () => {
  expect(changesFlags(METERED)).toBe(true);
});

test("an unmetered cell does not", () => {
  expect(changesFlags("new cloister.Cell({ limits: { unmetered: true } })")).toBe(false);
});

test("a budget that the command line names is left alone", () => {
  expect(changesFlags(METERED, NAMED)).toBe(false);
  expect(changesFlags(METERED, ["--max-inlined-bytecode-size-cumulative=920"])).toBe(true);
});

test("in a thread, which does not know the command line, it is the supervisor's", () => {
  expect(changesFlags(IN_A_THREAD)).toBe(true);
  expect(changesFlags(IN_A_THREAD, NAMED)).toBe(false);
});
