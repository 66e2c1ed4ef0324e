// What both cell adapters share. Programs call for no clock and no randomness; compat grants what old benchmark code needs.
import { spawnSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";

const compiler = fileURLToPath(new URL("../compile-program.mjs", import.meta.url));

export function runArtifact({ metered }) {
  let cloister;
  return {
    init: async () => {
      cloister = await import(pathToFileURL(`${process.env.CLOISTER_BUNDLE}/runtime.js`).href);
    },
    prepare: async (source) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, String(metered)], {
        input: source,
        encoding: "utf8",
        maxBuffer: 256 << 20,
      });
      if (status !== 0) throw new Error(`not compiled: ${stderr.slice(0, 500)}`);
      const cell = new cloister.Cell({ policy: cloister.definePolicy({ extends: "compat" }), limits: metered ? {} : { unmetered: true } });
      const { benchmark } = await cell.load(stdout);
      return benchmark;
    },
    run: (benchmark) => benchmark(),
  };
}
