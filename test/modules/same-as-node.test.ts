import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GRAPHS, type Graph } from "./graphs.js";
import { runGraph, type GraphResult } from "./run-graph.js";

const folder = mkdtempSync(join(tmpdir(), "graphs-"));
const native: GraphResult[] = [];

/** Runs in plain Node: imports each graph's main module and prints what it logged and how it ended. */
const RUNNER = `
const results = [];
for (const url of process.argv.slice(2)) {
  const lines = [];
  globalThis.log = (...values) => void lines.push(values.map(String).join(" "));
  let end = "ok";
  try { await import(url); } catch (e) { end = typeof e === "object" && e !== null ? e.name : String(e); }
  await new Promise((resolve) => setTimeout(resolve, 50));
  results.push({ lines, end });
}
console.log(JSON.stringify(results));
`;

beforeAll(() => {
  const urls = GRAPHS.map(({ files, main }, i) => {
    const at = join(folder, String(i));
    mkdirSync(at);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
    return pathToFileURL(join(at, main)).href;
  });
  writeFileSync(join(folder, "runner.mjs"), RUNNER);
  const out = execFileSync(process.execPath, ["--no-warnings", join(folder, "runner.mjs"), ...urls], { encoding: "utf8", timeout: 60_000 });
  native.push(...(JSON.parse(out) as GraphResult[]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a graph of modules behaves as in Node", () => {
  it.each(GRAPHS.map((graph, i) => [graph.name, graph, i] as [string, Graph, number]))("%s", async (_name, graph, i) => {
    expect(await runGraph(graph)).toEqual(native[i]);
  });
});
