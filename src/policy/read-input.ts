import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import { PolicyError } from "../diagnostics/errors.js";
import { SourceText } from "../diagnostics/source-text.js";
import { GLOBAL_OBJECT_NAMES, GUARD_PREFIX, SCOPE_PARAM } from "../contract/index.js";
import type { LanguagePolicy, Policy, PolicyInput } from "./types.js";

/** Answers with what is wrong with a value, or nothing. `at` is the key's path. */
type Check = (value: unknown, at: string, report: Report) => void;
type Report = (path: string, problem: string) => void;

const boolean: Check = (value, at, report) => {
  if (typeof value !== "boolean") report(at, `must be true or false, not ${show(value)}`);
};

const oneOf =
  (...values: readonly string[]): Check =>
  (value, at, report) => {
    if (typeof value !== "string" || !values.includes(value))
      report(at, `must be ${values.map((v) => JSON.stringify(v)).join(" or ")}, not ${show(value)}`);
  };

const starOrList =
  (check: (item: string) => string | undefined): Check =>
  (value, at, report) => {
    if (value === "*") return;
    if (!Array.isArray(value)) return report(at, `must be "*" or a list of strings, not ${show(value)}`);
    for (const [i, item] of value.entries()) {
      const problem = typeof item !== "string" ? `must be a string, not ${show(item)}` : check(item);
      if (problem !== undefined) report(`${at}[${i}]`, problem);
    }
  };

const record =
  (keys: Readonly<Record<string, Check>>): Check =>
  (value, at, report) => {
    if (!isRecord(value)) return report(at, `must be an object, not ${show(value)}`);
    for (const key of Reflect.ownKeys(value)) {
      const path = at === "" ? String(key) : `${at}.${String(key)}`;
      const check = typeof key === "string" && Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (check === undefined) report(path, `is not a key of a policy; known here: ${Object.keys(keys).join(", ")}`);
      else if (value[key as string] !== undefined) check(value[key as string], path, report);
    }
  };

const globalName = (name: string): string | undefined => {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name)) return `${show(name)} is not a name`;
  if (name === SCOPE_PARAM || name.startsWith(GUARD_PREFIX)) return `${show(name)} is reserved for the compiler`;
  if (GLOBAL_OBJECT_NAMES.includes(name)) return `${show(name)} cannot be supplied; \`language.globalObject\` gives the cell's own`;
  return undefined;
};

const specifier = (pattern: string): string | undefined =>
  pattern === "" ? "is empty" : pattern.slice(0, -1).includes("*") ? `${show(pattern)} has a \`*\` that is not at its end` : undefined;

/** The keys of a policy and their values; the only place that knows. */
const policyInput = (isPolicy: (value: object) => boolean): Check =>
  record({
    extends: (value, at, report) => {
      if (isRecord(value) && isPolicy(value)) return;
      if (value !== "strict" && value !== "compat")
        report(at, `must be "strict", "compat" or a policy made by definePolicy, not ${show(value)}`);
    },
    globals: record({ allow: starOrList(globalName) }),
    modules: record({ allow: starOrList(specifier) }),
    language: record({ constructor: boolean, proto: boolean, globalObject: boolean, ambient: oneOf("violation", "standin") }),
  });

/** Of the right shape; only own keys count. */
export type CheckedInput = Omit<PolicyInput, "language"> & { readonly language?: Partial<LanguagePolicy> };

/** What was written, once it is known to have the right shape. */
export function readInput(input: unknown, isPolicy: (value: object) => value is Policy): CheckedInput {
  const problems: [path: string, problem: string][] = [];
  policyInput(isPolicy)(input, "", (path, problem) => problems.push([path, problem]));
  if (problems.length > 0) {
    const nowhere = new SourceText("", "policy");
    throw new PolicyError(problems.map(([path, problem]) => createDiagnostic("policy-invalid", { path, problem }, [0, 0], nowhere)));
  }
  return input as CheckedInput;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? value.slice(0, 60) + "…" : value);
  if (Array.isArray(value)) return "a list";
  return value === null || typeof value !== "object" ? String(value) : "an object";
}
