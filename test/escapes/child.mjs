// Runs attacks one after the other and tells the parent over descriptor 3, in writes that cannot be held back, what it sees.
// Arguments: preset, folder of the bundled package, attack names.
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseHeader, readAttack } from "./attack-files.mjs";
import { makeEndowments } from "./endowments.mjs";
import { carriesPolluted, hostIntrinsics, hostStructureChanged } from "./host-state.mjs";
import { runInCell } from "./run-in-cell.mjs";
import { RAW } from "./presets.mjs";

const [preset, bundle, ...names] = process.argv.slice(2);
const cloister = await import(pathToFileURL(`${bundle}/index.js`).href);
// without a compiler: the same text, evaluated in a realm of its own with nothing but taming and membrane round it
const { runRaw } = preset === RAW ? await import(pathToFileURL(`${bundle}/raw-realm.js`).href) : {};
const run = (source, options) => (preset === RAW ? runRaw(source, options) : runInCell(cloister, source, options));
const canary = "canary-" + randomBytes(12).toString("hex");
Object.defineProperty(globalThis, "__hostCanary", { value: canary, writable: true, enumerable: true, configurable: true });
const intrinsics = hostIntrinsics();
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Shows a later guest whether an earlier one left something on what they share. */
const PROBES = [
  `{
    let found = 0;
    const values = [{}, [], () => 0, "x", 7, true, /x/, new Error("x"), new Map(), new Set(), new Date(0), new Promise(() => 0), Symbol.iterator,
      Object, Array, Math, JSON, String, Number, Promise, Error, Map, Set, Date, RegExp];
    for (const value of values) if (value.polluted !== void 0) found = found + 1;
    if ([][0] !== void 0) found = found + 1;
    if (({})[0] !== void 0) found = found + 1;
    report("PROBE:" + found);
  }`,
  `report(typeof polluted === "undefined" ? "PROBE:0" : "PROBE:1")`,
];

for (const name of names) await attack(name);
process.exit(0);

async function attack(name) {
  const send = (event) => {
    try {
      writeSync(3, JSON.stringify({ name, ...event }) + "\n");
    } catch {
      // the parent is gone
    }
  };
  const source = readAttack(name);
  const header = parseHeader(source);
  let reports = 0;
  const report = (text) => {
    if (typeof text === "string" && reports++ < 50) send({ t: "report", v: text.slice(0, 400) });
  };
  const { globals, hostObjects, tampered } = makeEndowments({ canary, report, needs: header.needs, bastion: cloister.bastion });
  send({ t: "start", canary });
  const options = { kind: header.kind, globals, preset };
  send({
    t: "run",
    ...(await run(source, options).catch((error) => ({ by: "threw", code: "harness", error: String(error?.stack) }))),
  });
  await pause(header.goal === "deny" || /async|then|Promise|import|await|finally/.test(source) ? 200 : 20);
  if (intrinsics.some(carriesPolluted)) send({ t: "polluted", v: "host intrinsic" });
  if (hostStructureChanged()) send({ t: "polluted", v: "host intrinsic (structure)" });
  if (hostObjects.some(carriesPolluted)) send({ t: "polluted", v: "host class or function" });
  const changed = tampered();
  if (changed.length > 0) send({ t: "forged", v: changed.join(", ") });
  if (header.goal === "pollute") {
    let found = 0;
    const count = (text) => {
      if (typeof text === "string" && text.startsWith("PROBE:")) found += Number(text.slice(6));
    };
    for (const probe of PROBES) await run(probe, { kind: "script", globals: { report: count }, preset });
    if (found > 0) send({ t: "polluted", v: "next guest sees it" });
  }
  send({ t: "done" });
}
