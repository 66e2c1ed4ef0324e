// node install.mjs DIR: installs what packages.json pins, and the tools, into DIR (outside this repository).
import fs from "node:fs";
import path from "node:path";
import { execFileSync } from "node:child_process";

const dir = path.resolve(process.argv[2] || "");
if (!process.argv[2]) throw new Error("usage: node install.mjs DIR");
const packages = JSON.parse(fs.readFileSync(new URL("./packages.json", import.meta.url), "utf8"));
const seen = {};
for (const p of packages) for (const [n, v] of Object.entries(p.bundled)) (seen[n] ||= new Set()).add(v);
// A package that several bundles hold in different versions is left to its dependents' ranges.
const pins = Object.fromEntries(
  Object.entries(seen)
    .filter(([, vs]) => vs.size === 1)
    .map(([n, [v]]) => [n, v]),
);
for (const p of packages) pins[p.name] = p.version;
const tools = {
  esbuild: "0.28.2",
  "@babel/parser": pins["@babel/parser"],
  "@babel/traverse": "8",
  ses: "2.3.0",
  "@endo/evasive-transform": "2.3.1",
  vm2: "3.12.2",
  "quickjs-emscripten": "0.32.0",
  "@nyariv/sandboxjs": "0.9.7",
};
const top = new Set([...packages.map((p) => p.name), "react", "preact-render-to-string"]);
const dependencies = { ...Object.fromEntries([...top].map((n) => [n, pins[n]])), ...tools };
const overrides = Object.fromEntries(Object.entries(pins).filter(([n]) => !dependencies[n]));
fs.mkdirSync(dir, { recursive: true });
fs.writeFileSync(path.join(dir, "package.json"), JSON.stringify({ private: true, type: "module", dependencies, overrides }, null, 1));
execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps"], { cwd: dir, stdio: "inherit" });
