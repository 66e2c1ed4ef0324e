// node bench/fast-paths.mjs: the engine's fast paths in a cell, beside native code and beside a realm in which every intrinsic is frozen.
// Self-contained; each (program, system) runs in a process of its own, the systems in turn, figures are CPU time of the main thread.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const PROGRAMS = {
  "array stores": `
    const a = new Array(1000).fill(0);
    export function benchmark() {
      for (let round = 0; round < 20_000; round++) for (let i = 0; i < 1000; i++) a[i] = a[(i + 7) % 1000] + round;
      return a[5];
    }`,
  "typed array stores": `
    const a = new Float64Array(1000);
    export function benchmark() {
      for (let round = 0; round < 20_000; round++) for (let i = 0; i < 1000; i++) a[i] = a[(i + 7) % 1000] * 0.5 + round;
      return Math.round(a[5]);
    }`,
  "array growth": `
    export function benchmark() {
      let n = 0;
      for (let round = 0; round < 1_500; round++) {
        const list = [];
        for (let i = 0; i < 3000; i++) list.push({ i });
        n += list.filter((entry) => entry.i % 3 === 0).length;
      }
      return n;
    }`,
  "split by pattern": `
    const text = "alpha, beta;gamma ,delta; epsilon,zeta ".repeat(50);
    export function benchmark() {
      let n = 0;
      for (let round = 0; round < 1_500; round++) n += text.split(/\\s*[,;]\\s*/).length + text.replace(/[aeiou]/g, "").length;
      return n;
    }`,
  "spread and iteration": `
    const map = new Map(Array.from({ length: 200 }, (_, i) => ["k" + i, i]));
    export function benchmark() {
      let n = 0;
      for (let round = 0; round < 20_000; round++) {
        for (const [, value] of map) n += value;
        n += [...map.values()].length;
      }
      return n;
    }`,
};
const SYSTEMS = ["native", "cloister unmetered", "cloister metered", "frozen realm"];
const ROUNDS = 3;
const CALLS = 8;

async function parent() {
  const { bundleForTests } = await import("../scripts/bundle-for-tests.mjs");
  const env = { ...process.env, CLOISTER_BUNDLE: await bundleForTests("fast-paths") };
  console.log(["program".padEnd(22), "native ms".padStart(10), ...SYSTEMS.slice(1).map((name) => name.padStart(20))].join(""));
  for (const program of Object.keys(PROGRAMS)) {
    const best = Object.fromEntries(SYSTEMS.map((name) => [name, Infinity]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const system of SYSTEMS) {
        const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--child", program, system], {
          encoding: "utf8",
          env,
          timeout: 120_000,
        });
        if (status !== 0) throw new Error(`${program} on ${system}: ${stderr.slice(0, 800)}`);
        best[system] = Math.min(best[system], Number(stdout));
      }
    }
    const ratios = SYSTEMS.slice(1).map((name) => `${(best[name] / best.native).toFixed(2)}x`.padStart(20));
    console.log([program.padEnd(22), best.native.toFixed(1).padStart(10), ...ratios].join(""));
  }
}

async function child(program, system) {
  const run = await load(PROGRAMS[program], system);
  const times = [];
  for (let i = 0; i < CALLS; i++) {
    const start = cpu();
    run();
    times.push(cpu() - start);
  }
  times.sort((a, b) => a - b);
  process.stdout.write(String(times[CALLS >> 1]));
}

async function load(source, system) {
  const script = `(function () { "use strict";\n${source.replace("export function", "function")}\nreturn benchmark; })()`;
  if (system === "native") return vm.runInThisContext(script);
  if (system === "frozen realm") {
    const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    vm.runInContext(FREEZE, context);
    return vm.runInContext(script, context);
  }
  const { runArtifact } = await import("./adapters/_cell.mjs");
  const { init, prepare } = runArtifact({ metered: system === "cloister metered" });
  await init();
  return prepare(source.replace("export function", "function"));
}

/** CPU time of this thread, ms; of the process where the system does not tell. */
function cpu() {
  if (existsSync("/proc/self/schedstat")) return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]) / 1e6;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

/** Freezes all that can be reached from the global object and from literals. */
const FREEZE = `(() => {
  const seen = new Set();
  const visit = (value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || value === globalThis || seen.has(value)) return;
    seen.add(value);
    visit(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const own = Object.getOwnPropertyDescriptor(value, key);
      visit(own.value); visit(own.get); visit(own.set);
    }
  };
  for (const key of Reflect.ownKeys(globalThis)) visit(globalThis[key]);
  for (const value of [[][Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ''[Symbol.iterator](), function* () {}, async () => 0]) visit(value);
  for (const value of seen) Object.freeze(value);
})()`;

if (process.argv[2] === "--child") await child(process.argv[3], process.argv[4]);
else await parent();
