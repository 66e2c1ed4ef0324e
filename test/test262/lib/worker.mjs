// Child process: loads one adapter and runs the tests it is sent, one after another.
import { pathToFileURL } from "node:url";
import path from "node:path";
import { Suite } from "./suite.mjs";
import { judge } from "./verdict.mjs";

const send = process.send.bind(process);
const exit = process.exit.bind(process);
const memory = process.memoryUsage.rss;
const sent = (m) => new Promise((r) => send(m, () => r()));
// What the guest leaves behind (rejected promises, late throws) must not end the worker.
process.on("unhandledRejection", () => {});
process.on("uncaughtException", () => {});
process.on("disconnect", () => exit(0));

process.once("message", async (cfg) => {
  let adapter, suite;
  try {
    suite = new Suite(cfg.suite, { patchHarness: cfg.patchHarness });
    adapter = await import(pathToFileURL(path.resolve(cfg.adapter)).href);
    if (adapter.init) await adapter.init(cfg.adapterOptions || {});
  } catch (e) {
    await sent({ type: "init-failed", error: String(e?.stack || e) });
    exit(1);
  }
  await sent({ type: "ready" });
  let n = 0;
  for (const rel of cfg.tests) {
    send({ type: "start", path: rel });
    const result = await judge(adapter, suite, rel, cfg);
    send({ type: "result", result });
    n++;
    if (n >= cfg.recycle || memory() > cfg.maxRss || adapter.mustRecycle?.()) break;
    if (n % 16 === 0) await new Promise((r) => setImmediate(r));
  }
  await sent({ type: "end" });
  exit(0);
});
