import type { Goal } from "../../contract/index.js";
import { sourceKindOf } from "../../parse/source-kind.js";
import type { SyntaxOptions } from "../../parse/syntax-options.js";
import { definePolicy, policyFromCanonical, type Policy, type PolicyInput } from "../../policy/index.js";

/** `settings.cloister` of a configuration. */
export interface CloisterSettings {
  /**
   * What guests may use: an input of `definePolicy`, or the text of `canonicalPolicy`. ESLint copies settings, and a copy of a policy
   * is not a policy; `guest` takes policies of either kind. Default: the preset `strict`.
   */
  readonly policy?: PolicyInput | string;
  /** What the files are. Default: by `sourceType`, then by extension. */
  readonly goal?: Goal;
  /** Names that the cell will supply. */
  readonly supplied?: readonly string[];
  /** Dialects, and what elements of JSX call. Default: by extension. */
  readonly syntax?: SyntaxOptions;
}

interface Settings {
  readonly policy: Policy;
  readonly goal: Goal | undefined;
  readonly supplied: readonly string[] | undefined;
  readonly syntax: SyntaxOptions | undefined;
}

const DEFAULTS: Settings = { policy: definePolicy(), goal: undefined, supplied: undefined, syntax: undefined };

/** Policies by their text: a configuration has one, its files are many. */
const POLICIES = new Map<string, Policy>();

/** @throws PolicyError when the policy makes no sense; ESLint shows it */
export function readSettings(settings: unknown): Settings {
  if (typeof settings !== "object" || settings === null) return DEFAULTS;
  const { policy, goal, supplied, syntax } = settings as CloisterSettings;
  return { policy: policy === undefined ? DEFAULTS.policy : policyOf(policy), goal, supplied, syntax };
}

function policyOf(given: PolicyInput | string): Policy {
  const key = typeof given === "string" ? given : JSON.stringify(given);
  let policy = POLICIES.get(key);
  if (policy === undefined) {
    policy = typeof given === "string" ? policyFromCanonical(given) : definePolicy(given);
    POLICIES.set(key, policy);
  }
  return policy;
}

/** How to read a file: as the settings say, else as ESLint was told to, else by its extension, as the command line does. */
export function goalOf(goal: Goal | undefined, sourceType: unknown, filename: string): Goal {
  if (goal !== undefined) return goal;
  return sourceType === "script" || sourceType === "commonjs" ? sourceType : sourceKindOf(filename).goal;
}
