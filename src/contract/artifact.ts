/**
 * The artifact's text: manifest header, prelude and record frame (docs/artifact.md). The compiler prints with these functions and
 * the verifier compares byte for byte with what they print, so there is one truth about the fixed parts.
 */
import {
  BASE_GUARDS,
  GUARD_PREFIX,
  MEDIATION_GUARDS,
  METER_GUARDS,
  MODULE_GUARDS,
  NAME_GUARDS,
  PROTO_GUARDS,
  REGEXP_GUARDS,
  SCOPE_PARAM,
  importId,
  starId,
  type GuardName,
} from "./guards.js";

export type Goal = "module" | "script" | "expression" | "commonjs";
export const GOALS: readonly Goal[] = ["module", "script", "expression", "commonjs"];

/**
 * What a program does beyond the strict language; each must be granted by the loader's policy.
 *   constructor   static `.constructor` keys stand in the text
 *   proto         static `__proto__` (and `__defineGetter__` …) keys stand in the text
 *   globalObject  free names are looked up on the cell's global object at run time
 *
 * Two ask for nothing, and need no grant; a policy can insist on them:
 *   mediation     every access goes through the supervisor's guards (docs/mediation.md)
 *   regexp        the cell makes what the source wrote as literal regular expressions (docs/regexp.md)
 */
export type Grant = "constructor" | "proto" | "globalObject";
export type Feature = Grant | "mediation" | "regexp";
export const FEATURES: readonly Feature[] = ["constructor", "globalObject", "mediation", "proto", "regexp"];

export interface ImportEntry {
  readonly specifier: string;
  /** imported names, sorted; `default` included; re-exported ones too */
  readonly names: readonly string[];
  /** bound as a namespace object (`import * as ns`, `export * as ns`) */
  readonly star: boolean;
  /** import attributes, e.g. `{"type":"json"}`; absent when there are none */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** One export of a module: of its own (`local`), of another module (`from` an import, under `name`; `*` its namespace). */
export type ExportEntry =
  | { readonly export: string }
  | { readonly export: string; readonly from: number; readonly name: string }
  | { readonly export: "*"; readonly from: number };

/** Top-level declarations of a script: properties of the main namespace (`vars`, functions among them) and lexical bindings. */
export interface Declarations {
  readonly vars: readonly string[];
  readonly lexicals: readonly string[];
}

/** All lists are sorted by UTF-16 code units and free of duplicates, except `imports` and `exports`, which keep source order. */
export interface Manifest {
  readonly edition: number;
  readonly goal: Goal;
  readonly metered: boolean;
  /** top-level await: `run` is an async generator */
  readonly async: boolean;
  readonly features: readonly Feature[];
  /** granted globals that the program binds once */
  readonly globals: readonly string[];
  /** names looked up at run time through `env` and `type` */
  readonly names: readonly string[];
  readonly declares: Declarations;
  readonly imports: readonly ImportEntry[];
  readonly exports: readonly ExportEntry[];
  /** literal specifiers of `import()` and `require()`, sorted; dynamic ones are judged at run time */
  readonly dynamicImports: readonly string[];
  /** display name of the source, never a host path */
  readonly filename: string;
  /** `sha256-` and base64 of the source's UTF-8, of the policy's canonical form, and of the body */
  readonly source: string;
  readonly policy: string;
  readonly body: string;
}

/** The header's fields in their order: one line each. */
export const MANIFEST_FIELDS = [
  "edition",
  "goal",
  "metered",
  "async",
  "features",
  "globals",
  "names",
  "declares",
  "imports",
  "exports",
  "dynamicImports",
  "filename",
  "source",
  "policy",
  "body",
] as const satisfies readonly (keyof Manifest)[];

/** ASCII-only JSON: all else is escaped, so that no line terminator or `-->` can end a header line or be misread. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^\x20-\x7e]|<|>/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

/** The header: a `// {"field":value}` line per field, LF-ended. */
export function headerText(manifest: Manifest): string {
  let text = "";
  for (const field of MANIFEST_FIELDS) text += `// ${asciiJson({ [field]: manifest[field] })}\n`;
  return text;
}

/** Guards that an artifact of this manifest binds, in the prelude's order. */
export function guardsOf(manifest: Manifest): readonly GuardName[] {
  const guards: GuardName[] = [...BASE_GUARDS];
  if (manifest.metered) guards.push(...METER_GUARDS);
  if (usesNames(manifest)) guards.push(...NAME_GUARDS);
  if (manifest.features.includes("proto")) guards.push(...PROTO_GUARDS);
  if (manifest.features.includes("regexp")) guards.push(...REGEXP_GUARDS);
  if (manifest.goal === "module") guards.push(...MODULE_GUARDS);
  if (isMediated(manifest)) guards.push(...MEDIATION_GUARDS);
  return guards;
}

/** Whether every access of the program goes through the supervisor's guards. */
export const isMediated = (manifest: Pick<Manifest, "features">): boolean => manifest.features.includes("mediation");

/** Features that the policy does not grant. */
export const featuresBeyond = (manifest: Pick<Manifest, "features">, granted: Readonly<Record<Grant, boolean>>): readonly Feature[] =>
  manifest.features.filter((feature) => feature !== "mediation" && feature !== "regexp" && !granted[feature]);

/** Whether free names are looked up at run time. */
export const usesNames = (manifest: Pick<Manifest, "goal" | "features">): boolean =>
  manifest.goal === "script" || manifest.features.includes("globalObject");

/** From the factory's head to the record: everything in front of the guest's own text. */
export function openingText(manifest: Manifest): string {
  const lines = [`(function (${SCOPE_PARAM}) { "use strict";`];
  lines.push(
    `const ${guardsOf(manifest)
      .map((g) => `${GUARD_PREFIX}${g} = ${SCOPE_PARAM}.${g}`)
      .join(", ")};`,
  );
  if (manifest.globals.length > 0)
    lines.push(`const ${manifest.globals.map((n) => `${n} = ${SCOPE_PARAM}.global(${asciiJson(n)})`).join(", ")};`);
  const imported = manifest.imports.map((entry, i) =>
    entry.star
      ? `${importId(i)} = ${SCOPE_PARAM}.module(${i}), ${starId(i)} = ${SCOPE_PARAM}.star(${i})`
      : `${importId(i)} = ${SCOPE_PARAM}.module(${i})`,
  );
  if (imported.length > 0) lines.push(`const ${imported.join(", ")};`);
  lines.push(`return { ${runHead(manifest)} {`);
  return lines.join("\n") + "\n";
}

/** After the guest's text, to the end of the body. */
export const closingText = "\n} }; })\n";

function runHead(manifest: Manifest): string {
  switch (manifest.goal) {
    case "module":
      return manifest.async ? "async *run()" : "*run()";
    case "commonjs":
      return "run(exports, require, module, __filename, __dirname)";
    case "script":
    case "expression":
      return "run()";
  }
}
