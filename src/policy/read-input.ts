import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import { PolicyError } from "../diagnostics/errors.js";
import { SourceText } from "../diagnostics/source-text.js";
import { POLICY_SCHEMA, type Schema } from "./policy-schema.js";
import type { LanguagePolicy, Policy, PolicyInput } from "./types.js";

type Report = (path: string, problem: string) => void;
type IsPolicy = (value: object) => value is Policy;

/** Of the right shape; only own keys count. */
export type CheckedInput = Omit<PolicyInput, "language"> & { readonly language?: Partial<LanguagePolicy> };

/** What is wrong with a policy, and where: `globals.allow[1]`. */
export interface PolicyProblem {
  readonly path: string;
  readonly problem: string;
}

/** What was written, once it is known to have the right shape. */
export function readInput(input: unknown, isPolicy: IsPolicy): CheckedInput {
  const problems = problemsOf(input, isPolicy);
  if (problems.length > 0) {
    const nowhere = new SourceText("", "policy");
    throw new PolicyError(problems.map((each) => createDiagnostic("policy-invalid", each, [0, 0], nowhere)));
  }
  return input as CheckedInput;
}

/** All that is wrong with what was written. */
export function problemsOf(input: unknown, isPolicy: IsPolicy): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  check(POLICY_SCHEMA, input, "", { isPolicy, report: (path, problem) => problems.push({ path, problem }) });
  return problems;
}

/** Reports what is wrong with a value. `at` is the key's path. */
function check(schema: Schema, value: unknown, at: string, context: { readonly isPolicy: IsPolicy; readonly report: Report }): void {
  const { isPolicy, report } = context;
  switch (schema.kind) {
    case "boolean":
      if (typeof value !== "boolean") report(at, `must be true or false, not ${show(value)}`);
      return;
    case "budget":
      if (!(typeof value === "number" && value > 0 && value < Infinity)) report(at, `must be a number above 0, not ${show(value)}`);
      return;
    case "one-of":
      if (!isOneOf(value, schema.values)) report(at, `must be ${listed(schema.values)}, not ${show(value)}`);
      return;
    case "base":
      if (!isOneOf(value, schema.values) && !(isRecord(value) && isPolicy(value)))
        report(
          at,
          `must be ${schema.values.map((v) => JSON.stringify(v)).join(", ")} or a policy made by definePolicy, not ${show(value)}`,
        );
      return;
    case "star-or-list":
      if (value === "*") return;
      if (!Array.isArray(value)) return report(at, `must be "*" or a list of strings, not ${show(value)}`);
      for (const [i, item] of value.entries()) {
        const problem = typeof item === "string" ? schema.item.problem(item, show(item)) : `must be a string, not ${show(item)}`;
        if (problem !== undefined) report(`${at}[${i}]`, problem);
      }
      return;
    case "record": {
      if (!isRecord(value)) return report(at, `must be an object, not ${show(value)}`);
      const { keys } = schema;
      for (const key of Reflect.ownKeys(value)) {
        const path = at === "" ? String(key) : `${at}.${String(key)}`;
        const inner = typeof key === "string" && Object.hasOwn(keys, key) ? keys[key] : undefined;
        // for editors: where the published schema is
        if (inner === undefined && path === "$schema" && typeof value["$schema"] === "string") continue;
        if (inner === undefined) report(path, `is not a key of a policy; known here: ${Object.keys(keys).join(", ")}`);
        else if (value[key as string] !== undefined) check(inner, value[key as string], path, context);
      }
    }
  }
}

const isOneOf = (value: unknown, values: readonly string[]): boolean => typeof value === "string" && values.includes(value);

const listed = (values: readonly string[]): string => values.map((v) => JSON.stringify(v)).join(" or ");

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? value.slice(0, 60) + "…" : value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "function") return "a function";
  return value === null || typeof value !== "object" ? String(value) : "an object";
}
