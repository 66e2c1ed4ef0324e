/**
 * Every name that compiler, verifier and runtime share. The compiler may emit no other reserved name, the verifier
 * accepts no other, and the runtime implements each of the guards exactly once.
 */

/** No guest binding begins with this (rule `reserved-name`, invariant I3). */
export const GUARD_PREFIX = "__cc_";

/** Guards that every artifact binds. */
export const BASE_GUARDS = ["key", "proto", "caught", "alive", "import", "none"] as const;
/** Guards that only metered artifacts bind (DESIGN §7). */
export const METER_GUARDS = ["enter", "leave", "fin", "back", "buy", "delegate", "iterate", "sized", "count", "keyed", "boxed"] as const;
/** Guards of programs that look names up at run time: script goal, and `globalObject` policies. */
export const NAME_GUARDS = ["env", "type", "ns", "declare"] as const;
/** Guard of programs with the `proto` feature: the parent in a `{ __proto__: E }` literal. */
export const PROTO_GUARDS = ["parent"] as const;
/** What a literal regular expression becomes where the cell makes its own (`policy.regexp`). */
export const REGEXP_GUARDS = ["regexp"] as const;
/** `import.meta`, in modules. */
export const MODULE_GUARDS = ["meta"] as const;
/** Guards of programs whose every access is mediated (docs/mediation.md). */
export const MEDIATION_GUARDS = [
  "get",
  "set",
  "delete",
  "ref",
  "call",
  "construct",
  "heir",
  "super",
  "inherited",
  "ancestral",
  "tag",
  "iterable",
  "elements",
  "object",
  "name",
  "rest",
  "tail",
  "spread",
  "next",
  "close",
  "done",
  "value",
] as const;

/** What a supervisor's guards are asked about. */
export type Mediated = "get" | "set" | "delete" | "call" | "construct" | "iterate";
export const MEDIATED: readonly Mediated[] = ["get", "set", "delete", "call", "construct", "iterate"];

export type GuardName =
  | (typeof BASE_GUARDS)[number]
  | (typeof METER_GUARDS)[number]
  | (typeof NAME_GUARDS)[number]
  | (typeof PROTO_GUARDS)[number]
  | (typeof MEDIATION_GUARDS)[number]
  | (typeof REGEXP_GUARDS)[number]
  | (typeof MODULE_GUARDS)[number];

/** The identifier under which a guard is bound: `key` → `__cc_key`. */
export const guardId = (name: GuardName): string => GUARD_PREFIX + name;

/** The factory's only parameter. */
export const SCOPE_PARAM = "__cc";

/** Names of locals that the compiler declares beside the guards; each has one row in docs/artifact.md. */
export const LOCALS = {
  /** depth before the frame was entered; -1 while a suspendable frame is suspended */
  depth: "__cc_p",
  /** a value in passage round a suspension */
  passage: "__cc_y",
  /** steps left of those prepaid */
  steps: "__cc_n",
  /** size of the last purchase of steps */
  stride: "__cc_s",
  /** the caught value of a patterned or parameterless catch */
  caught: "__cc_e",
  /** completion value of a script */
  completion: "__cc_v",
  /** arguments of a supplied derived constructor, parameter of a binding's setter */
  argument: "__cc_a",
  /** depth before a generator's parameters are made, which happens when it is called */
  head: "__cc_h",
  /** local behind `export default E` */
  defaultExport: "__cc_default",
} as const;

/** `__cc_1`, `__cc_2`, …: a base or a value held once. */
export const TEMP = /^__cc_[1-9][0-9]*$/;
/** `__cc_r1`, …: a destructured value that has not passed `proto` yet. */
export const RAW_TEMP = /^__cc_r[1-9][0-9]*$/;
/** `__cc_m0`, …: the exports of the i-th import. */
export const importId = (index: number): string => `${GUARD_PREFIX}m${index}`;
/** `__cc_star0`, …: the i-th import as a namespace object. */
export const starId = (index: number): string => `${GUARD_PREFIX}star${index}`;
