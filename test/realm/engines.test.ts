/**
 * The realm under each line of Node. Engines that are not there are skipped: `npm run engines` fetches them (CI does), and the one that runs the tests is
 * always among them.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";
import { engineOf, LINES } from "../../scripts/fetch-engines.mjs";
import { isDecided } from "../../src/runtime/realm/decided.js";

interface Found {
  readonly version: string;
  readonly removed: readonly string[];
  readonly events: readonly { readonly type: string; readonly names?: readonly string[] }[];
  readonly found: readonly unknown[];
  readonly leaks: boolean;
  readonly unfrozen: readonly string[];
}

const program = fileURLToPath(new URL("engines-child.mjs", import.meta.url));
const fastPaths = fileURLToPath(new URL("fast-paths.mjs", import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await bundleForTests("engines", { realm: "src/runtime/realm/node-vm.ts" });
}, 120_000);

const run = (engine: string, ...args: string[]): unknown => {
  const { stdout, stderr } = spawnSync(engine, args, { encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
};

for (const line of LINES) {
  const engine = engineOf(line);
  describe.skipIf(engine === undefined)(`Node ${line}`, () => {
    test("what it has beyond the table is removed, and somebody has decided on each", { timeout: 120_000 }, () => {
      const { version, removed, events, found, leaks, unfrozen } = run(engine!, program, folder) as Found;
      expect(version).toMatch(new RegExp(`^v${line}\\.`));
      expect(removed.length).toBeGreaterThan(20);
      expect(removed.filter((name) => !isDecided(name))).toEqual([]);
      expect(events).toEqual([]);
      expect(found).toEqual(["undefined", "undefined", false, "en-US", 0, "undefined"]);
      expect(leaks).toBe(false);
      expect(unfrozen).toEqual([]);
    });
    test("a feature that nobody has decided on arrives removed, and the supervisor is told", { timeout: 120_000 }, () => {
      const { removed, events, found } = run(engine!, "--harmony-shadow-realm", program, folder) as Found;
      expect(removed).toContain("ShadowRealm");
      expect(events).toEqual([{ type: "engine-feature", names: ["ShadowRealm"] }]);
      expect(found.slice(0, 3)).toEqual(["undefined", "undefined", false]);
    });
    test("making cells leaves it as fast as it was", { timeout: 120_000 }, () => {
      const { lost, slow } = run(engine!, "--allow-natives-syntax", fastPaths, folder) as Record<string, Record<string, string[]>>;
      expect(lost).toEqual({ strict: [], compat: [] });
      expect(slow).toEqual({ strict: [], compat: [] });
    });
  });
}
