// npm run bench -- --turns 20 [--adapters …] [--programs …]: iteration by iteration, the systems in turns, each in a process that stays. On a machine whose speed
// changes from second to second this tells more than run.mjs: a ratio is the median, over turns, of a system's CPU time by that of native in the same turn.
import { fork } from "node:child_process";
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { assemble, names } from "./programs.mjs";

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const cpu = () => Number(fs.readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]);
/** Of the turns, for getting warm. */
const COLD = 0.3;

if (process.argv[2] === "--child") {
  const [, , , adapter, program] = process.argv;
  const mod = await import(new URL(`./adapters/${adapter}.mjs`, import.meta.url).href);
  await mod.init?.();
  const handle = await mod.prepare(assemble(program, 1).source);
  process.on("message", async () => {
    const before = cpu();
    await mod.run(handle);
    process.send(cpu() - before);
  });
  process.send("ready");
} else {
  const option = (name, otherwise) => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? otherwise : process.argv[at + 1];
  };
  const turns = Number(option("turns"));
  const adapters = option("adapters").split(",");
  const programs = option("programs", "core") === "core" ? names() : option("programs").split(",");
  const answer = (child) =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error("ended"));
      child.once("exit", ended);
      child.once("message", (message) => resolve((child.off("exit", ended), message)));
    });
  const ratios = new Map();
  for (const program of programs) {
    const systems = adapters.map((adapter) => ({
      adapter,
      times: [],
      child: fork(fileURLToPath(import.meta.url), ["--child", adapter, program], { stdio: ["ignore", "ignore", "ignore", "ipc"] }),
    }));
    try {
      for (const { child } of systems) await answer(child);
      for (let i = 0; i < turns; i++)
        for (const { child, times } of systems) {
          child.send("run");
          times.push(await answer(child));
        }
      const [native, ...others] = systems.map(({ times }) => times.slice(turns * COLD));
      const line = others.map((times, i) => {
        const ratio = median(times.map((time, turn) => time / native[turn]));
        ratios.set(adapters[i + 1], [...(ratios.get(adapters[i + 1]) ?? []), ratio]);
        return ratio.toFixed(2).padStart(10);
      });
      console.log(program.padEnd(28) + line.join(""));
    } catch (e) {
      console.log(`${program.padEnd(28)}  not measured: ${e.message}`);
    } finally {
      for (const { child } of systems) child.kill();
    }
  }
  for (const [adapter, list] of ratios) {
    const mean = Math.exp(list.reduce((sum, ratio) => sum + Math.log(ratio), 0) / list.length);
    console.log(`${adapter}: ${mean.toFixed(3)} in the geometric mean of ${list.length}, worst ${Math.max(...list).toFixed(2)}`);
  }
}
