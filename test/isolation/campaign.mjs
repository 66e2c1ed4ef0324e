// Kills cells by the thousand and looks for what is left of them: threads, processes, descriptors, handles, memory; and for supervisors that waited too long.
//   node test/isolation/campaign.mjs [--kills 1000] [--tier worker|process] [--parallel 4]
import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "1000" }, tier: { type: "string" }, parallel: { type: "string", default: "4" } },
});
const root = fileURLToPath(new URL("../../", import.meta.url));
const outdir = `${root}.cache/campaign`;
await build({
  absWorkingDir: root,
  entryPoints: { isolation: "src/isolation/index.ts", compiler: "src/compiler.ts" },
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  logLevel: "error",
});
const { WorkerCell, ProcessCell } = await import(`${outdir}/isolation.js`);
const { cleanse } = await import(`${outdir}/compiler.js`);

const DEADLINE_MS = 1_000;
const LATEST_MS = DEADLINE_MS + 1_000;
const raw = (source) => cleanse(source, { goal: "script", filename: "kill.js", metered: false }).text;
const DEATHS = [
  ["loop", raw("for (;;);"), ["deadline"]],
  ["regular expression", raw("/^(a+)+$/.test('a'.repeat(64) + 'b')"), ["deadline"]],
  [
    "sort",
    raw("const a = Array.from({ length: 2e5 }, (_, i) => (i * 7919) % 200003); for (;;) a.sort((x, y) => y - x).sort();"),
    ["deadline"],
  ],
  ["big integers", raw("let x = 3n ** 300000n; for (;;) String(x);"), ["deadline"]],
  ["heap", raw("const all = []; for (;;) all.push({ a: [1, 2, 3] });"), ["memory", "deadline"]],
  ["answer", raw("1 + 1"), ["answer", "deadline"]],
];
/** What a thread cannot end, or what takes its whole process along. */
const DEATHS_OF_PROCESSES = [
  ["native without interrupts", raw("[].indexOf.call({ length: 2 ** 53 - 1 }, 1)"), ["deadline"]],
  ["buffers", raw("const all = []; for (;;) { const b = new Uint8Array(4e6); b.fill(1); all.push(b); }"), ["memory", "deadline"]],
  [
    "abort: a pattern compiled where the stack ends",
    raw(
      "let n = 0; const f = () => { try { f(); } catch (e) { new RegExp('(?:'.repeat(150) + 'a' + 'b)*'.repeat(150) + n++).test('a'); throw e; } }; f();",
    ),
    ["integrity", "deadline"],
  ],
  ["abort: nested groups", raw("new RegExp('(?:'.repeat(4000) + 'a' + 'b)*'.repeat(4000)).exec('a')"), ["integrity", "deadline"]],
];

const fds = () => (process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0);
const threads = () => (process.platform === "linux" ? readdirSync("/proc/self/task").length : 0);
const snapshot = () => ({
  fds: fds(),
  threads: threads(),
  handles: process.getActiveResourcesInfo().length,
  rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
});

const deathsOf = (Tier) => (Tier === ProcessCell ? [...DEATHS, ...DEATHS_OF_PROCESSES] : DEATHS);

async function kill(Tier, index) {
  const deaths = deathsOf(Tier);
  const [name, program, reasons] = deaths[index % deaths.length];
  const cell = new Tier({ limits: { deadlineMs: DEADLINE_MS, unmetered: true }, memory: { heapMb: 32 } });
  // started first: what is timed is the end. On a machine that is too busy for even this, the kill does not count
  const started = await cell.usage().then(
    () => true,
    () => false,
  );
  if (!started) {
    await cell.dispose();
    return undefined;
  }
  const began = performance.now();
  const outcome = await cell.evaluate(program).then(
    () => "answer",
    (error) => error.reason ?? error.code ?? String(error),
  );
  const took = performance.now() - began;
  await cell.dispose();
  const right = reasons.includes(outcome);
  return { name, outcome, took, right };
}

/** How often each death ended in which way. */
function tally(results) {
  const counts = {};
  for (const { name, outcome } of results) counts[`${name}: ${outcome}`] = (counts[`${name}: ${outcome}`] ?? 0) + 1;
  return counts;
}

let failed = false;
for (const Tier of [WorkerCell, ProcessCell].filter(
  (tier) => values.tier === undefined || tier.name.toLowerCase().startsWith(values.tier),
)) {
  for (let i = 0; i < deathsOf(Tier).length; i++) await kill(Tier, i);
  const before = snapshot();
  let next = 0;
  let longestTurn = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    longestTurn = Math.max(longestTurn, now - last);
    last = now;
  }, 10);
  const results = [];
  let skipped = 0;
  const began = performance.now();
  const lane = async () => {
    while (next < Number(values.kills)) {
      const result = await kill(Tier, next++);
      if (result === undefined) skipped++;
      else results.push(result);
    }
  };
  await Promise.all(Array.from({ length: Number(values.parallel) }, lane));
  clearInterval(watch);
  await new Promise((done) => setTimeout(done, 500));
  const after = snapshot();
  const wrong = results.filter((r) => !r.right);
  const late = results.filter((r) => r.took > LATEST_MS);
  const leaked =
    after.fds > before.fds + 4 ||
    after.threads > before.threads + 2 ||
    after.handles > before.handles + 4 ||
    after.rssMb > before.rssMb + 150;
  console.log(
    JSON.stringify({
      tier: Tier.name,
      kills: results.length,
      skipped,
      seconds: Math.round((performance.now() - began) / 1000),
      wrong: wrong.length,
      late: late.length,
      slowestMs: Math.round(Math.max(...results.map((r) => r.took))),
      longestTurnMs: Math.round(longestTurn),
      outcomes: tally(results),
      before,
      after,
    }),
  );
  for (const { name, outcome } of wrong.slice(0, 5)) console.log(`  wrong: ${name} ended as ${outcome}`);
  if (wrong.length > 0 || late.length > 0 || leaked) failed = true;
}
process.exitCode = failed ? 1 : 0;
