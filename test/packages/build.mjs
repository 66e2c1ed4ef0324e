// node build.mjs OUT [--modules DIR] [--only a,b] [--record]
// Bundles each probe with its package (readable and minified) into OUT, runs the bundles in plain Node in child
// processes, and writes OUT/manifest.json. --record also rewrites expected/*.json and the measured fields of packages.json.
import fs from "node:fs";
import path from "node:path";
import crypto from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = path.dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { modules: { type: "string" }, only: { type: "string" }, record: { type: "boolean" } },
});
if (!positionals[0]) throw new Error("usage: node build.mjs OUT [--modules DIR] [--only a,b] [--record]");
const out = path.resolve(positionals[0]);
if (values.modules) process.env.CORPUS_MODULES = values.modules;
const { modulesDir, requireFrom } = await import("./lib/modules.mjs");
const { runOne } = await import("./lib/child.mjs");
const esbuild = requireFrom("esbuild");
const packagesFile = path.join(here, "packages.json");
const packages = JSON.parse(fs.readFileSync(packagesFile, "utf8"));
const only = values.only ? new Set(values.only.split(",")) : null;
fs.mkdirSync(out, { recursive: true });

const version = (dir) => JSON.parse(fs.readFileSync(path.join(modulesDir, dir, "package.json"), "utf8")).version;
const manifest = [];
for (const p of packages) {
  if (only && !only.has(p.name)) continue;
  const entry = path.join(here, "probes", p.probe + ".mjs");
  const options = {
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    metafile: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    mainFields: ["browser", "module", "main"],
    conditions: ["browser", "module", "import", "production"],
    define: { "process.env.NODE_ENV": '"production"', ...p.define },
    nodePaths: [path.join(modulesDir, "node_modules")],
    absWorkingDir: modulesDir,
  };
  const row = { name: p.name, probe: p.probe };
  try {
    const plain = await esbuild.build({ ...options });
    const min = await esbuild.build({ ...options, minify: true });
    const file = path.join(out, p.probe + ".mjs");
    const code = plain.outputFiles[0].text.replaceAll(modulesDir + "/", "");
    fs.writeFileSync(file, code);
    fs.writeFileSync(path.join(out, p.probe + ".min.mjs"), min.outputFiles[0].text);
    const inputs = plain.metafile.inputs;
    const dirs = new Map();
    for (const k of Object.keys(inputs)) {
      const m = /^(?:.*\/)?(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(k);
      if (m) dirs.set(k.slice(0, k.indexOf(m[1]) + m[1].length), true);
    }
    row.bundled = Object.fromEntries(
      [...dirs.keys()].map((d) => [d.replace(/^.*node_modules\//, ""), version(d)]).sort((a, b) => (a[0] < b[0] ? -1 : 1)),
    );
    const mine = Object.values(plain.metafile.outputs)[0].inputs;
    const own = Object.keys(inputs).find((k) => k.endsWith("probes/" + p.probe + ".mjs"));
    const first = inputs[own].imports.map((i) => i.path).find((x) => x.includes("node_modules/" + p.name + "/")) || "";
    row.entry = first.replace(/^.*?node_modules\//, "");
    row.format = inputs[first]?.format || "unknown";
    row.files = Object.keys(mine).length;
    row.bytes = code.length;
    row.minBytes = min.outputFiles[0].text.length;
    row.sha256 = crypto.createHash("sha256").update(code).digest("hex");
    const a = await runOne("native", file);
    const b = await runOne("native", file);
    const c = await runOne("native", path.join(out, p.probe + ".min.mjs"));
    if (a.status !== "done") throw new Error("native: " + a.error);
    if (a.json !== b.json) throw new Error("not deterministic");
    row.minSame = c.status === "done" && c.json === a.json;
    if (!row.minSame) row.minNote = c.status === "done" ? "result depends on names" : c.error;
    row.native = true;
    const exp = path.join(here, "expected", p.probe + ".json");
    const pretty = JSON.stringify(JSON.parse(a.json)) + "\n";
    if (values.record) {
      fs.writeFileSync(exp, pretty);
      // A result that holds names the minifier changes has its own expected value for the minified bundle.
      const minExp = path.join(here, "expected", p.probe + ".min.json");
      if (!row.minSame && c.status === "done") fs.writeFileSync(minExp, JSON.stringify(JSON.parse(c.json)) + "\n");
      else fs.rmSync(minExp, { force: true });
      Object.assign(p, { version: row.bundled[p.name], format: row.format, entry: row.entry, bundled: row.bundled });
    } else if (!fs.existsSync(exp) || fs.readFileSync(exp, "utf8") !== pretty) row.drift = true;
    row.values = Array.isArray(JSON.parse(a.json)) ? JSON.parse(a.json).length : Object.keys(JSON.parse(a.json)).length;
  } catch (e) {
    row.native = false;
    row.error = (
      e.errors
        ? e.errors
            .map((x) => x.text)
            .slice(0, 4)
            .join(" | ")
        : e.message
    )
      .split("\n")
      .slice(0, 3)
      .join(" / ")
      .replaceAll(modulesDir, "");
  }
  manifest.push(row);
  console.log(
    row.native ? (row.drift ? "DRIFT" : "ok   ") : "FAIL ",
    p.name.padEnd(24),
    row.format || "",
    row.bytes || "",
    row.values || "",
    row.minSame === false ? "MIN " + row.minNote : "",
    row.error || "",
  );
}
fs.writeFileSync(path.join(out, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
if (values.record) fs.writeFileSync(packagesFile, "[\n" + packages.map((p) => " " + JSON.stringify(p)).join(",\n") + "\n]\n");
const bad = manifest.filter((r) => !r.native || r.drift).length;
console.log(`${manifest.length - bad} passed, ${bad} failed`);
process.exitCode = bad ? 1 : 0;
