// node bench/compile.mjs FOLDER [--reps N]: throughput of the compiler, parse to emitted text, beside Babel's own parser and generator on the same
// files in the same process. FOLDER has the packages of test/packages (npm run packages -- FOLDER). CPU time, best of N turns, which alternate.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleForTests } from "../scripts/bundle-for-tests.mjs";

const [folder, flag, value] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: node bench/compile.mjs FOLDER [--reps N]");
const reps = flag === "--reps" ? Number(value) : 4;
const FILES = [
  "lodash/lodash.js",
  "react-dom/cjs/react-dom-server-legacy.node.development.js",
  "mathjs/lib/browser/math.js",
  "luxon/build/cjs-browser/luxon.js",
  "compromise/builds/compromise.js",
  "elliptic/dist/elliptic.js",
  "typescript/lib/typescript.js",
];
const { cleanse, PRESETS } = await import(pathToFileURL(`${await bundleForTests("bench-compile")}/index.js`).href);
const require = createRequire(import.meta.url);
const babel = require("@babel/parser");
const generate = require("@babel/generator").default;

/** CPU seconds of the work. */
function time(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const ratios = { unmetered: [], metered: [], verified: [] };
console.log("file".padEnd(60), ["MB", "babel", "unmetered", "metered", "verified"].map((s) => s.padStart(12)).join(""));
for (const name of FILES) {
  const file = join(folder, "node_modules", name);
  if (!existsSync(file)) {
    console.log(name.padEnd(60), "not installed");
    continue;
  }
  const source = readFileSync(file, "utf8");
  const compile = (metered, isChecked) => cleanse(source, { goal: "commonjs", policy: PRESETS.compat, metered, isChecked });
  const tasks = {
    babel: () => generate(babel.parse(source, { sourceType: "script", allowReturnOutsideFunction: true }), { compact: false }),
    unmetered: () => compile(false, false),
    metered: () => compile(true, false),
    verified: () => compile(true, true),
  };
  const best = Object.fromEntries(Object.keys(tasks).map((key) => [key, Infinity]));
  for (let i = 0; i < reps; i++) for (const [key, work] of Object.entries(tasks)) best[key] = Math.min(best[key], time(work));
  for (const [key, list] of Object.entries(ratios)) list.push(best.babel / best[key]);
  const size = source.length / 1e6;
  const cells = Object.entries(best).map(
    ([key, s]) => `${(size / s).toFixed(2)}${key === "babel" ? "" : ` ${(best.babel / s).toFixed(2)}×`}`,
  );
  console.log(name.padEnd(60), [size.toFixed(2), ...cells].map((s) => s.padStart(12)).join(""));
}
const mean = (list) => Math.exp(list.reduce((sum, x) => sum + Math.log(x), 0) / list.length);
console.log(
  "geometric mean, of Babel's throughput".padEnd(84),
  Object.values(ratios)
    .map((list) => `${mean(list).toFixed(2)}×`.padStart(12))
    .join(""),
);
