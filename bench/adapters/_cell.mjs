// What both cell adapters share. Programs call for no clock and no randomness; compat grants what old benchmark code needs.
import { spawnSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";

const compiler = fileURLToPath(new URL("../compile-program.mjs", import.meta.url));

/** @param guards asked about every access, under full mediation */
export function runArtifact({ metered, mediation = "direct", guards }) {
  let cloister;
  return {
    init: async () => {
      cloister = await import(pathToFileURL(`${process.env.CLOISTER_BUNDLE}/runtime.js`).href);
    },
    prepare: async (source) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, String(metered), mediation], {
        input: source,
        encoding: "utf8",
        maxBuffer: 256 << 20,
      });
      if (status !== 0) throw new Error(`not compiled: ${stderr.slice(0, 500)}`);
      const policy = cloister.definePolicy({ extends: "compat", mediation });
      const cell = new cloister.Cell({ policy, limits: metered ? {} : { unmetered: true }, ...(guards && { guards }) });
      const { benchmark } = await cell.load(stdout);
      return benchmark;
    },
    run: (benchmark) => benchmark(),
  };
}
