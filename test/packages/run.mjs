// node run.mjs --bundles OUT --adapter NAME|FILE [--adapter ...] [--modules DIR] [--only a,b] [--min] [--timeout MS] [--json FILE] [--quiet]
// An adapter exports `name` and `async run(source, { filename })`, which evaluates the bundled ES module `source` in its
// sandbox, calls its default export, and resolves to the JSON-able result. It throws an error with phase === 'compile'
// when it refused the source. One child process per (package, adapter), one at a time.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = path.dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    bundles: { type: "string" },
    adapter: { type: "string", multiple: true },
    modules: { type: "string" },
    only: { type: "string" },
    min: { type: "boolean" },
    timeout: { type: "string" },
    json: { type: "string" },
    quiet: { type: "boolean" },
  },
});
if (!values.bundles || !values.adapter)
  throw new Error("usage: node run.mjs --bundles OUT --adapter NAME|FILE [--only a,b] [--min] [--json FILE]");
if (values.modules) process.env.CORPUS_MODULES = path.resolve(values.modules);
const { runOne } = await import("./lib/child.mjs");
const only = values.only ? new Set(values.only.split(",")) : null;
const packages = JSON.parse(fs.readFileSync(path.join(here, "packages.json"), "utf8")).filter((p) => !only || only.has(p.name));

const firstLine = (s) => String(s).split("\n")[0].slice(0, 160);
function differ(a, b, at = "") {
  if (JSON.stringify(a) === JSON.stringify(b)) return null;
  if (a && b && typeof a === "object" && typeof b === "object" && Array.isArray(a) === Array.isArray(b))
    for (const k of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const d = differ(a[k], b[k], at + "." + k);
      if (d) return d;
    }
  return `${at.slice(1) || "result"}: ${String(JSON.stringify(a)).slice(0, 60)} for ${String(JSON.stringify(b)).slice(0, 60)}`;
}
/** Rows by adapter. */
export const results = {};
for (const adapter of values.adapter) {
  const rows = [];
  for (const p of packages) {
    const file = path.resolve(values.bundles, p.probe + (values.min ? ".min" : "") + ".mjs");
    const m = await runOne(adapter, file, { timeout: Number(values.timeout || 20000) });
    const minWant = path.join(here, "expected", p.probe + ".min.json");
    const want = JSON.parse(
      fs.readFileSync(values.min && fs.existsSync(minWant) ? minWant : path.join(here, "expected", p.probe + ".json"), "utf8"),
    );
    let status,
      note = "";
    if (m.status === "done") {
      let got;
      try {
        got = JSON.parse(m.json);
      } catch {
        got = undefined;
      }
      const d = differ(got, want);
      status = d ? "wrong" : "ok";
      note = d || "";
    } else {
      status = m.status === "compile" ? "rejected" : "error";
      note = firstLine(m.error);
    }
    const row = { name: p.name, expected: p.expected, status, note, ms: m.ms, stack: m.stack };
    rows.push(row);
    if (!values.quiet)
      console.log(
        `${status.padEnd(8)} ${p.name.padEnd(24)} ${String(m.ms).padStart(6)} ms  ${p.expected === "reject" ? "(reject expected) " : ""}${note}`,
      );
  }
  results[adapter] = rows;
  const count = (rs) => {
    const c = { ok: 0, wrong: 0, rejected: 0, error: 0 };
    for (const r of rs) c[r.status]++;
    const should = rs.filter((r) => r.expected === "run");
    return `ok ${c.ok}, wrong ${c.wrong}, rejected at compile ${c.rejected}, runtime error ${c.error}, of ${rs.length}; of those expected to run ${should.filter((r) => r.status === "ok").length}/${should.length}`;
  };
  console.log(`== ${adapter}: ${count(rows)}`);
}
if (values.json) fs.writeFileSync(values.json, JSON.stringify(results, null, 1) + "\n");
