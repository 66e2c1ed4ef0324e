import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { createDiagnostic } from "../../diagnostics/create-diagnostic.js";
import { SourceText } from "../../diagnostics/source-text.js";
import { definePolicy, isPolicy, problemsOf, type Policy, type PolicyInput, type PolicyProblem } from "../../policy/index.js";
import { CliError } from "../cli-error.js";
import { faultOf, placeOf } from "./json-places.js";

/** A policy that somebody wrote into a file. */
export interface PolicyFile {
  /** Relative to the working folder. */
  readonly name: string;
  readonly text: string;
  readonly policy: Policy;
}

/** Names under which a policy is found without being named, the first wins. */
export const POLICY_FILES: readonly string[] = ["json", "ts", "mts", "js", "mjs"].map((extension) => `cloister.policy.${extension}`);

/** The nearest policy file, in the folder or above it. */
export function findPolicyFile(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = POLICY_FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined || dirname(folder) === folder) return found;
  }
}

/**
 * Reads a policy: JSON, or a module whose default export is one. The module runs in a cell: a file of settings has no business with the machine.
 *
 * @throws CliError `policy-not-found`, `policy-invalid`
 */
export async function readPolicyFile(cwd: string, path: string): Promise<PolicyFile> {
  const full = resolve(cwd, path);
  const name = relative(cwd, full) || path;
  let text: string;
  try {
    text = readFileSync(full, "utf8");
  } catch {
    throw new CliError("policy-not-found", `${JSON.stringify(path)} is neither strict nor compat nor a file that can be read`);
  }
  const isModule = /^\.[mc]?[jt]s$/.test(extname(full));
  const input = isModule ? await moduleInput(name, text) : jsonInput(name, text);
  const problems = problemsIn(input);
  if (problems.length > 0) {
    // what a module has computed has no place in its text
    const source = new SourceText(isModule ? "" : text, name);
    throw invalid(
      source,
      problems.map((each) => [each, isModule ? [0, 0] : placeOf(text, each.path, each.problem.startsWith("is not a key"))]),
    );
  }
  return { name, text, policy: defined(input as PolicyInput) };
}

/** What a module exports, in a cell. @throws CliError `policy-invalid` */
async function moduleInput(name: string, text: string): Promise<unknown> {
  try {
    const { evaluatePolicy } = await import("./evaluate-policy.js");
    return await evaluatePolicy(text, name);
  } catch (error) {
    throw new CliError("policy-invalid", `${name} does not run: ${(error as Error).message.trimEnd()}`);
  }
}

/** @throws CliError `policy-invalid` */
function jsonInput(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    // engines say where in words of their own; the frame says it better
    const problem = `is not JSON: ${message.replace(/,? (?:in JSON )?at position \d+.*$|, "[^]*" is not valid JSON$/, "")}`;
    throw invalid(new SourceText(text, name), [[{ path: name, problem }, faultOf(text, message)]]);
  }
}

function invalid(source: SourceText, problems: readonly (readonly [PolicyProblem, readonly [number, number]])[]): CliError {
  const diagnostics = problems.map(([problem, range]) => createDiagnostic("policy-invalid", problem, range, source));
  return new CliError("policy-invalid", diagnostics[0]!.message, undefined, { name: source.filename, text: source.text, diagnostics });
}

/** Policies that extend one another, one inside the other: nobody writes more, and one that extends itself never ends. */
const MOST_BASES = 100;

/** What is wrong with the input, and with the policies that it extends, which have become plain data on their way. */
function problemsIn(input: unknown): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  let at = input;
  let path = "";
  for (let depth = 0; ; depth++) {
    const base = baseOf(at);
    if (base !== undefined && depth === MOST_BASES) return [{ path: "extends", problem: `has more than ${MOST_BASES} policies in a row` }];
    const own: unknown = base === undefined ? at : { ...(at as object), extends: undefined };
    for (const each of problemsOf(own, isPolicy))
      problems.push({ ...each, path: [path, each.path].filter((part) => part !== "").join(".") });
    if (base === undefined) return problems;
    at = base;
    path = path === "" ? "extends" : `${path}.extends`;
  }
}

function defined(input: PolicyInput): Policy {
  const base = baseOf(input);
  return definePolicy(base === undefined ? input : { ...input, extends: defined(base as PolicyInput) });
}

/** The policy that an input extends, where it is one by itself and no preset. */
function baseOf(input: unknown): object | undefined {
  if (typeof input !== "object" || input === null || !("extends" in input)) return undefined;
  const base = input.extends;
  return typeof base === "object" && base !== null && !isPolicy(base) ? base : undefined;
}
