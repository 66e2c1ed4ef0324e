import { Option, type Command } from "commander";
import { definePolicy, type Policy } from "../policy/index.js";
import { GOALS, type Goal } from "../contract/index.js";
import { findPolicyFile, readPolicyFile, type PolicyFile } from "./policy-file/policy-file.js";

/** Options of every command that judges programs. */
export interface PolicyOptions {
  readonly policy?: string;
  readonly allow: readonly string[];
  readonly allowModule: readonly string[];
}

/** What a text is. */
export interface TextOptions {
  readonly goal?: Goal;
  readonly stdinFilename?: string;
}

/** Options of every command that reads source under a policy. */
export type SourceOptions = PolicyOptions & TextOptions;

const list = (value: string, before: readonly string[]): readonly string[] => [...before, ...value.split(",").filter((s) => s !== "")];

const listOption = (flags: string, about: string): Option => new Option(flags, about).argParser(list).default([], "none");

export function addPolicyOptions(command: Command): Command {
  return command
    .option("-p, --policy <policy>", "strict, compat, or a policy file (default: the nearest cloister.policy.json or .ts, else strict)")
    .addOption(
      listOption("-a, --allow <names>", "global names that programs may use beside the language's own, with commas; may be repeated"),
    )
    .addOption(listOption("-m, --allow-module <specifiers>", "modules that programs may import, likewise; a trailing * matches any rest"));
}

export const addSourceOptions = (command: Command): Command => addTextOptions(addPolicyOptions(command));

export function addTextOptions(command: Command): Command {
  return command
    .addOption(new Option("-g, --goal <goal>", "what the text is (default: by extension, else module)").choices(GOALS))
    .option("--stdin-filename <name>", "name of the text that comes from standard input");
}

/** What the options say of the policy. */
export interface ChosenPolicy {
  readonly policy: Policy;
  /** Where it is written, if in a file. */
  readonly file: PolicyFile | undefined;
}

/** The policy that the options name, or the nearest policy file, else `strict`; the allowed names added to its own. */
export async function choosePolicy(cwd: string, options: PolicyOptions): Promise<ChosenPolicy> {
  const named = options.policy ?? findPolicyFile(cwd) ?? "strict";
  const file = named === "strict" || named === "compat" ? undefined : await readPolicyFile(cwd, named);
  const base = file?.policy ?? definePolicy({ extends: named as "strict" | "compat" });
  const policy = definePolicy({
    extends: base,
    globals: { allow: widened(base.globals.allow === "supplied" ? [] : base.globals.allow, options.allow) },
    modules: { allow: widened(base.modules.allow, options.allowModule) },
  });
  return { policy, file };
}

export const policyOf = async (cwd: string, options: PolicyOptions): Promise<Policy> => (await choosePolicy(cwd, options)).policy;

const widened = (granted: readonly string[] | "*", more: readonly string[]): readonly string[] | "*" =>
  granted === "*" ? "*" : [...new Set([...granted, ...more])];
