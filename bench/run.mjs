// Benchmark harness. Usage:
//   BENCH_SRC=<checkouts> node run.mjs --adapters native,ses [--programs core|all|a,b] \
//     [--rounds 3] [--iters 8] [--budget-ms 5000] [--timeout 60] [--json out.json] [--node-flags "--flag …"]
// An adapter module (adapters/NAME.mjs or a path) exports
//   name, async prepare(source) -> handle, async run(handle) -> checksum
//   optional: scale (inner iteration factor for slow systems), nodeFlags (array),
//             maxIters, dispose(handle)
// One child process per (round, program, system); the systems are interleaved
// A,B,A,B within each program and round. Nothing is pinned. In the child:
//   cold   = prepare() + first run() (compile and everything else included)
//   steady = the later run() calls, divided by inner count
// Every interval is taken as wall time and as CPU time of the main thread
// (/proc/self/schedstat; ~4 ms granularity), because on a shared machine wall
// time mostly measures the neighbours. An adapter that runs guests on another
// thread exports processCpu = true and gets whole-process CPU time.
// Ratios are to the `native` adapter, per inner iteration: median CPU (the main
// figure), best CPU, best wall, and cold CPU.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { assemble, names } from "./programs.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const arg = (k, d) => {
  const i = process.argv.indexOf(`--${k}`);
  return i < 0 ? d : process.argv[i + 1];
};
const adapterPath = (a) => (a.includes("/") ? path.resolve(a) : path.join(HERE, "adapters", `${a}.mjs`));
const median = (a) => {
  const s = [...a].sort((x, y) => x - y);
  const m = s.length >> 1;
  return s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2;
};
const schedstat = fs.existsSync("/proc/self/schedstat");
const geomean = (a) => Math.exp(a.reduce((t, x) => t + Math.log(x), 0) / a.length);

if (process.argv[2] === "--child") {
  const [, , , adapter, program, iters, budgetMs] = process.argv;
  const mod = await import(pathToFileURL(adapterPath(adapter)).href);
  const prog = assemble(program, mod.scale ?? 1);
  if (mod.init) await mod.init();
  const cpu =
    schedstat && !mod.processCpu
      ? () => Number(fs.readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]) / 1e6
      : () => {
          const u = process.cpuUsage();
          return (u.user + u.system) / 1e3;
        };
  const t0 = performance.now(),
    c0 = cpu();
  const h = await mod.prepare(prog.source);
  const t1 = performance.now(),
    c1 = cpu();
  let sum = String(await mod.run(h));
  const t2 = performance.now(),
    c2 = cpu();
  const steady = [],
    steadyCpu = [];
  const stop = performance.now() + Number(budgetMs);
  for (let i = 0; i < Number(iters) && performance.now() < stop; i++) {
    const s = performance.now(),
      sc = cpu();
    const c = String(await mod.run(h));
    steadyCpu.push(cpu() - sc);
    steady.push(performance.now() - s);
    if (c !== sum) {
      console.error(`unstable checksum ${sum} ${c}`);
    }
  }
  fs.writeSync(
    1,
    "RESULT" +
      JSON.stringify({
        inner: prog.inner,
        prepare: t1 - t0,
        first: t2 - t1,
        prepareCpu: c1 - c0,
        firstCpu: c2 - c1,
        steady,
        steadyCpu,
        sum: sum.slice(0, 400),
        rssMB: process.memoryUsage().rss / 1e6,
      }) +
      "\n",
  );
  process.exit(0);
}

const adapters = arg("adapters", "native").split(",");
const which = arg("programs", "core");
const progs = which === "core" ? names() : which === "all" ? names(true) : which.split(",");
const rounds = Number(arg("rounds", 3)),
  iters = Number(arg("iters", 8)),
  timeout = Number(arg("timeout", 60)),
  budget = Number(arg("budget-ms", 5000));
const systems = adapters.includes("native") ? adapters : ["native", ...adapters];
const nodeFlags = arg("node-flags", "").split(" ").filter(Boolean); // for all systems
const meta = {};
for (const a of systems) {
  const m = await import(pathToFileURL(adapterPath(a)).href);
  meta[a] = { name: m.name, flags: [...nodeFlags, ...(m.nodeFlags ?? [])] };
}
const data = {}; // program -> system -> {runs:[], error}
const t00 = Date.now();
for (let r = 0; r < rounds; r++) {
  for (const p of progs) {
    data[p] ??= {};
    for (const a of systems) {
      const d = (data[p][a] ??= { runs: [] });
      if (d.error) continue;
      const c = spawnSync(
        process.execPath,
        [...meta[a].flags, fileURLToPath(import.meta.url), "--child", a, p, String(iters), String(budget)],
        { encoding: "utf8", timeout: timeout * 1000, maxBuffer: 64 << 20, killSignal: "SIGKILL" },
      );
      const line = (c.stdout || "").split("\n").find((l) => l.startsWith("RESULT"));
      if (!line) {
        d.error =
          c.error?.code === "ETIMEDOUT"
            ? "timeout"
            : (((c.stderr || "") + (c.signal ?? ""))
                .split("\n")
                .filter((l) => /Error|error|throw|signal|SIG|failed/.test(l))[0]
                ?.slice(0, 200) ?? `exit ${c.status}`);
      } else d.runs.push(JSON.parse(line.slice(6)));
    }
    process.stderr.write(`\rround ${r + 1}/${rounds} ${p.padEnd(28)} ${((Date.now() - t00) / 1000).toFixed(0)} s   `);
  }
}
process.stderr.write("\n");

