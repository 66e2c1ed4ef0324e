import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";

/** Another Node to run the programs on: `CLOISTER_NODES=/path/to/node24:/path/to/node22 npm test`. */
const nodes = [process.execPath, ...(process.env["CLOISTER_NODES"]?.split(":") ?? [])];
let folder = "";
beforeAll(async () => {
  folder = await bundleForTests("depth");
});

for (const node of nodes)
  test(`no recursion reaches the native stack's end, ${node === process.execPath ? "this Node" : node}`, { timeout: 120_000 }, () => {
    const run = spawnSync(node, [fileURLToPath(new URL("depth-programs.mjs", import.meta.url)), folder], { encoding: "utf8" });
    expect(run.stderr).not.toMatch(/FATAL|RegExpCompiler/);
    expect(run.stdout.trim().split("\n").at(-1)).toBe("all 35");
    expect(run.status).toBe(0);
  });
