/** Fuel tells the truth, and the same truth everywhere. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";
import { engineOf, LINES } from "../../scripts/fetch-engines.mjs";
import { Cell, cleanse, definePolicy } from "../../src/index.js";
import { bare, counting, generated, PROGRAMS } from "./fuel-programs.js";

const policy = definePolicy({ extends: "compat" });
const SEEDS = 60;
const marked = [
  ...Object.entries(PROGRAMS),
  ...Array.from({ length: SEEDS }, (_, seed) => [`generated, seed ${seed}`, generated(seed)] as const),
];

test.each(marked)("%s: charged as many units as there are steps, and at most twice as many", (_name, program) => {
  const counter = { steps: 0 };
  const value: unknown = vm.runInNewContext(counting(program), { counter });
  const cell = new Cell({ policy });
  expect(cell.evaluate(cleanse(bare(program), { goal: "script", policy }))).toEqual(value);
  const { fuel } = cell.usage;
  expect(fuel).toBeGreaterThanOrEqual(counter.steps);
  // beyond the steps: the program itself, a purchase that each loop has not used up, and what its built-ins cost
  expect(fuel).toBeLessThanOrEqual(2 * counter.steps + 64);
});

const same = fileURLToPath(new URL("../fixtures/same", import.meta.url));
const fixtures = readdirSync(same, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("input.js"));

test("the same program costs the same on every engine, compiled or not", { timeout: 240_000 }, async () => {
  const folder = await bundleForTests("fuel");
  const artifacts = [
    ...marked.map(([, program]) => bare(program)),
    ...fixtures.map((name) => readFileSync(`${same}/${name}`, "utf8")),
  ].flatMap((source) => {
    try {
      return [cleanse(source, { goal: "script", policy }).text];
    } catch {
      return []; // of another goal, or with options of its own
    }
  });
  const file = `${folder}/artifacts.json`;
  writeFileSync(file, JSON.stringify(artifacts));
  const run = (engine: string, ...flags: string[]): string[] => {
    const { stdout, stderr } = spawnSync(engine, [...flags, fileURLToPath(new URL("fuel-child.mjs", import.meta.url)), folder, file], {
      encoding: "utf8",
    });
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout) as string[];
  };
  const expected = run(process.execPath);
  expect(expected.length).toBeGreaterThan(100);
  for (const flags of [["--jitless"], ["--no-opt"], ["--always-sparkplug"]])
    expect(run(process.execPath, ...flags), flags.join()).toEqual(expected);
  for (const line of LINES) {
    const engine = engineOf(line);
    if (engine === undefined || engine === process.execPath) continue;
    expect(run(engine), `Node ${line}`).toEqual(expected);
    expect(run(engine, "--jitless"), `Node ${line}, --jitless`).toEqual(expected);
  }
});
