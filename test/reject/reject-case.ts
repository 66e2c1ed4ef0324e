import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lint } from "../../src/compiler.js";
import { familyOf } from "../../src/diagnostics/families.js";
import { definePolicy } from "../../src/policy/index.js";
import type { Goal } from "../../src/contract/index.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { SyntaxOptions } from "../../src/parse/parse-source.js";
import type { PolicyInput } from "../../src/policy/index.js";

/** `config.json` of a case. */
interface CaseConfig {
  /** Default `module`. */
  readonly goal?: Goal;
  readonly policy?: PolicyInput;
  readonly supplied?: readonly string[];
  readonly syntax?: SyntaxOptions;
  /** The input is the file's text this many times. */
  readonly repeat?: number;
}

/** A line of `diagnostics.json`: `text` is what the range covers, for people. */
export interface ExpectedDiagnostic {
  readonly code: string;
  readonly severity?: "warning";
  readonly range: readonly [number, number];
  readonly text: string;
  readonly message: string;
}

export interface RejectCase {
  readonly code: string;
  readonly name: string;
  readonly folder: string;
  /** A near miss: nothing may be wrong with it. */
  readonly isAllowed: boolean;
}

export const REJECT_ROOT = fileURLToPath(new URL("../fixtures/reject/", import.meta.url));

/** All cases below fixtures/reject, `<code>/<case>`. */
export function rejectCases(): readonly RejectCase[] {
  const folders = (path: string): string[] => readdirSync(path, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? [e.name] : []));
  return folders(REJECT_ROOT).flatMap((code) =>
    folders(join(REJECT_ROOT, code)).map((name) => ({
      code,
      name,
      folder: join(REJECT_ROOT, code, name),
      isAllowed: name.startsWith("allowed-"),
    })),
  );
}

/** A case as `lint` takes it. */
export function caseSource({ folder }: RejectCase): CaseConfig & { readonly text: string; readonly filename: string; readonly goal: Goal } {
  const { goal = "module", repeat = 1, ...rest } = config(folder);
  return {
    ...rest,
    goal,
    text: inputText(folder).repeat(repeat),
    filename: existsSync(join(folder, "input.ts")) ? "input.ts" : "input.js",
  };
}

/** What examining a case finds. The input is `input.js` (or `.ts`), or `input.json`: a string that no file could hold as it is. */
export function findings({ code, folder }: RejectCase): readonly ExpectedDiagnostic[] {
  const { goal = "module", repeat = 1, policy, supplied, syntax } = config(folder);
  const text = inputText(folder).repeat(repeat);
  const options = { filename: "input.js", goal, policy: definePolicy(policy), ...(supplied && { supplied }), ...(syntax && { syntax }) };
  // cases of other codes are not about advice
  const isAdvice = familyOf(code) === "advice";
  return lint(text, options)
    .filter((d) => isAdvice || familyOf(d.code) !== "advice")
    .map((d) => expectation(d, text));
}

function expectation({ code, severity, range, message }: Diagnostic, text: string): ExpectedDiagnostic {
  const covered = text.slice(range[0], range[1]);
  return {
    code,
    ...(severity === "warning" && { severity }),
    range,
    text: covered.length > 80 ? `${covered.slice(0, 79)}…` : covered,
    message,
  };
}

function config(folder: string): CaseConfig {
  const path = join(folder, "config.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as CaseConfig) : {};
}

function inputText(folder: string): string {
  for (const name of ["input.js", "input.ts"]) if (existsSync(join(folder, name))) return readFileSync(join(folder, name), "utf8");
  return JSON.parse(readFileSync(join(folder, "input.json"), "utf8")) as string;
}
