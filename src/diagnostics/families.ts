import { CATALOGUE, type Code } from "./catalogue.js";

/** Groups of codes that one turns on and off together: the rules of the ESLint plugin, tags of a report. */
export const FAMILIES = {
  text: "Text that cannot be judged, or that shows something else than what runs",
  syntax: "Syntax that does not parse, or that the compiler does not know",
  properties: "Properties that lead to prototypes and to makers of code",
  names: "Names that the program is not granted",
  modules: "Modules that the program is not granted",
  regexps: "Regular expressions that do not compile, or that the policy refuses",
  advice: "What runs, and had better be written otherwise",
  policies: "Policies that make no sense, or grant more than is used",
} as const;
export type Family = keyof typeof FAMILIES;

const FAMILY_OF = {
  "syntax-error": "syntax",
  "empty-source": "syntax",
  "not-text": "text",
  "lone-surrogate": "text",
  "source-too-large": "text",
  "too-many-tokens": "text",
  "too-deep": "text",
  "too-long-chain": "text",
  "no-stack": "text",
  "ambiguous-slash": "text",
  "html-comment": "text",
  "invisible-character": "text",
  "unnormalized-name": "text",
  "invalid-regexp": "regexps",
  "unsupported-syntax": "syntax",
  "too-many-problems": "syntax",
  "forbidden-key": "properties",
  "forbidden-constructor": "properties",
  "intrinsic-write": "properties",
  "unknown-global": "names",
  "forbidden-global": "names",
  "direct-eval": "names",
  "global-assignment": "names",
  "reserved-name": "names",
  "import-denied": "modules",
  "regexp-denied": "regexps",
  "slow-regexp": "advice",
  deprecated: "advice",
  "unreachable-guard": "advice",
  "needs-feature": "advice",
  oversize: "advice",
  "unused-grant": "policies",
  "policy-invalid": "policies",
} as const satisfies Record<Code, Family>;

/** The family of a code; codes that the catalogue does not know (of files as such) belong to `text`. */
export const familyOf = (code: string): Family => (Object.hasOwn(FAMILY_OF, code) ? FAMILY_OF[code as Code] : "text");

/** Codes of a family, in the catalogue's order. */
export const codesOf = (family: Family): readonly Code[] => (Object.keys(CATALOGUE) as Code[]).filter((code) => FAMILY_OF[code] === family);
