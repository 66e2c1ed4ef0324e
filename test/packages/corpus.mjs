// npm run packages -- FOLDER [options of run.mjs]: installs and bundles the packages in FOLDER when that was not done before, then runs each
// in a cell under compat.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";
import { writeResults } from "./write-results.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined || folder.startsWith("--")) {
  console.error("usage: npm run packages -- FOLDER [--only a,b] [--min] [--json FILE] [--docs] (a folder outside of this repository)");
  process.exit(2);
}
const modules = resolve(folder);
const bundles = join(modules, "out");
const step = (script, ...args) => {
  const { status } = spawnSync(process.execPath, [here(script), ...args], {
    stdio: "inherit",
    env: { ...process.env, CORPUS_MODULES: modules },
  });
  if (status !== 0) process.exit(status ?? 1);
};
if (!existsSync(join(modules, "node_modules"))) step("install.mjs", modules);
if (!existsSync(join(bundles, "manifest.json"))) step("build.mjs", bundles);
const docs = rest.indexOf("--docs");
if (docs >= 0) rest.splice(docs, 1);
process.env.CLOISTER_BUNDLE = await bundleForTests("packages");
process.argv.splice(2, Infinity, "--bundles", bundles, "--adapter", here("adapters/cloister.mjs"), "--modules", modules, ...rest);
const { results } = await import("./run.mjs");
if (docs >= 0) writeResults(Object.values(results).flat(), rest.includes("--min") ? "minified" : "readable");
