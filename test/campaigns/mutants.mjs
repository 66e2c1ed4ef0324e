// npm run mutants: mutants of artifacts, against the verifier. What it accepts must be free of objections in the eyes of a second opinion, and is run in a cell
// whose `log` crawls all that it is given. Mutants that differ in literals alone are run once. Arguments: how many, seed, seconds of processor time at most. Exit code 1: something was reached.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";
import { hostIntrinsics, hostStructureChanged } from "../escapes/host-state.mjs";

const count = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 1);
const seconds = Number(process.argv[4] ?? Infinity);
/** An unmetered program with these can go on for ever between two turns of the host, where no deadline reaches it: judged, not run. */
const ENDLESS = /\b(?:async|await|then|Promise)\b/;
/** Mutants to a cell. */
const BATCH = 40;

process.on("unhandledRejection", () => undefined);
const bundle = await bundleForTests("mutants", { crawled: "test/campaigns/crawled.ts" });
const { Watched, verify, VerifyError, cleanse, definePolicy, headerText, digest, mutate, random, objections } = await import(
  pathToFileURL(`${bundle}/crawled.js`).href
);

function artifacts() {
  const strict = definePolicy({ globals: { allow: ["log"] } });
  const compat = definePolicy({ extends: "compat", globals: { allow: "*" } });
  const options = ["module", "script", "commonjs"].flatMap((goal) =>
    [true, false].flatMap((metered) => [strict, compat].map((policy) => ({ goal, metered, policy }))),
  );
  const found = [];
  for (const folder of ["same"]) {
    const root = new URL(`../fixtures/${folder}/`, import.meta.url);
    for (const topic of readdirSync(root))
      for (const name of readdirSync(new URL(`${topic}/`, root))) {
        const file = fileURLToPath(new URL(`${topic}/${name}/input.js`, root));
        if (!existsSync(file)) continue; // several modules
        for (const option of options) {
          try {
            found.push(cleanse(readFileSync(file, "utf8"), option));
          } catch {
            // not a program of that goal or policy
          }
        }
      }
  }
  return found;
}

const all = artifacts().filter(({ text }) => text.length < 12_000);
const next = random(seed);
const host = hostIntrinsics().map((object) => [object, Reflect.ownKeys(object).length]);
const known = new Set();
let accepted = 0;
let ran = 0;
let cells = 0;
let failed = 0;
let visited = 0;
let cell = new Watched();
const fail = (what, text) => {
  failed++;
  console.log(`${what}\n${text}\n`);
};
/** Judges what a cell has seen, and takes the next one. */
const change = (text) => {
  const found = cell.findings();
  if (hostStructureChanged() || host.some(([object, keys]) => Reflect.ownKeys(object).length !== keys)) found.push("the host is changed");
  if (found.length > 0) fail(found.join("; "), text);
  cell.dispose();
  visited += cell.visited;
  cells++;
  cell = new Watched();
};

const parses = (text) => {
  try {
    void new Script(text);
  } catch {
    return false;
  }
  return true;
};

const from = process.cpuUsage();
const spent = () => {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
};
let i = 0;
for (; i < count && (i % 100 !== 0 || spent() < seconds); i++) {
  const { text, manifest } = all[Math.floor(next() * all.length)];
  const body = text.slice(text.indexOf("(function (__cc)"));
  const start = body.indexOf("\n", body.indexOf("run(")) + 1;
  const mutant = mutate(body, start, body.length - "\n} }; })\n".length, next);
  if (mutant === body) continue;
  let program;
  try {
    program = verify(headerText({ ...manifest, body: digest(mutant) }) + mutant);
  } catch (error) {
    if (!(error instanceof VerifyError)) fail(`mutant ${i} of seed ${seed}: ${String(error)}`, mutant);
    continue;
  }
  accepted++;
  const plain = createHash("sha256")
    .update(mutant.replace(/"(?:[^"\\\n]|\\.)*"|\b\d[\w.]*/g, "0"))
    .digest("base64");
  if (known.has(plain)) continue;
  known.add(plain);
  if (!parses(mutant)) continue; // an early error of the engine's, which runs nothing of it (docs/invariants.md, I7)
  const found = objections(mutant, manifest.features);
  if (found.length > 0) fail(`mutant ${i} of seed ${seed} is accepted: ${found.join("; ")}`, mutant);
  if (!manifest.metered && ENDLESS.test(mutant)) continue;
  await cell.run(program);
  ran++;
  if (cell.runs >= BATCH || cell.isOver || cell.reached.length > 0) change(mutant);
}
change("the last ones");
console.log(
  `${i} mutants of seed ${seed}: ${accepted} accepted, ${ran} of them different and run in ${cells} cells, where ${visited} objects were looked at, ${failed} failures; ${spent().toFixed(0)} s`,
);
process.exitCode = failed === 0 ? 0 : 1;
