// Generated programs, plain and cleansed, must do the same. FUZZ_PROGRAMS sets how many, FUZZ_SEED where to begin; a failure names its seed.
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { Cell, GuestError, lint } from "../../src/index.js";
import { definePolicy } from "../../src/policy/index.js";
import { settle, show, withLog } from "../same/observe.mjs";
import { generateProgram } from "./generate-program.js";

const PROGRAMS = Number(process.env["FUZZ_PROGRAMS"] ?? 24);
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);
const WAYS = (["strict", "compat"] as const).flatMap((preset) =>
  [false, true].flatMap((metered) => (["direct", "full"] as const).map((mediation) => ({ preset, metered, mediation }))),
);

process.on("unhandledRejection", () => undefined);

test(`${PROGRAMS} programs from seed ${SEED} on`, { timeout: 20_000 + PROGRAMS * 2_000 }, async () => {
  let programs = 0;
  const failures: string[] = [];
  for (let seed = SEED; seed < SEED + PROGRAMS; seed++) {
    const text = generateProgram(seed);
    const expected = await plain(text);
    // no program (`await` in parameters and the like), or one that shows a function's text
    if (expected === undefined || lint(text, { goal: "script" }).some(({ code }) => code === "syntax-error")) continue;
    if (expected.some((line) => line.includes("step();"))) continue;
    programs++;
    for (const way of WAYS) {
      const found = await cleansed(text, way);
      const at = found.findIndex((line, i) => line !== expected[i]);
      const wrong = at >= 0 ? at : found.length < expected.length ? found.length : -1;
      if (wrong < 0) continue;
      failures.push(
        `seed ${seed}, ${way.preset}, metered: ${way.metered}, ${way.mediation}: ${found[wrong]} for ${expected[wrong]} (line ${wrong})`,
      );
      break;
    }
  }
  expect(failures).toEqual([]);
  expect(programs).toBeGreaterThan(PROGRAMS / 2);
});

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

async function cleansed(text: string, { preset, metered, mediation }: (typeof WAYS)[number]): Promise<string[]> {
  const lines: string[] = [];
  const cell = new Cell({
    policy: definePolicy({ extends: preset, mediation }),
    globals: { emit: (line: string) => void lines.push(line) },
    limits: { unmetered: !metered },
    ...(mediation === "full" && { guards: { get: () => undefined, set: () => undefined, call: () => undefined } }),
  });
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
