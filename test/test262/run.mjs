#!/usr/bin/env node
// test262 runner for strict-only systems. See README.md in this folder.
import { fork } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { Suite, fnv1a } from "./lib/suite.mjs";
import { summaryTable, compare, peerTable } from "./lib/report.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const args = parseArgs(process.argv.slice(2));

if (args.help) {
  console.log(fs.readFileSync(path.join(here, "README.md"), "utf8"));
  process.exit(0);
}
const readJson = (f) => JSON.parse(f.endsWith(".gz") ? gunzipSync(fs.readFileSync(f)).toString("utf8") : fs.readFileSync(f, "utf8"));
if (args.compare) {
  compare(readJson(args.compare), readJson(args._[0]), { depth: +(args.depth || 2), list: !!args.list, limit: +(args.limit || 40) });
  process.exit(0);
}
if (args.merge) {
  // results of shards, or of a later run of some tests (the last one given wins)
  const docs = [args.merge, ...args._].map(readJson);
  const byPath = new Map(docs.flatMap((d) => d.results.map((r) => [r.path, r])));
  const doc = { ...docs[0], results: [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), run: byPath.size };
  for (const k of ["seconds", "workers", "killed"]) doc[k] = Math.round(10 * docs.reduce((n, d) => n + d[k], 0)) / 10;
  doc.byVerdict = {};
  for (const r of doc.results) doc.byVerdict[r.verdict] = (doc.byVerdict[r.verdict] || 0) + 1;
  writeDoc(doc);
  summaryTable(doc, { depth: +(args.depth || 2) });
  process.exit(0);
}
if (args.summary) {
  summaryTable(readJson(args.summary), { depth: +(args.depth || 2) });
  process.exit(0);
}
if (args.table) {
  peerTable(readJson(args.base), args.scope ? readJson(args.scope) : null, [args.table, ...args._].map(readJson), {
    depth: +(args.depth || 2),
    filter: args.filter,
    excludeTags: args["exclude-tags"] ? args["exclude-tags"].split(",") : [],
  });
  process.exit(0);
}

const suiteDir = args.suite || process.env.T262;
if (!suiteDir || !args.adapter) {
  console.error("usage: run.mjs --suite DIR --adapter FILE [--out results.json] (see README.md)");
  process.exit(2);
}
if (args.modules) process.env.T262_MODULES = path.resolve(args.modules);
const suite = new Suite(suiteDir, { patchHarness: !args["no-harness-patch"] });
const adapterFile = path.resolve(args.adapter);
const adapterMeta = await import(pathToFileURL(adapterFile).href);

// --- selection -----------------------------------------------------------
let tests = suite.list((args.dirs || "language").split(","));
const total = tests.length;
if (args.filter) {
  const re = new RegExp(args.filter);
  tests = tests.filter((t) => re.test(t));
}
if (args.list) {
  const want = new Set(
    fs
      .readFileSync(args.list, "utf8")
      .split("\n")
      .map((s) => s.trim())
      .filter(Boolean),
  );
  tests = tests.filter((t) => want.has(t));
}
if (args.scope) {
  const scope = readJson(args.scope).tests;
  tests = tests.filter((t) => scope[t]?.inScope);
}
if (args["require-pass"]) {
  const ok = new Set(
    readJson(args["require-pass"])
      .results.filter((r) => r.verdict === "pass")
      .map((r) => r.path),
  );
  tests = tests.filter((t) => ok.has(t));
}
const skipped = {};
const kinds = new Map();
tests = tests.filter((t) => {
  const meta = suite.meta(t);
  const v = suite.variant(meta);
  kinds.set(t, { kind: v.kind, negative: meta.negative?.phase });
  if (v.skip) {
    skipped[v.skip] = (skipped[v.skip] || 0) + 1;
    return false;
  }
  return !args.kind || v.kind === args.kind;
});
if (args.sample) {
  tests = tests
    .map((t) => [fnv1a(t), t])
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
    .slice(0, +args.sample)
    .map((x) => x[1])
    .sort();
}
if (args.shard) {
  const [i, n] = args.shard.split("/").map(Number);
  tests = tests.filter((t) => fnv1a(t) % n === i - 1);
}

// --- running -------------------------------------------------------------
const timeoutMs = +(args.timeout || adapterMeta.timeoutMs || 5000);
const cfg = {
  suite: path.resolve(suiteDir),
  adapter: adapterFile,
  patchHarness: !args["no-harness-patch"],
  sentinel: !args["no-sentinel"],
  timeoutMs,
  recycle: +(args.recycle || adapterMeta.recycle || 2000),
  maxRss: +(args["max-rss"] || 1500) * 1024 * 1024,
  adapterOptions: args.options ? JSON.parse(args.options) : {},
};
const started = Date.now();
const results = [];
let queue = tests.slice();
let workers = 0,
  killed = 0,
  lastLog = Date.now(),
  activeChild = null,
  stopping = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    stopping = true;
    activeChild?.kill("SIGKILL");
    await finish(signal);
    process.exit(1);
  });
}
while (queue.length) {
  const before = results.length;
  await runWorker();
  if (results.length === before) {
    console.error("the worker made no progress; giving up");
    process.exit(1);
  }
}
await finish();
process.exit(0);