const out = { date: new Date().toISOString(), node: process.version, rounds, iters, systems: meta, programs: {}, geomean: {}, noise: {} };
const fmt = (x) => (x === undefined ? "" : typeof x === "string" ? x : x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2));
for (const p of progs) {
  const row = (out.programs[p] = {});
  for (const a of systems) {
    const d = data[p][a];
    if (d.error || !d.runs.length) {
      row[a] = { error: d.error ?? "none" };
      continue;
    }
    const per = (f) => d.runs.map((x) => f(x) / x.inner);
    const best = per((x) => Math.min(x.first, ...x.steady));
    const bestCpu = per((x) => Math.min(x.firstCpu, ...x.steadyCpu));
    const medCpu = per((x) => median(x.steadyCpu.length ? x.steadyCpu : [x.firstCpu]));
    row[a] = {
      inner: d.runs[0].inner,
      bestWall: Math.min(...best),
      bestCpu: Math.min(...bestCpu),
      medianCpu: Math.min(...medCpu),
      coldCpu: median(d.runs.map((x) => x.prepareCpu + x.firstCpu)),
      prepareCpu: median(d.runs.map((x) => x.prepareCpu)),
      spreadCpu: Math.max(...medCpu) / Math.min(...medCpu),
      spreadWall: Math.max(...best) / Math.min(...best),
      rssMB: median(d.runs.map((x) => x.rssMB)),
      sum: d.runs[0].sum,
    };
    const n = row.native;
    if (n && !n.error && a !== "native") {
      row[a].ratioCpu = row[a].medianCpu / n.medianCpu;
      row[a].ratioBestCpu = row[a].bestCpu / n.bestCpu;
      row[a].ratioWall = row[a].bestWall / n.bestWall;
      row[a].ratioCold = row[a].inner === n.inner ? row[a].coldCpu / n.coldCpu : undefined;
      // with another inner count only self-verifying programs can be compared
      if (row[a].inner === n.inner ? row[a].sum !== n.sum : n.sum.startsWith("ok") && !row[a].sum.startsWith("ok"))
        row[a].checksumMismatch = [row[a].sum, n.sum];
    }
  }
}
console.log(["program".padEnd(26), "native ms".padStart(10), ...systems.slice(1).map((a) => a.padStart(15))].join(" "));
for (const p of progs) {
  const row = out.programs[p];
  console.log(
    [
      p.padEnd(26),
      fmt(row.native.error ?? row.native.medianCpu * row.native.inner).padStart(10),
      ...systems
        .slice(1)
        .map((a) =>
          (row[a].error ? `! ${row[a].error}`.slice(0, 15) : fmt(row[a].ratioCpu) + (row[a].checksumMismatch ? "*SUM" : "")).padStart(15),
        ),
    ].join(" "),
  );
}
for (const k of ["ratioCpu", "ratioBestCpu", "ratioWall", "ratioCold"]) {
  out.geomean[k] = {};
  for (const a of systems.slice(1)) {
    const v = progs.map((p) => out.programs[p][a][k]).filter((x) => x > 0);
    if (v.length) out.geomean[k][a] = { geomean: geomean(v), max: Math.max(...v), n: v.length };
  }
  console.log(
    [
      `geomean ${k}`.padEnd(37),
      ...systems.slice(1).map((a) => (out.geomean[k][a] ? `${fmt(out.geomean[k][a].geomean)} (${out.geomean[k][a].n})` : "").padStart(15)),
    ].join(" "),
  );
}
for (const a of systems) {
  const f = (k) => progs.map((p) => out.programs[p][a][k]).filter(Boolean);
  out.noise[a] = {
    cpu: geomean(f("spreadCpu")),
    cpuMax: Math.max(...f("spreadCpu")),
    wall: geomean(f("spreadWall")),
    wallMax: Math.max(...f("spreadWall")),
  };
}
console.log(
  [
    "noise, max/min over rounds, CPU / wall".padEnd(37),
    ...systems.slice(1).map((a) => `${fmt(out.noise[a].cpu)} / ${fmt(out.noise[a].wall)}`.padStart(15)),
  ].join(" "),
  `  native ${fmt(out.noise.native.cpu)} / ${fmt(out.noise.native.wall)}`,
);
const bad = [];
for (const p of progs)
  for (const a of systems)
    if (out.programs[p][a].error || out.programs[p][a].checksumMismatch)
      bad.push(`${p} / ${a}: ${out.programs[p][a].error ?? "checksum " + out.programs[p][a].checksumMismatch}`);
if (bad.length) console.log("\nnot measured or wrong:\n  " + bad.join("\n  "));
if (arg("json")) fs.writeFileSync(arg("json"), JSON.stringify(out, null, 1));
