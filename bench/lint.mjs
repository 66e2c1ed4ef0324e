// node bench/lint.mjs [file…]: how fast lint is, beside Babel's parser alone on the same files (a ratio, both in this process, interleaved),
// and how long `cloister lint --cache` takes for a thousand files, cold and warm. Default files: the larger ones among the installed packages.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "@babel/parser";
import { bundleForTests } from "../scripts/bundle-for-tests.mjs";

const ROUNDS = 9;
const FILES = 1_000;
const root = fileURLToPath(new URL("../", import.meta.url));
const bundle = await bundleForTests("bench-lint");
const { lint, definePolicy } = await import(pathToFileURL(join(bundle, "index.js")).href);

const DEFAULTS = [
  "acorn/dist/acorn.js",
  "ajv/dist/ajv.bundle.js",
  "@babel/parser/lib/index.js",
  "eslint/lib/rules/indent.js",
  "marked/lib/marked.umd.js",
  "prettier/plugins/babel.js",
  "vitest/dist/chunks/index.js",
  "typescript/lib/typescript.js",
];
const files = process.argv.length > 2 ? process.argv.slice(2) : DEFAULTS.map((name) => join(root, "node_modules", name)).filter(existsSync);

const policy = definePolicy({ extends: "compat" });
/** The kind of program that a text is: what it parses as, in strict mode. Files that are CommonJS may hold `import(`, and modules `require(`. */
const goalOf = (text) =>
  ["commonjs", "module", "script"].find((sourceType) => {
    try {
      parse(text, { sourceType, strictMode: true });
      return true;
    } catch {
      return false;
    }
  });
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
/** Milliseconds of processor time, the collector's threads included: other processes do not count. Of many small runs, so that each pays for its own garbage. */
const cost = (body, times) => {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
};

console.log("file, kB, Babel's parse ms (its defaults, and without attaching comments), lint ms, throughput of lint / of parse (likewise)");
const ratios = [];
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const goal = goalOf(text);
  if (goal === undefined) {
    console.log(`${file.slice(root.length)}: left out, it parses as strict code of no kind`);
    continue;
  }
  const options = { sourceType: goal, strictMode: true };
  const jobs = [() => parse(text, options), () => parse(text, { ...options, attachComment: false }), () => lint(text, { goal, policy })];
  const rounds = text.length > 3e6 ? 3 : ROUNDS;
  const times = Math.ceil(1e6 / text.length);
  const costs = jobs.map(() => []);
  for (let i = 0; i < rounds + 3; i++)
    for (const [j, job] of jobs.entries())
      if (i < 3 && rounds > 3) cost(job, times);
      else costs[j].push(cost(job, times));
  const [parsed, bare, linted] = costs.map(median);
  ratios.push([parsed / linted, bare / linted]);
  console.log(
    `${file.slice(root.length)} (${goal}), ${(text.length / 1000).toFixed(0)}, ${parsed.toFixed(1)}, ${bare.toFixed(1)}, ${linted.toFixed(1)}, ` +
      `${(parsed / linted).toFixed(2)}, ${(bare / linted).toFixed(2)}`,
  );
}
const mean = (i) => Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio[i]), 0) / ratios.length).toFixed(2);
console.log(`geometric mean: ${mean(0)}, ${mean(1)} (bar: 0.6)\n`);

const folder = mkdtempSync(join(tmpdir(), "cloister-bench-"));
mkdirSync(join(folder, "plugins"));
const body = readFileSync(join(root, "examples/notes/main.mjs"), "utf8").replace(/^import.*$/gm, "");
for (let i = 0; i < FILES; i++) writeFileSync(join(folder, `plugins/p${i}.js`), `// ${i}\n${body}\nexport const n${i} = ${i};\n`);
for (const state of ["cold", "warm", "warm again"]) {
  const args = [
    join(bundle, "cli.js"),
    "lint",
    "--cache",
    "--cache-location",
    "cache.json",
    "--format",
    "compact",
    "--policy",
    "compat",
    "plugins",
  ];
  const start = performance.now();
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  console.log(
    `${FILES} files, ${state} cache: ${(performance.now() - start).toFixed(0)} ms (exit ${status}, ${stdout.trimEnd().split("\n").at(-1)})`,
  );
}
rmSync(folder, { recursive: true });
