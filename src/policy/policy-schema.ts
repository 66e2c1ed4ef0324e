import { GLOBAL_OBJECT_NAMES, GUARD_PREFIX, SCOPE_PARAM } from "../contract/index.js";
import { POLICY_CALL_LIMITS, POLICY_LIMITS } from "./policy-limits.js";

/** What a value of a policy may be. */
export type Schema =
  | { readonly kind: "boolean"; readonly about: string }
  | { readonly kind: "one-of"; readonly values: readonly string[]; readonly about: string }
  /** A number above 0, as JSON writes it. */
  | { readonly kind: "budget"; readonly about: string }
  /** `"*"`, or a list of strings of which each has a shape. */
  | { readonly kind: "star-or-list"; readonly item: StringShape; readonly about: string }
  /** A preset; in code also a policy. */
  | { readonly kind: "base"; readonly values: readonly string[]; readonly about: string }
  | { readonly kind: "record"; readonly keys: Readonly<Record<string, Schema>>; readonly about: string };

export interface StringShape {
  /** What all that have no problem match, and no others: for the published schema. */
  readonly pattern: string;
  /** What is wrong with one, or nothing. */
  readonly problem: (text: string, shown: string) => string | undefined;
}

const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

const globalName: StringShape = {
  pattern: NAME.source.replace("^", `^(?!(?:${[...GLOBAL_OBJECT_NAMES, SCOPE_PARAM].join("|")})$|${GUARD_PREFIX})`),
  problem(name, shown) {
    if (!NAME.test(name)) return `${shown} is not a name`;
    if (name === SCOPE_PARAM || name.startsWith(GUARD_PREFIX)) return `${shown} is reserved for the compiler`;
    if (GLOBAL_OBJECT_NAMES.includes(name)) return `${shown} cannot be supplied; \`language.globalObject\` gives the cell's own`;
    return undefined;
  },
};

const specifier: StringShape = {
  pattern: "^[^*]+\\*?$|^\\*$",
  problem(pattern, shown) {
    if (pattern === "") return "is empty";
    return pattern.slice(0, -1).includes("*") ? `${shown} has a \`*\` that is not at its end` : undefined;
  },
};

const BUDGETS = {
  fuel: "Units of fuel.",
  allocation: "Bytes of buffers, texts and arrays that built-ins make.",
  depth: "Units of call depth.",
  deadlineMs: "Milliseconds for the synchronous part of one entry.",
  hostCalls: "Calls from the guest to the host.",
  output: "UTF-16 units written.",
  timers: "Timers at once.",
} as const;

const budgets = <Name extends keyof typeof BUDGETS>(names: readonly Name[]): Record<Name, Schema> =>
  Object.fromEntries(names.map((name) => [name, { kind: "budget", about: BUDGETS[name] }])) as unknown as Record<Name, Schema>;

/** The keys of a policy and their values; the only place that knows. Validator and published JSON Schema are made of it. */
export const POLICY_SCHEMA = {
  kind: "record",
  about: "What a program may use of the language, and which names and modules it may ask for.",
  keys: {
    extends: { kind: "base", values: ["strict", "compat"], about: "Where everything that is left out comes from. Default: strict." },
    enforce: {
      kind: "one-of",
      values: ["refuse", "report"],
      about:
        "Whether a name or module that is not granted refuses the program, or is only told of (an event and a warning). Never lowers what keeps cells closed.",
    },
    globals: {
      kind: "record",
      about: "Names beside the language's own.",
      keys: {
        allow: {
          kind: "star-or-list",
          item: globalName,
          about:
            'Names that programs may use. "*": all that the cell supplies. Proxy, WeakRef and FinalizationRegistry are granted by being listed.',
        },
      },
    },
    modules: {
      kind: "record",
      about: "What programs may import.",
      keys: {
        allow: {
          kind: "star-or-list",
          item: specifier,
          about: 'Specifiers that programs may import; a trailing * matches any rest. "*": whatever the hooks resolve.',
        },
      },
    },
    regexp: {
      kind: "one-of",
      values: ["native", "safe", "linear"],
      about:
        "How regular expressions match: as the engine does; the same, and only patterns proved to take linear time; or by an engine of the cell's own, always in linear time.",
    },
    language: {
      kind: "record",
      about: "Parts of the language that are dangerous without guards.",
      keys: {
        constructor: { kind: "boolean", about: "`.constructor` may stand in the text." },
        proto: { kind: "boolean", about: "`__proto__`, `__defineGetter__` and their kin may stand in the text." },
        globalObject: {
          kind: "boolean",
          about: "`globalThis`, `window`, `self`, `global` are the cell's own global object; `Function` and `eval` exist and throw.",
        },
        ambient: {
          kind: "one-of",
          values: ["violation", "standin"],
          about: "Clock and randomness without the power: throw, or answer deterministically.",
        },
      },
    },
    limits: {
      kind: "record",
      about: "The most that a cell has of each budget in its lifetime, whatever its own limits say. What is left out is not bounded here.",
      keys: {
        ...budgets(POLICY_LIMITS),
        perCall: { kind: "record", about: "The same for each call from the host.", keys: budgets(POLICY_CALL_LIMITS) },
      },
    },
    mediation: {
      kind: "one-of",
      values: ["direct", "full"],
      about: "Whether every access of programs goes through guards that the supervisor can supply (slower). Default: direct.",
    },
  },
} as const satisfies Schema;
