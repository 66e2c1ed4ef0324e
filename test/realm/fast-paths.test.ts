import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";

let found: { lost: Record<string, string[]>; slow: Record<string, string[]> };
beforeAll(async () => {
  const folder = await bundleForTests("fast-paths", { realm: "src/runtime/realm/node-vm.ts" });
  const program = fileURLToPath(new URL("fast-paths.mjs", import.meta.url));
  const run = spawnSync(process.execPath, ["--allow-natives-syntax", program, folder], { encoding: "utf8" });
  found = JSON.parse(run.stdout) as typeof found;
}, 120_000);

describe("making cells leaves the engine as fast as it was", () => {
  for (const preset of ["strict", "compat"]) {
    test(`${preset}: no protector is lost`, () => expect(found.lost[preset]).toEqual([]));
    test(`${preset}: no prototype of the language is left in dictionary mode`, () => expect(found.slow[preset]).toEqual([]));
  }
});
