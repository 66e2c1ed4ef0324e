import { OPTIONAL_GLOBALS } from "../contract/index.js";
import { freezePolicy, isPolicy } from "./freeze-policy.js";
import { normalPatterns } from "./module-patterns.js";
import { meetLimits, type PolicyLimits } from "./policy-limits.js";
import { PRESETS } from "./presets.js";
import { readInput } from "./read-input.js";
import type { Policy, PolicyInput } from "./types.js";

/**
 * Makes a policy out of what a supervisor wrote: what is left out comes from `extends`, by default the preset `strict`.
 *
 * @returns a frozen policy in normal form: lists sorted, without duplicates and without patterns that others cover
 * @throws PolicyError, code `policy-invalid`, with one finding for each unknown key and each value that makes no sense
 */
export function definePolicy(input: PolicyInput = {}): Policy {
  const asked = readInput(input, isPolicy);
  const base = typeof asked.extends === "object" ? asked.extends : PRESETS[asked.extends ?? "strict"];
  const allow = asked.globals?.allow;
  const listed = Array.isArray(allow) ? (allow as readonly string[]) : [];
  const modules = asked.modules?.allow;
  return freezePolicy({
    preset: base.preset,
    enforce: asked.enforce ?? base.enforce,
    globals: {
      allow:
        allow === undefined ? base.globals.allow : allow === "*" ? "*" : sorted(listed.filter((name) => !OPTIONAL_GLOBALS.includes(name))),
      optional: sorted([...base.globals.optional, ...listed.filter((name) => OPTIONAL_GLOBALS.includes(name))]),
    },
    modules: { allow: modules === undefined ? base.modules.allow : modules === "*" ? "*" : normalPatterns(modules) },
    language: { ...base.language, ...defined(asked.language) },
    mediation: asked.mediation ?? base.mediation,
    regexp: asked.regexp ?? base.regexp,
    limits: overridden(base.limits, asked.limits ?? {}),
  });
}

/** As written, key by key, in the normal form that a meet has. */
const overridden = (base: PolicyLimits, asked: PolicyLimits): PolicyLimits =>
  meetLimits({ ...base, ...defined(asked), perCall: { ...base.perCall, ...defined(asked.perCall) } }, {});

/** Without keys that hold undefined: those count as left out. */
const defined = <T extends object>(value: T | undefined): Partial<T> =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([, v]) => v !== undefined)) as Partial<T>;

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
