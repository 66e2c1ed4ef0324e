import { LANGUAGE_GLOBALS, GLOBAL_OBJECT_NAMES, OPTIONAL_GLOBALS } from "../../contract/index.js";
import type { Requirements } from "../../compiler.js";

/** A policy as it is written into a file. */
export interface WrittenPolicy {
  readonly $schema?: string;
  readonly extends?: "strict" | "compat";
  readonly enforce?: "refuse" | "report";
  readonly globals?: { readonly allow: readonly string[] };
  readonly modules?: { readonly allow: readonly string[] };
  readonly language?: Readonly<Record<string, unknown>>;
}

export const SCHEMA_LOCATION = "./node_modules/cloister/docs/policy.schema.json";

/** Names and modules that programs ask for, and language features that they cannot do without. */
export interface Wanted {
  readonly globals: Iterable<string>;
  readonly modules: Iterable<string>;
  readonly features: Iterable<string>;
}

/** All that programs ask for. */
export function wantedBy(programs: readonly Requirements[]): Wanted {
  return {
    globals: programs.flatMap(({ globals, names }) => [...globals.map(({ name }) => name), ...names]),
    modules: programs.flatMap(({ imports, dynamicImports }) => [...imports.map(({ specifier }) => specifier), ...dynamicImports]),
    // mediation is no grant: programs that have it ask for nothing
    features: programs.flatMap(({ features }) => features.filter((feature) => feature !== "mediation")),
  };
}

/** The least policy under which they pass; sorted, so that the same programs always give the same text. */
export function leastPolicy({ globals, modules, features }: Wanted): WrittenPolicy {
  const language = Object.fromEntries(distinct(features).map((feature) => [feature, true]));
  return {
    $schema: SCHEMA_LOCATION,
    extends: "strict",
    globals: { allow: distinct(globals).filter(isGrantable) },
    modules: { allow: distinct(modules) },
    ...(Object.keys(language).length > 0 && { language }),
  };
}

/** What is neither the language's own nor the feature `globalObject`'s. */
export const isGrantable = (name: string): boolean =>
  OPTIONAL_GLOBALS.includes(name) || (!LANGUAGE_GLOBALS.includes(name) && !GLOBAL_OBJECT_NAMES.includes(name));

const distinct = (names: Iterable<string>): string[] => [...new Set(names)].sort();
