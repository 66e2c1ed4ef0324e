// npm run engines: the newest Node of each line that a cell has to hold in, below .cache, for test/realm/engines.test.ts. From the npm registry, as the
// packages that hold nothing but the program.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const LINES = [20, 22, 24];
const folder = fileURLToPath(new URL("../.cache/engines/", import.meta.url));

/**
 * @param {number} line
 * @returns {string | undefined} the program, if it is there
 */
export function engineOf(line) {
  if (process.versions.node.startsWith(`${line}.`)) return process.execPath;
  const program = `${folder}node_modules/node-${line}/bin/node`;
  return existsSync(program) ? program : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = LINES.filter((line) => engineOf(line) === undefined);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(`${folder}package.json`)) writeFileSync(`${folder}package.json`, '{ "private": true }\n');
  const packages = wanted.map((line) => `node-${line}@npm:node-${process.platform}-${process.arch}@${line}`);
  if (packages.length > 0) {
    const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder, ...packages], {
      stdio: "inherit",
    });
    if (status !== 0) process.exit(status ?? 1);
  }
  for (const line of LINES) console.log(`${line}: ${engineOf(line) ?? "absent"}`);
}
