// Every program below fixtures/same is run as it is and cleansed, and must do the same: the same log, value, and kind of error.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { cleanse } from "../src/compiler.js";
import { PRESETS, type Policy } from "../src/policy/index.js";
import { observer, settle, show } from "./same/observe.mjs";
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
  test.each(
    presets.flatMap((preset) => [
      { preset, metered: false },
      { preset, metered: true },
    ]),
  )("$preset, metered: $metered", async ({ preset, metered }) => {
    expect(await cleansed(folder, PRESETS[preset], metered)).toEqual(plain[folder]);
  });
});

async function cleansed(folder: string, policy: Policy, metered: boolean): Promise<string[]> {
  const { lines, log } = observer();
  const artifactOf = (file: string, goal: "module" | "script"): ReturnType<typeof cleanse> =>
    cleanse(readFileSync(join(folder, file), "utf8"), { goal, policy, metered, supplied: ["log"], filename: file });
  const cell = new ReferenceCell({ log }, (specifier) => artifactOf(basename(specifier), "module"));
  try {
    if (existsSync(join(folder, "input.mjs"))) lines.push(`value: ${show({ ...(await cell.load("./input.mjs")) })}`);
    else {
      lines.push(`value: ${show(cell.run(artifactOf("input.js", "script")))}`);
      if (metered) expect(cell.depth).toBe(0);
    }
  } catch (error) {
    lines.push(`throws: ${show(error)}`);
  }
  await settle();
  return lines;
}
