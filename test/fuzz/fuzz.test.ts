// Generated programs, plain and cleansed, must do the same. FUZZ_PROGRAMS sets how many, FUZZ_SEED where to begin; a failure names its seed.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { Cell, GuestError, lint, memoryHooks, type CellHooks } from "../../src/index.js";
import { definePolicy } from "../../src/policy/index.js";
import { settle, show, withLog } from "../same/observe.mjs";
import { generateModules, generateProgram } from "./generate-program.js";

const PROGRAMS = Number(process.env["FUZZ_PROGRAMS"] ?? 16);
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);
const WAYS = (["strict", "compat"] as const).flatMap((preset) =>
  [false, true].flatMap((metered) => (["direct", "full"] as const).map((mediation) => ({ preset, metered, mediation }))),
);

process.on("unhandledRejection", () => undefined);

/** Of each way, what differs first. */
function difference(found: readonly string[], expected: readonly string[]): string | undefined {
  const at = found.findIndex((line, i) => line !== expected[i]);
  const wrong = at >= 0 ? at : found.length < expected.length ? found.length : -1;
  return wrong < 0 ? undefined : `${found[wrong]} for ${expected[wrong]} (line ${wrong})`;
}

/** What a program does that shows a function's text, depends on the text. */
const showsText = (lines: readonly string[]): boolean => lines.some((line) => line.includes("step();"));

test(`${PROGRAMS} programs from seed ${SEED} on`, { timeout: 20_000 + PROGRAMS * 2_000 }, async () => {
  let programs = 0;
  const failures: string[] = [];
  for (let seed = SEED; seed < SEED + PROGRAMS; seed++) {
    const text = generateProgram(seed);
    const expected = await plain(text);
    // no program (`await` in parameters and the like), or one that shows a function's text
    if (expected === undefined || lint(text, { goal: "script" }).some(({ code }) => code === "syntax-error")) continue;
    if (showsText(expected)) continue;
    programs++;
    for (const way of WAYS) {
      const wrong = difference(await cleansed(text, way), expected);
      if (wrong === undefined) continue;
      failures.push(`seed ${seed}, ${way.preset}, metered: ${way.metered}, ${way.mediation}: ${wrong}`);
      break;
    }
  }
  expect(failures).toEqual([]);
  expect(programs).toBeGreaterThan(PROGRAMS / 2);
});

const PAIRS = Math.ceil(PROGRAMS / 2);
test(`${PAIRS} pairs of modules from seed ${SEED} on`, { timeout: 30_000 + PROGRAMS * 2_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), "fuzz-"));
  const seeds = Array.from({ length: PAIRS }, (_, i) => SEED + i).filter((seed) => isProgram(generateModules(seed)));
  const folderOf = (seed: number): string => join(root, String(seed));
  for (const seed of seeds) {
    mkdirSync(folderOf(seed));
    for (const [name, text] of Object.entries(generateModules(seed))) writeFileSync(join(folderOf(seed), name), text);
  }
  const runner = fileURLToPath(new URL("../same/run-plain.mjs", import.meta.url));
  const flags = ["--no-warnings", "--experimental-vm-modules", runner];
  const out = execFileSync(process.execPath, [...flags, ...seeds.map(folderOf)], { encoding: "utf8", maxBuffer: 2 ** 28 });
  const plain = JSON.parse(out) as Record<string, string[]>;
  rmSync(root, { recursive: true });
  const failures: string[] = [];
  for (const seed of seeds) {
    const expected = plain[folderOf(seed)]!.map((line) => (line.startsWith("value: ") ? "value: a module" : line));
    if (showsText(expected)) continue;
    for (const way of WAYS) {
      const wrong = difference(await cleansedModules(generateModules(seed), way), expected);
      if (wrong === undefined) continue;
      failures.push(`modules of seed ${seed}, ${way.preset}, metered: ${way.metered}, ${way.mediation}: ${wrong}`);
      break;
    }
  }
  expect(failures).toEqual([]);
  expect(seeds.length).toBeGreaterThan(PAIRS / 2);
});

const isProgram = (files: Readonly<Record<string, string>>): boolean =>
  Object.values(files).every((text) => !lint(text, { goal: "module" }).some(({ code }) => code === "syntax-error"));

const cellFor = ({ preset, metered, mediation }: (typeof WAYS)[number], emit: (line: string) => void, hooks?: CellHooks): Cell =>
  new Cell({
    policy: definePolicy({ extends: preset, mediation }),
    globals: { emit },
    ...(hooks !== undefined && { hooks }),
    limits: { unmetered: !metered },
    ...(mediation === "full" && { guards: { get: () => undefined, set: () => undefined, call: () => undefined } }),
  });

async function cleansedModules(files: Readonly<Record<string, string>>, way: (typeof WAYS)[number]): Promise<string[]> {
  const lines: string[] = [];
  const hooks = memoryHooks(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, withLog(text)])));
  const cell = cellFor(way, (line) => void lines.push(line), hooks);
  try {
    await cell.import("./input.mjs");
    lines.push("value: a module"); // of what it exports, symbols do not cross
  } catch (error) {
    lines.push(`throws: ${thrown(error)}`);
  }
  await settle();
  cell.dispose();
  return lines;
}

async function plain(text: string): Promise<string[] | undefined> {
  const lines: string[] = [];
  const context = createContext({ emit: (line: string) => void lines.push(line) });
  const shown = (value: unknown): string =>
    (runInContext(`(() => { "use strict"; ${withLog("return show;")} })()`, context) as (value: unknown) => string)(value);
  try {
    lines.push(`value: ${primitive(runInContext(`"use strict"; void 0; ${withLog(text)}`, context, { timeout: 5_000 }))}`);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    lines.push(`throws: ${shown(error)}`);
  }
  await settle();
  return lines;
}

async function cleansed(text: string, way: (typeof WAYS)[number]): Promise<string[]> {
  const lines: string[] = [];
  const cell = cellFor(way, (line) => void lines.push(line));
  try {
    lines.push(`value: ${primitive(cell.evaluate(withLog(text)))}`);
  } catch (error) {
    lines.push(`throws: ${thrown(error)}`);
  }
  await settle();
  cell.dispose();
  return lines;
}

/** Objects are copied on their way out of a cell, and lose what is no plain data. */
const primitive = (value: unknown): string => (typeof value === "object" && value !== null ? "an object" : show(value));

function thrown(error: unknown): string {
  if (!(error instanceof GuestError)) return String(error);
  if (error.guestName === "") return show(error.value);
  return `<${error.guestName}${error.guestName === "Error" ? ": " + error.message : ""}>`;
}
