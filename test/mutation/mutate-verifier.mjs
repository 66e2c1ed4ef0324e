// npm run mutate: mutation testing of the verifier. Stryker's instrumenter puts all its mutants into one build of src/verifier, each behind a switch; they are
// switched on one at a time, and the forged artifacts, headers and policies that pass the mutated place must show it. What survives must be explained in
// survivors.json: an entry gives one reason for the mutants of a file (`*`: of any) that it lists, each as what stood there, what stands there instead, and, where
// that says too little, a part of the line. White space does not count. Stryker's own runner would start a test run for each mutant; this asks the verifier
// directly, in some milliseconds.
// Arguments: names of files (part of them), none for all; then it tells which entries explain nothing, too. Exit code 1: a survivor is not explained.
import { build } from "esbuild";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = new URL("../../", import.meta.url);
const path = (relative) => fileURLToPath(new URL(relative, root));
const folder = path(".cache/mutation/");
/** Milliseconds without a word after which a mutant is taken for endless. */
const PATIENCE = 20_000;

/** Words, types and generated text. */
const LEFT_OUT = /(?:codes|verified-program|verify-error|version\.generated)\.ts$/;

if (process.argv[2] === "--child") await child(JSON.parse(process.argv[3]));
else await main(process.argv.slice(2));

async function main(wanted) {
  const { mutants, sources } = await instrument();
  const rank = ({ fileName }) => wanted.findIndex((name) => fileName.includes(name));
  const chosen = wanted.length === 0 ? mutants : mutants.filter((mutant) => rank(mutant) >= 0).sort((a, b) => rank(a) - rank(b));
  const explained = JSON.parse(readFileSync(path("test/mutation/survivors.json"), "utf8")).flatMap(({ file, mutants }) =>
    mutants.map(([from, to, near = ""]) => ({ file, from: oneLine(from), to: oneLine(to), near })),
  );
  const used = new Set();
  const counts = {};
  let done = 0;
  const tell = (mutant, outcome) => {
    let verdict = outcome;
    if (verdict === "survived" || verdict === "uncovered") {
      const file = mutant.fileName.slice(path("src/verifier/").length);
      const from = textAt(sources.get(mutant.fileName), mutant.location);
      const line = sources.get(mutant.fileName).split("\n")[mutant.location.start.line];
      const explains = (entry) =>
        (entry.file === file || entry.file === "*") &&
        entry.from === oneLine(from) &&
        entry.to === oneLine(mutant.replacement) &&
        line.includes(entry.near);
      const found = explained.find(explains);
      used.add(found);
      if (found !== undefined) verdict = "explained";
      else console.log(JSON.stringify({ file, line: mutant.location.start.line + 1, from, to: mutant.replacement, verdict }));
    }
    counts[verdict] = (counts[verdict] ?? 0) + 1;
    if (++done % 100 === 0) console.log(summary());
  };
  const summary = () =>
    `${done} of ${chosen.length} mutants: ${Object.entries(counts)
      .map(([verdict, n]) => `${n} ${verdict}`)
      .join(", ")}`;
  await run(chosen, tell);
  console.log(summary());
  if (wanted.length === 0) for (const entry of explained) if (!used.has(entry)) console.log(`explains nothing: ${JSON.stringify(entry)}`);
  process.exitCode = (counts.survived ?? 0) + (counts.uncovered ?? 0) === 0 ? 0 : 1;
}

/** Builds the verifier with all its mutants, and artifacts for them to accept. */
async function instrument() {
  const { Instrumenter } = await import("@stryker-mutator/instrumenter");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(path("src/verifier"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !LEFT_OUT.test(name))
    .map((name) => ({ name: path(`src/verifier/${name}`), content: readFileSync(path(`src/verifier/${name}`), "utf8"), mutate: true }));
  const quiet = { debug() {}, info() {}, trace() {}, warn() {}, isDebugEnabled: () => false };
  const result = await new Instrumenter(quiet).instrument(files, { plugins: null, excludedMutations: [], ignorers: [] });
  const mutated = new Map(result.files.map(({ name, content }) => [name, content]));
  const plugin = {
    name: "mutants",
    setup: (setup) =>
      setup.onLoad({ filter: /src\/verifier\/.*\.ts$/ }, ({ path: file }) =>
        mutated.has(file) ? { contents: mutated.get(file), loader: "ts" } : undefined,
      ),
  };
  await build({
    entryPoints: {
      judge: path("test/mutation/judge.ts"),
      sound: path("test/mutation/judge.ts"),
      artifacts: path("test/mutation/artifacts.ts"),
    },
    outdir: folder,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "error",
    plugins: [plugin],
  });
  const { artifacts } = await import(pathToFileURL(`${folder}artifacts.js`).href);
  writeFileSync(`${folder}artifacts.json`, JSON.stringify(artifacts(root)));
  return { mutants: result.mutants, sources: new Map(files.map(({ name, content }) => [name, content])) };
}

function oneLine(text) {
  return text.replace(/\s+/g, " ");
}

function textAt(source, { start, end }) {
  const lines = source.split("\n").slice(start.line, end.line + 1);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column);
  lines[0] = lines[0].slice(start.column);
  return lines.join("\n");
}

/** Runs mutants in children; one that does not come back is endless, and another child goes on behind it. */
async function run(mutants, tell) {
  for (let at = 0; at < mutants.length;) {
    const some = mutants.slice(at, at + 500);
    const done = await new Promise((resolve) => {
      const ids = JSON.stringify(some.map(({ id }) => id));
      const process_ = spawn(process.execPath, [fileURLToPath(import.meta.url), "--child", ids], { stdio: ["ignore", "pipe", "inherit"] });
      let n = 0;
      let timer = setTimeout(() => process_.kill("SIGKILL"), PATIENCE * 10);
      createInterface({ input: process_.stdout }).on("line", (line) => {
        clearTimeout(timer);
        timer = setTimeout(() => process_.kill("SIGKILL"), PATIENCE);
        tell(some[n++], JSON.parse(line));
      });
      process_.on("close", () => {
        clearTimeout(timer);
        resolve(n);
      });
    });
    at += done;
    if (done === some.length) continue;
    tell(some[done], "endless");
    at++;
  }
}

async function child(ids) {
  const stryker = (globalThis.__stryker__ = {});
  const url = pathToFileURL(`${folder}judge.js`).href;
  const artifacts = JSON.parse(readFileSync(`${folder}artifacts.json`, "utf8"));
  const sound = await import(url);
  const fixed = new Set(Object.keys(stryker.mutantCoverage?.static ?? {}));
  const all = sound.cases(root, artifacts);
  const times = [];
  const expected = all.map((one, i) => {
    stryker.currentTestId = String(i);
    const start = performance.now();
    const verdict = sound.judge(one);
    times.push(performance.now() - start);
    return verdict;
  });
  const quickFirst = all.map((_, i) => i).sort((a, b) => times[a] - times[b]);
  const covers = all.map((_, i) => stryker.mutantCoverage.perTest[i] ?? {});
  for (const id of ids) {
    const isFixed = fixed.has(id);
    const passing = quickFirst.filter((i) => isFixed || id in covers[i]);
    let verdict = passing.length === 0 ? "uncovered" : "survived";
    stryker.activeMutant = id;
    try {
      const { judge } = isFixed ? await import(`${url}?${id}`) : sound;
      if (passing.some((i) => judge(all[i]) !== expected[i])) verdict = "killed";
    } catch {
      verdict = "killed";
    }
    stryker.activeMutant = undefined;
    console.log(JSON.stringify(verdict));
  }
}
