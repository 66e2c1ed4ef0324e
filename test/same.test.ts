// Every program below fixtures/same is run as it is and cleansed, and must do the same: the same log, value, and kind of error.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { Cell, cleanse, GuestError, type Access, type Artifact, type Guards } from "../src/index.js";
import type { InternalOptions } from "../src/compiler.js";
import type { LoadedModule } from "../src/runtime/index.js";
import { definePolicy, PRESETS, type Policy } from "../src/policy/index.js";
import { configOf, inputOf, settle, shapeOf, show, withLog } from "./same/observe.mjs";
import { ReferenceCell } from "./same/reference-cell.js";

const ROOT = fileURLToPath(new URL("./fixtures/same/", import.meta.url));
const cases = readdirSync(ROOT).flatMap((topic) => readdirSync(join(ROOT, topic)).map((name) => `${topic}/${name}`));
const folders = cases.map((name) => join(ROOT, name));
const plain = JSON.parse(
  execFileSync(
    process.execPath,
    ["--no-warnings", "--experimental-vm-modules", fileURLToPath(new URL("./same/run-plain.mjs", import.meta.url)), ...folders],
    { encoding: "utf8", timeout: 120_000 },
  ),
) as Record<string, string[]>;

describe.each(cases)("same/%s", (name) => {
  const folder = join(ROOT, name);
  const { presets = ["strict", "compat"] } = configOf(folder);
  const ways = presets.flatMap((preset) => [false, true].map((metered) => ({ preset, metered })));
  test.each(ways)("by the letter: $preset, metered: $metered", async ({ preset, metered }) => {
    expect(await byTheLetter(folder, PRESETS[preset], metered)).toEqual(plain[folder]);
  });
  test.each(ways)("in a cell: $preset, metered: $metered", async ({ preset, metered }) => {
    expect(await inCell(folder, PRESETS[preset], metered)).toEqual(plain[folder]);
  });
  test.each(ways)("mediated: $preset, metered: $metered", async ({ preset, metered }) => {
    const policy = definePolicy({ extends: preset, mediation: "full" });
    expect(await inCell(folder, policy, metered)).toEqual(plain[folder]);
    expect(await inCell(folder, policy, metered, idle)).toEqual(plain[folder]);
  });
});

/** Guards that look at what they are asked about, and leave it to itself. */
const look = ({ target, key, receiver, handles }: Access): void => void [target, key, receiver, handles];
const idle: Guards = { get: look, set: look, delete: look, call: look, construct: look, iterate: look };

const textOf = (folder: string, file: string): string => withLog(readFileSync(join(folder, file), "utf8"));
type SyntaxOptions = NonNullable<InternalOptions["syntax"]>;
const syntaxOf = (folder: string, file: string): SyntaxOptions => ({
  typescript: /\.m?tsx?$/.test(file),
  ...(file.endsWith("x") && { jsx: configOf(folder).jsx ?? true }),
});

/** With the plainest guards there can be. */
async function byTheLetter(folder: string, policy: Policy, metered: boolean): Promise<string[]> {
  const lines: string[] = [];
  const artifactOf = (file: string, goal: "module" | "script"): ReturnType<typeof cleanse> =>
    cleanse(textOf(folder, file), { goal, policy, metered, supplied: ["emit"], filename: file, syntax: syntaxOf(folder, file) });
  const emit = (line: string): void => void lines.push(line);
  const cell = new ReferenceCell({ emit }, (specifier) => artifactOf(basename(specifier), "module"));
  const { file, isModule } = inputOf(folder);
  try {
    if (isModule) lines.push(`value: ${cell.show(shapeOf(await cell.load(`./${file}`)))}`);
    else {
      lines.push(`value: ${cell.show(cell.run(artifactOf(file, "script")))}`);
      if (metered) expect(cell.depth).toBe(0);
    }
  } catch (error) {
    lines.push(`throws: ${cell.show(error)}`);
  }
  await settle();
  return lines;
}

/** As supervisors run it: taming, membrane, linker and meter included. */
async function inCell(folder: string, policy: Policy, metered: boolean, guards?: Guards): Promise<string[]> {
  const lines: string[] = [];
  const cell = new Cell({
    policy,
    globals: { emit: (line: string) => void lines.push(line) },
    hooks: { resolve: (specifier) => basename(specifier), load: (id) => loaded(folder, id, policy, metered) },
    limits: { unmetered: !metered },
    ...(guards !== undefined && { guards }),
  });
  const { file, isModule } = inputOf(folder);
  try {
    if (isModule) lines.push(`value: ${show(shapeOf(await cell.import(`./${file}`)))}`);
    else lines.push(`value: ${show(cell.evaluate(program(folder, file, "script", policy, metered)))}`);
  } catch (error) {
    lines.push(`throws: ${thrown(error)}`);
  }
  await settle();
  cell.dispose();
  return lines;
}

/** The source, which the cell compiles; an artifact where it is in another language. */
function program(folder: string, file: string, goal: "module" | "script", policy: Policy, metered: boolean): string | Artifact {
  const text = textOf(folder, file);
  const syntax = syntaxOf(folder, file);
  return syntax.typescript === true ? cleanse(text, { goal, policy, metered, supplied: ["emit"], filename: file, syntax }) : text;
}

function loaded(folder: string, id: string, policy: Policy, metered: boolean): LoadedModule {
  const made = program(folder, id, "module", policy, metered);
  return typeof made === "string" ? { source: made, type: "module" } : { artifact: made };
}

function thrown(error: unknown): string {
  if (!(error instanceof GuestError)) return String(error);
  return `<${error.guestName}${error.guestName === "Error" ? ": " + error.message : ""}>`;
}
