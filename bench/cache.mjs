// npm run bench:cache: what loading a plugin of 100 kB costs a process that has just started: parsed by acorn alone, verified and loaded, loaded from the
// local cache; and what importing the parts takes. Bars: verified ≤ 1.7× acorn, cached ≤ 10 ms, import ≤ 30 ms. A process for each figure, by turns;
// the least of all rounds, and the median. And what verifying an artifact of a megabyte takes beside acorn's parse of it in one warm process, in processor time.
// Argument: rounds.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [mode, ...rest] = process.argv.slice(2);
const url = (path) => pathToFileURL(path).href;
const timed = async (work) => {
  const from = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - from) / 1e6;
};

/** What a child does: prints milliseconds. */
const children = {
  async acorn(_, artifact) {
    const text = readFileSync(artifact, "utf8");
    const { parse } = await import("acorn");
    return await timed(() => parse(text, { ecmaVersion: "latest", sourceType: "module" }));
  },
  async verified(bundle, artifact) {
    const text = readFileSync(artifact, "utf8");
    const { Cell, definePolicy } = await import(url(`${bundle}/runtime.js`));
    const cell = new Cell({ policy: definePolicy({ extends: "compat" }) });
    return await timed(() => cell.load(text));
  },
  async cached(bundle, artifact, folder) {
    const text = readFileSync(artifact, "utf8");
    const { Cell, definePolicy, ProgramCache } = await import(url(`${bundle}/runtime.js`));
    const cell = new Cell({ policy: definePolicy({ extends: "compat" }), cache: new ProgramCache(folder) });
    return await timed(() => cell.load(text));
  },
  /** Verification of a large artifact as a multiple of acorn's parse, by turns, once all code has been optimised. */
  async warm(bundle, artifact) {
    const text = readFileSync(artifact, "utf8");
    const { parse } = await import("acorn");
    const { verify } = await import(url(`${bundle}/verifier.js`));
    const least = { acorn: Infinity, verify: Infinity };
    const used = (name, work) => {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      least[name] = Math.min(least[name], user + system);
    };
    for (let round = 0; round < 12; round++) {
      used("acorn", () => parse(text, { ecmaVersion: "latest", sourceType: "module" }));
      used("verify", () => verify(text));
    }
    console.error(`warm: acorn ${(least.acorn / 1000).toFixed(0)} ms, verify ${(least.verify / 1000).toFixed(0)} ms`);
    return (least.verify / least.acorn).toFixed(2);
  },
  cell: async (bundle) => {
    const { Cell, definePolicy } = await import(url(`${bundle}/runtime.js`));
    return await timed(() => new Cell({ policy: definePolicy({ extends: "compat" }) }));
  },
  runtime: (bundle) => timed(() => import(url(`${bundle}/runtime.js`))),
  verifier: (bundle) => timed(() => import(url(`${bundle}/verifier.js`))),
};

if (Object.hasOwn(children, mode ?? "")) {
  console.log(await children[mode](...rest));
} else {
  const { bundleForTests } = await import("../scripts/bundle-for-tests.mjs");
  const bundle = await bundleForTests("bench-cache", { verifier: "src/verifier/index.ts" });
  const { cleanse, definePolicy } = await import(url(`${bundle}/index.js`));
  const plugin = join(dirname(createRequire(import.meta.url).resolve("js-yaml/package.json")), "dist/js-yaml.mjs");
  const source = readFileSync(plugin, "utf8");
  const policy = definePolicy({ extends: "compat" });
  let text;
  const compile = await timed(() => (text = cleanse(source, { policy: policy, filename: "js-yaml.mjs" }).text));
  const folder = mkdtempSync(join(tmpdir(), "cloister-bench-"));
  const artifact = join(folder, "plugin.cell.js");
  writeFileSync(artifact, text);
  const run = (name, of = artifact) =>
    Number(
      execFileSync(process.execPath, [fileURLToPath(import.meta.url), name, bundle, of, join(folder, "cache")], {
        encoding: "utf8",
      }),
    );
  const parser = readFileSync(createRequire(import.meta.url).resolve("@babel/parser"), "utf8");
  const large = join(folder, "large.cell.js");
  const twice = `(function () {${parser}\n})();`.repeat(2);
  writeFileSync(large, cleanse(twice, { policy, goal: "commonjs", filename: "large.js" }).text);
  const names = Object.keys(children).filter((name) => name !== "warm");
  const figures = Object.fromEntries(names.map((name) => [name, []]));
  const fill = run("cached");
  for (let round = 0; round < Number(mode ?? 15); round++) for (const name of names) figures[name].push(run(name));
  const warm = run("warm", large);
  const size = statSync(large).size;
  rmSync(folder, { recursive: true });
  const sorted = (name) => figures[name].sort((a, b) => a - b);
  const least = (name) => sorted(name)[0];
  const middle = (name) => sorted(name)[figures[name].length >> 1];
  console.log(
    `source ${(source.length / 1000).toFixed(0)} kB, artifact ${(text.length / 1000).toFixed(0)} kB, compiled in ${compile.toFixed(0)} ms`,
  );
  const row = (label, name) => {
    const ratio = (least(name) / least("acorn")).toFixed(2);
    console.log(
      `${label.padEnd(42)} ${least(name).toFixed(1).padStart(7)} ms (median ${middle(name).toFixed(1)})  ${ratio}× acorn's cold parse`,
    );
  };
  row("acorn's parse of the artifact", "acorn");
  row("verify and load", "verified");
  row("load from the cache", "cached");
  console.log(`${"verify, load and fill the cache".padEnd(42)} ${fill.toFixed(1).padStart(7)} ms, once`);
  row("making the cell, before", "cell");
  row("importing cloister/runtime", "runtime");
  row("importing cloister/verifier", "verifier");
  console.log(`verifying ${(size / 1e6).toFixed(1)} MB, warm: ${warm}× acorn's warm parse`);
}
