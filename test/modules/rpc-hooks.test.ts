import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync, readdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";

test("the example: modules served by another process", { timeout: 120_000 }, async () => {
  const bundle = await bundleForTests("rpc-hooks");
  const folder = `${bundle}/example`;
  cpSync(fileURLToPath(new URL("../../examples/rpc-hooks", import.meta.url)), folder, { recursive: true });
  const local = (name: string): string => JSON.stringify(pathToFileURL(`${bundle}/${name}.js`).href);
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".mjs"))) {
    const text = readFileSync(`${folder}/${name}`, "utf8");
    writeFileSync(`${folder}/${name}`, text.replace('"cloister/powers"', local("powers")).replace('"cloister"', local("index")));
  }
  const { stdout, stderr, status } = spawnSync(process.execPath, [`${folder}/main.mjs`], { encoding: "utf8", timeout: 60_000 });
  expect(stdout.split("\n")).toEqual(["HELLO, WORLD", "refused: module-not-found", "HELLO, AGAIN", "lost: module-load", ""]);
  expect(stderr).toBe("server: load /main.js\nserver: load /greet.js\nserver: load /settings.json\nserver: load /secret.txt\n");
  expect(status).toBe(0);
});
