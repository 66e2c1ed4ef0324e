import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { definePolicy, isPolicy, type Policy, type PolicyInput } from "../../policy/index.js";
import { CliError } from "../cli-error.js";

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
  const invalid = (told: string): CliError => new CliError("policy-invalid", `${name}${told}`);
  let input: unknown;
  if (/^\.[mc]?[jt]s$/.test(extname(full))) {
    try {
      const { evaluatePolicy } = await import("./evaluate-policy.js");
      input = await evaluatePolicy(text, name);
    } catch (error) {
      throw invalid(` does not run: ${(error as Error).message}`);
    }
  } else {
    try {
      input = JSON.parse(text);
    } catch (error) {
      throw invalid(` is not JSON: ${(error as Error).message}`);
    }
  }
  try {
    return { name, text, policy: defined(input) };
  } catch (error) {
    throw invalid(`: ${(error as Error).message}`);
  }
}

/** A policy in `extends` has become plain data on its way. */
function defined(input: unknown): Policy {
  if (typeof input === "object" && input !== null && "extends" in input) {
    const base = input.extends;
    if (typeof base === "object" && base !== null && !isPolicy(base))
      return definePolicy({ ...(input as PolicyInput), extends: defined(base) });
  }
  return definePolicy(input as PolicyInput);
}
