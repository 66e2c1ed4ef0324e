import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { definePolicy, type Policy, type PolicyInput } from "../policy/index.js";
import { sourceKindOf, type CompileOptions } from "../compiler.js";
import { GOALS, type Goal } from "../contract/index.js";
import { CliError } from "./cli-error.js";

/** Options of every command that judges programs. */
export interface PolicyOptions {
  readonly policy: string;
  readonly allow: readonly string[];
  readonly allowModule: readonly string[];
}

/** Options of every command that reads source. */
export interface SourceOptions extends PolicyOptions {
  readonly goal?: Goal;
  readonly stdinFilename?: string;
}

const list = (value: string, before: readonly string[]): readonly string[] => [...before, ...value.split(",").filter((s) => s !== "")];

export function addPolicyOptions(command: Command): Command {
  return command
    .option("-p, --policy <policy>", "strict, compat, or a policy in a JSON file", "strict")
    .option("-a, --allow <names>", "global names that programs may use beside the language's own; may be repeated", list, [])
    .option("-m, --allow-module <specifiers>", "modules that programs may import; a trailing * matches any rest", list, []);
}

export function addSourceOptions(command: Command): Command {
  return addPolicyOptions(command)
    .addOption(new Option("-g, --goal <goal>", "what the text is (default: by extension, else module)").choices(GOALS))
    .option("--stdin-filename <name>", "name of the text that comes from standard input");
}

/** The policy that the options name, the allowed names added to its own. */
export function policyOf(cwd: string, options: PolicyOptions): Policy {
  const base =
    options.policy === "strict" || options.policy === "compat"
      ? definePolicy({ extends: options.policy })
      : policyFile(cwd, options.policy);
  return definePolicy({
    extends: base,
    globals: { allow: widened(base.globals.allow === "supplied" ? [] : base.globals.allow, options.allow) },
    modules: { allow: widened(base.modules.allow, options.allowModule) },
  });
}

const widened = (granted: readonly string[] | "*", more: readonly string[]): readonly string[] | "*" =>
  granted === "*" ? "*" : [...new Set([...granted, ...more])];

function policyFile(cwd: string, name: string): Policy {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, name), "utf8");
  } catch {
    throw new CliError("policy-not-found", `${JSON.stringify(name)} is neither strict nor compat nor a file that can be read`);
  }
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    throw new CliError("policy-invalid", `${name} is not JSON: ${(error as Error).message}`);
  }
  try {
    return definePolicy(input as PolicyInput);
  } catch (error) {
    throw new CliError("policy-invalid", `${name}: ${(error as Error).message}`);
  }
}

/** How to compile a file: goal and syntax as asked, else by its extension. */
export function compileOptionsOf(name: string, policy: Policy, options: SourceOptions): CompileOptions {
  const { goal, syntax } = sourceKindOf(name);
  return {
    filename: name,
    policy,
    goal: options.goal ?? goal,
    ...((syntax.typescript === true || syntax.jsx === true) && { syntax }),
  };
}