/** Writes the results (also when the run is ended early by SIGINT or SIGTERM) and prints the table. */
async function finish(endedBy) {
  const byVerdict = {};
  for (const r of results) byVerdict[r.verdict] = (byVerdict[r.verdict] || 0) + 1;
  const doc = {
    adapter: adapterMeta.name,
    version: adapterMeta.version ? await adapterMeta.version() : undefined,
    date: new Date().toISOString(),
    node: process.version,
    options: {
      dirs: args.dirs || "language",
      filter: args.filter,
      sample: args.sample,
      shard: args.shard,
      scope: !!args.scope,
      kind: args.kind,
      timeoutMs,
      patchHarness: cfg.patchHarness,
      sentinel: cfg.sentinel,
      adapterOptions: cfg.adapterOptions,
    },
    filesInDirs: total,
    skipped,
    run: results.length,
    endedBy,
    byVerdict,
    seconds: Math.round((Date.now() - started) / 100) / 10,
    workers,
    killed,
    results: results.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  writeDoc(doc);
  summaryTable(doc, { depth: +(args.depth || 2) });
}

function writeDoc(doc) {
  if (!args.out) return;
  fs.mkdirSync(path.dirname(path.resolve(args.out)), { recursive: true });
  // One result per line: greppable, and small diffs.
  const { results: rs, ...head } = doc;
  const text =
    JSON.stringify(head, null, 1).replace(/\n\}$/, ',\n "results": [\n') + rs.map((r) => JSON.stringify(r)).join(",\n") + "\n]}\n";
  fs.writeFileSync(args.out, args.out.endsWith(".gz") ? gzipSync(text) : text);
}

function runWorker() {
  workers++;
  return new Promise((resolve) => {
    const child = fork(path.join(here, "lib", "worker.mjs"), [], {
      execArgv: ["--no-warnings", ...(adapterMeta.execArgv || [])],
      stdio: ["ignore", args.verbose ? "inherit" : "ignore", args.verbose ? "inherit" : "ignore", "ipc"],
    });
    activeChild = child;
    let current = null,
      timer = null,
      over = false;
    const watch = (ms) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        killed++;
        child.kill("SIGKILL");
      }, ms);
    };
    watch(60000); // for init
    child.on("message", (m) => {
      if (m.type === "init-failed") {
        console.error("adapter init failed:\n" + m.error);
        process.exit(1);
      } else if (m.type === "ready") watch(timeoutMs * 2 + 5000);
      else if (m.type === "start") {
        current = m.path;
        watch(timeoutMs * 2 + 3000);
      } else if (m.type === "result") {
        record(m.result);
        current = null;
        watch(timeoutMs * 2 + 3000);
      } else if (m.type === "end") {
        over = true;
        watch(5000);
      }
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (stopping) return;
      if (!over && current) {
        record({
          path: current,
          ...kinds.get(current),
          verdict: signal === "SIGKILL" ? "timeout" : "crash",
          error: signal === "SIGKILL" ? "killed by the watchdog" : `worker ended: code ${code} signal ${signal}`,
        });
      }
      resolve();
    });
    child.send({ ...cfg, tests: queue });
    function record(r) {
      results.push(r);
      queue = queue.slice(queue.indexOf(r.path) + 1);
      if (Date.now() - lastLog > 15000 && !args.quiet) {
        lastLog = Date.now();
        const pass = results.reduce((n, x) => n + (x.verdict === "pass"), 0);
        console.error(
          `${adapterMeta.name}: ${results.length}/${tests.length} run, ${pass} passed, ${Math.round((Date.now() - started) / 1000)} s, ${workers} workers, ${killed} killed`,
        );
      }
    }
  });
}

function parseArgs(argv) {
  const flags = new Set(["no-sentinel", "no-harness-patch", "verbose", "quiet", "help"]);
  const o = { _: [] };
  for (let i = 0; i < argv.length; i++) {
    const a = argv[i];
    if (!a.startsWith("--")) {
      o._.push(a);
      continue;
    }
    const eq = a.indexOf("=");
    const key = a.slice(2, eq < 0 ? undefined : eq);
    if (eq >= 0) o[key] = a.slice(eq + 1);
    else if (flags.has(key)) o[key] = true;
    else o[key] = argv[++i] ?? true;
  }
  return o;
}
