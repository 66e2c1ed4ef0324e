// Runs the corpus under a preset: attacks share a child process as long as it lives; one that hangs, dies or changes the host ends it, and the
// rest goes on in a new one. A verdict other than `blocked` is taken again in a process of its own, so that no attack is blamed for another.
// Those that are meant to hang or to fill memory come last: what they leave behind would slow the others down.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseHeader, readAttack } from "./attack-files.mjs";
import { verdictOf } from "./verdict.mjs";

const CHILD = fileURLToPath(new URL("child.mjs", import.meta.url));
/** CPU time for one attack, ms: on a busy machine the clock on the wall says little. */
const ATTACK_CPU = 3_000;
/** Time for one attack that does nothing, and for a child to load, ms. */
const ATTACK_TIME = 20_000;
const START_TIME = 60_000;
/** Heap of a child, and resident memory past which it is ended, MiB. */
const HEAP = 256;
const RESIDENT = 700;

/**
 * @param {{ preset: string, bundle: string, names: readonly string[], onResult?: (row: object) => void }} options
 * @returns rows in the order of names: `{ name, header, verdict, by, code, codegen, detail }`
 */
export async function runCorpus({ preset, bundle, names, onResult }) {
  const rows = new Map();
  const drags = (name) => parseHeader(readAttack(name)).goal === "deny";
  let queue = [...names.filter((name) => !drags(name)), ...names.filter(drags)];
  while (queue.length > 0) {
    const done = await runBatch({ preset, bundle, names: queue });
    for (const row of done) {
      const sure = row.verdict === "blocked" || queue.length === 1 ? row : (await runBatch({ preset, bundle, names: [row.name] }))[0];
      rows.set(sure.name, sure);
      onResult?.(sure);
    }
    queue = queue.slice(done.length);
  }
  return names.map((name) => rows.get(name));
}

/** Runs attacks in one child until one of them ends it or shows an effect; at least one row. */
function runBatch({ preset, bundle, names }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--no-warnings", `--max-old-space-size=${HEAP}`, CHILD, preset, bundle, ...names], {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      env: { PATH: process.env.PATH, TZ: "Pacific/Chatham" },
    });
    const rows = [];
    let events = [];
    let killed;
    let stderr = "";
    const kill = (why) => {
      killed ??= why;
      child.kill("SIGKILL");
    };
    let timer = setTimeout(kill, START_TIME, "the child did not start");
    let spent = Infinity;
    const finish = (death) => {
      const name = names[rows.length];
      if (name === undefined) return;
      const header = parseHeader(readAttack(name));
      rows.push({ name, header, ...verdictOf(header, events, death) });
      events = [];
    };
    let buffered = "";
    child.stderr.on("data", (chunk) => (stderr = (stderr + chunk).slice(-4000)));
    child.stdio[3].on("data", (chunk) => {
      buffered += chunk;
      for (let end = buffered.indexOf("\n"); end >= 0; end = buffered.indexOf("\n")) {
        const event = JSON.parse(buffered.slice(0, end));
        buffered = buffered.slice(end + 1);
        clearTimeout(timer);
        timer = setTimeout(kill, ATTACK_TIME, "hung");
        spent = cpuMs(child.pid);
        if (killed !== undefined || event.name !== names[rows.length]) continue;
        if (event.t !== "done") events.push(event);
        else {
          finish();
          // what a finding left behind must not be held against the next attack
          if (rows.at(-1).verdict !== "blocked" && rows.length < names.length) kill("finding");
        }
      }
    });
    const poll = setInterval(() => {
      if (residentMiB(child.pid) > RESIDENT) kill("memory");
      if (cpuMs(child.pid) - spent > ATTACK_CPU) kill("hung");
    }, 50);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      clearInterval(poll);
      if (killed !== "finding" && rows.length < names.length) finish(killed ?? `the host died (${signal ?? code}) ${lastWords(stderr)}`);
      resolve(rows);
    });
  });
}

const lastWords = (stderr) =>
  /heap out of memory|Allocation failed/.test(stderr) ? "out of memory" : (/^.*(?:Error|ERR_)[^\n]*/m.exec(stderr)?.[0] ?? "");

/** CPU time of the child's main thread; 0 where the system does not tell, so that the clock alone decides. */
function cpuMs(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return 0;
  }
}

function residentMiB(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
