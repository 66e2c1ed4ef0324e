import {
  featuresBeyond,
  isMediated,
  LANGUAGE_GLOBALS,
  OPTIONAL_GLOBALS,
  GLOBAL_OBJECT_NAMES,
  type Manifest,
} from "../../contract/index.js";
import { allowsSpecifier, type Policy } from "../../policy/index.js";
import type { Report } from "../report.js";

const WHOLE = { start: 0, end: 0 };

/**
 * I8: the loader's policy grants whatever the manifest asks for, by name. Names that are looked up at run time are judged then, as are
 * specifiers that are computed.
 */
export function noAuthorityBeyondPolicy(manifest: Manifest, policy: Policy, report: Report): void {
  for (const feature of featuresBeyond(manifest, policy.language))
    report.refuse("I8-policy-feature", `The feature \`${feature}\` is not granted.`, WHOLE);
  if (policy.mediation === "full" && !isMediated(manifest))
    report.refuse("I8-policy-mediation", "The program's accesses are not mediated, and the policy wants them to be.", WHOLE);
  for (const name of manifest.globals)
    if (!grantsGlobal(policy, name) && !isOnlyReported(policy, name))
      report.refuse("I8-policy-global", `The global \`${name}\` is not granted.`, WHOLE);
  if (policy.enforce === "report") return;
  for (const specifier of new Set([...manifest.imports.map((entry) => entry.specifier), ...manifest.dynamicImports]))
    if (!allowsSpecifier(policy.modules.allow, specifier))
      report.refuse("I8-policy-import", `The import \`${specifier}\` is not granted.`, WHOLE);
}

/** Under `enforce: "report"` the cell tells of the name and answers undefined. Those that reach a global object or make code are refused all the same. */
const isOnlyReported = ({ enforce }: Policy, name: string): boolean => enforce === "report" && !GLOBAL_OBJECT_NAMES.includes(name);

function grantsGlobal({ globals, language }: Policy, name: string): boolean {
  if (LANGUAGE_GLOBALS.includes(name)) return true;
  if (OPTIONAL_GLOBALS.includes(name)) return globals.optional.includes(name);
  if (GLOBAL_OBJECT_NAMES.includes(name)) return language.globalObject;
  // What a cell supplies is known to the cell alone: it answers for names that it does not have.
  return typeof globals.allow === "string" || globals.allow.includes(name);
}
