// npm run bench:cells: what making cells costs beside a bare context in the same run (bar of DESIGN §10: 3×), and what a thousand live ones hold.
import vm from "node:vm";
import { bundleForTests } from "../scripts/bundle-for-tests.mjs";

const { Cell, cleanse, definePolicy, verify } = await import(`${await bundleForTests("bench-cells")}/index.js`);
const policies = { strict: definePolicy({}), compat: definePolicy({ extends: "compat" }) };
const program = verify(cleanse("(x) => x + 1", { goal: "expression" }));

const ROUNDS = 60;
const BATCH = 4;
/** Cells and contexts by turns, so that a busy machine is busy for both; processor time, the least of many rounds. */
const makers = {
  "bare context": () => vm.createContext(vm.constants.DONT_CONTEXTIFY),
  "cell, strict": () => new Cell(),
  "cell, compat": () => new Cell({ policy: policies.compat }),
  "cell, strict, and a first program": () => new Cell().evaluate(program)(1),
};
const least = Object.fromEntries(Object.keys(makers).map((name) => [name, Infinity]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, make] of Object.entries(makers)) {
    const from = process.cpuUsage();
    for (let i = 0; i < BATCH; i++) make();
    const { user, system } = process.cpuUsage(from);
    const ms = (user + system) / 1e3 / BATCH;
    if (round > 1) least[name] = Math.min(least[name], ms);
  }
  if (round % 10 === 9) globalThis.gc?.();
}
for (const [name, ms] of Object.entries(least))
  console.log(`${name.padEnd(36)} ${ms.toFixed(2)} ms  ${(ms / least["bare context"]).toFixed(2)}×`);

const COUNT = Number(process.argv[2] ?? 1000);
globalThis.gc?.();
const before = process.memoryUsage();
const from = process.cpuUsage();
const cells = Array.from({ length: COUNT }, () => {
  const cell = new Cell();
  return { cell, f: cell.evaluate(program) };
});
const spent = process.cpuUsage(from);
const made = (spent.user + spent.system) / 1e3;
globalThis.gc?.();
const after = process.memoryUsage();
const called = process.hrtime.bigint();
let sum = 0;
for (const { f } of cells) sum += f(1);
const ns = Number(process.hrtime.bigint() - called) / COUNT;
const mib = (key) => ((after[key] - before[key]) / 2 ** 20).toFixed(0);
console.log(
  `${COUNT} live cells, each with a program: ${(made / 1000).toFixed(2)} s, heap ${mib("heapUsed")} MiB, resident ${mib("rss")} MiB (${((after.rss - before.rss) / COUNT / 1024).toFixed(0)} KiB each)`,
);
console.log(`a first call in each: ${(ns / 1000).toFixed(1)} µs (${sum === 2 * COUNT ? "all answered" : "WRONG"})`);
for (const { cell } of cells) cell.dispose();
