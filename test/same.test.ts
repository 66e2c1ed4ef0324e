// Every program below fixtures/same is run as it is and cleansed, and must do the same: the same log, value, and kind of error.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { Cell, cleanse, GuestError } from "../src/index.js";
import { PRESETS, type Policy } from "../src/policy/index.js";
import { settle, shapeOf, show, withLog } from "./same/observe.mjs";
import { ReferenceCell } from "./same/reference-cell.js";

const ROOT = fileURLToPath(new URL("./fixtures/same/", import.meta.url));
const cases = readdirSync(ROOT).flatMap((topic) => readdirSync(join(ROOT, topic)).map((name) => `${topic}/${name}`));
const folders = cases.map((name) => join(ROOT, name));
const plain = JSON.parse(
  execFileSync(
    process.execPath,
    ["--no-warnings", "--experimental-vm-modules", fileURLToPath(new URL("./same/run-plain.mjs", import.meta.url)), ...folders],
    { encoding: "utf8", timeout: 60_000 },
  ),
) as Record<string, string[]>;

/** `config.json`: only these presets, because the others refuse the program. */
interface Config {
  readonly presets?: readonly ("strict" | "compat")[];
}

describe.each(cases)("same/%s", (name) => {
  const folder = join(ROOT, name);
  const configFile = join(folder, "config.json");
  const { presets = ["strict", "compat"] } = existsSync(configFile) ? (JSON.parse(readFileSync(configFile, "utf8")) as Config) : {};
  const ways = presets.flatMap((preset) => [false, true].map((metered) => ({ preset, metered })));
  test.each(ways)("by the letter: $preset, metered: $metered", async ({ preset, metered }) => {
    expect(await byTheLetter(folder, PRESETS[preset], metered)).toEqual(plain[folder]);
  });
  test.each(ways)("in a cell: $preset, metered: $metered", async ({ preset, metered }) => {
    expect(await inCell(folder, PRESETS[preset], metered)).toEqual(plain[folder]);
  });
});

const textOf = (folder: string, file: string): string => withLog(readFileSync(join(folder, file), "utf8"));
const isModule = (folder: string): boolean => existsSync(join(folder, "input.mjs"));

/** With the plainest guards there can be. */
async function byTheLetter(folder: string, policy: Policy, metered: boolean): Promise<string[]> {
  const lines: string[] = [];
  const artifactOf = (file: string, goal: "module" | "script"): ReturnType<typeof cleanse> =>
    cleanse(textOf(folder, file), { goal, policy, metered, supplied: ["emit"], filename: file });
  const emit = (line: string): void => void lines.push(line);
  const cell = new ReferenceCell({ emit }, (specifier) => artifactOf(basename(specifier), "module"));
  try {
    if (isModule(folder)) lines.push(`value: ${cell.show(shapeOf(await cell.load("./input.mjs")))}`);
    else {
      lines.push(`value: ${cell.show(cell.run(artifactOf("input.js", "script")))}`);
      if (metered) expect(cell.depth).toBe(0);
    }
  } catch (error) {
    lines.push(`throws: ${cell.show(error)}`);
  }
  await settle();
  return lines;
}

/** As supervisors run it: taming, membrane, linker and meter included. */
async function inCell(folder: string, policy: Policy, metered: boolean): Promise<string[]> {
  const lines: string[] = [];
  const cell = new Cell({
    policy,
    globals: { emit: (line: string) => void lines.push(line) },
    hooks: { resolve: (specifier) => basename(specifier), load: (id) => ({ source: textOf(folder, id), type: "module" }) },
    limits: { unmetered: !metered },
  });
  try {
    if (isModule(folder)) lines.push(`value: ${show(shapeOf(await cell.import("./input.mjs")))}`);
    else lines.push(`value: ${show(cell.evaluate(textOf(folder, "input.js")))}`);
  } catch (error) {
    lines.push(`throws: ${thrown(error)}`);
  }
  await settle();
  cell.dispose();
  return lines;
}

function thrown(error: unknown): string {
  if (!(error instanceof GuestError)) return String(error);
  return `<${error.guestName}${error.guestName === "Error" ? ": " + error.message : ""}>`;
}
