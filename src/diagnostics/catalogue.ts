/**
 * Every diagnostic code with its message, the reason for the rule (the attack or the mistake it prevents) and the way out.
 * Codes are never renamed or reused. The parameters of `message` are those that `createDiagnostic` asks for; `fix` gets the same.
 *
 * Messages quote guest text in backticks; printers make invisible characters visible.
 */
export interface CatalogueEntry<P> {
  /** What the code is about, where the message is all the program's. */
  readonly title?: string;
  readonly message: (parameters: P) => string;
  /** A few words beside the mark in the code frame: what stands there. */
  readonly label?: string | ((parameters: P) => string);
  readonly why: string;
  readonly fix: string | ((parameters: P) => string);
  /** Default `error`. A warning refuses nothing. */
  readonly severity?: "warning";
}

/** A sentence of the pre-scan or the parser, which know more than a template could say. */
interface Problem {
  readonly problem: string;
}
const problem = (parameters: Problem): string => parameters.problem;

type Nothing = Readonly<Record<never, never>>;

const entry = <P>(value: CatalogueEntry<P>): CatalogueEntry<P> => value;

/** ` Did you mean …?`, if there is something near. */
const near = (suggestion: string | undefined): string => (suggestion === undefined ? "" : ` Did you mean \`${suggestion}\`?`);

const FEATURE_FIX: Readonly<Record<string, string>> = {
  constructor: "Name the class itself, or use `new.target`; then `.constructor` need not stand in the text.",
  proto: "Use `Object.getPrototypeOf`, `Object.setPrototypeOf`, `Object.create`, `Object.defineProperty`.",
  globalObject: "Name globals themselves: `Math`, not `globalThis.Math`.",
};

export const CATALOGUE = {
  // Text

  "syntax-error": entry<Problem & { hint?: string | undefined }>({
    title: "The text does not parse.",
    message: problem,
    label: "the parser stumbles here",
    why: "Only text that parses as strict-mode JavaScript can be judged, and the engine would refuse this one as well.",
    fix: ({ hint }) =>
      hint ?? "Correct the syntax at the marked place. Guest code is always strict: `with`, octal literals and `delete name` are errors.",
  }),
  "empty-source": entry<Nothing>({
    message: () => "There is no code in this source.",
    why: "An expression has a value; an empty text has none.",
    fix: "Check that the right file was read, or compile it with goal `script` or `module`.",
  }),
  "not-text": entry<Problem>({
    title: "The text holds NUL characters.",
    message: problem,
    why: "Text with NUL characters is a binary file, or made to be read differently by different parsers.",
    fix: "Pass UTF-8 source text; in a string, write the character as the escape `\\0`.",
  }),
  "lone-surrogate": entry<Problem>({
    title: "The text holds half of a surrogate pair.",
    message: problem,
    why: "Half of a surrogate pair cannot be written as UTF-8, so what was checked could not be what is stored and run.",
    fix: "In a string, write it as an escape such as `\\ud83d`; elsewhere remove it.",
  }),
  "source-too-large": entry<Problem>({
    title: "The text is too large.",
    message: problem,
    label: "the limit is reached here",
    why: "A parser's time and memory grow with the text, and a guest must not exhaust the host by sending more of it.",
    fix: "Split the program into modules.",
  }),
  "too-many-tokens": entry<Problem>({
    title: "The text has too many tokens.",
    message: problem,
    label: "the limit is reached here",
    why: "A syntax tree takes many times the memory of its text, and a guest must not exhaust the host with it.",
    fix: "Split the program into modules, or move large tables into JSON.",
  }),
  "too-deep": entry<Problem>({
    title: "The syntax is nested too deeply.",
    message: problem,
    label: "too deep from here on",
    why: "Parsers recurse: text that is nested deeply enough overflows their stack, and on some engines that ends the process.",
    fix: "Give inner parts names of their own, or move them into functions.",
  }),
  "too-long-chain": entry<Problem>({
    title: "The syntax tree is too high.",
    message: problem,
    label: "too long from here on",
    why: "Parsers recurse: operators in a long row overflow their stack as nested brackets do, and on some engines that ends the process.",
    fix: "Spread the expression over several statements; join long texts with an array and `join`.",
  }),
  "no-stack": entry<Problem>({
    title: "There is too little stack left to parse.",
    message: problem,
    why: "A parser that runs out of stack half-way can take the whole process down.",
    fix: "Compile from a shallower call, or in a worker; a text of fewer levels needs less.",
  }),
  "ambiguous-slash": entry<Problem>({
    title: "A slash could be a division or begin a regular expression.",
    message: problem,
    label: "a division, or a regular expression?",
    why: "If a slash were taken for a division where a regular expression begins, what follows would be hidden from the check.",
    fix: "Put parentheses round the operand, or a semicolon in front of the slash.",
  }),
  "html-comment": entry<Problem>({
    title: "Comments of HTML are none of modules.",
    message: problem,
    label: "a comment to some parsers",
    why: "Scripts read `<!--` and `-->` as comments and modules as operators, so what was checked and what is run could be two programs.",
    fix: "Write `//` for a comment; put a space into `<! --` or `-- >` if operators are meant.",
  }),
  "invisible-character": entry<Problem>({
    title: "A character that cannot be seen stands in the code.",
    message: problem,
    label: "something invisible is here",
    why: "Names that look alike but differ let code do something else than its reviewer reads (CVE-2021-42574).",
    fix: "Remove the character.",
  }),
  "unnormalized-name": entry<Problem>({
    title: "A name is not in Unicode NFC.",
    message: problem,
    label: "looks like another name",
    why: "Names that look alike but differ let code do something else than its reviewer reads.",
    fix: "Write the name in its composed form (Unicode NFC) everywhere.",
  }),
  "invalid-regexp": entry<Problem>({
    title: "The regular expression does not compile.",
    message: problem,
    label: "the engine cannot compile this",
    why: "The engine refuses the whole program over one regular expression that it cannot compile.",
    fix: "Correct the pattern, or drop the flags that the engine does not know.",
  }),

  // Syntax

  "unsupported-syntax": entry<{ type: string }>({
    message: ({ type }) => `This syntax (\`${type}\`) is not supported.`,
    label: "not in the table of syntax",
    why: "What has no entry in the table of syntax has not been thought through, so it is refused.",
    fix: "Compile the construct away first, or write it in current standard JavaScript.",
  }),

  "too-many-problems": entry<{ count: number }>({
    message: ({ count }) => `There are more problems than the ${count} listed.`,
    why: "Nobody reads more, and a guest must not exhaust the host with findings.",
    fix: "Correct those that are listed, or compile with a policy that suits the program; then look again.",
  }),

  // Properties

  "forbidden-key": entry<{ key: string }>({
    message: ({ key }) => `The property \`${key}\` is not available.`,
    label: ({ key }) => (key === "__proto__" ? "leads to the prototype" : "reaches the accessors of prototypes"),
    why: "It reads or replaces prototypes: through one that is shared, a guest would change how everybody else's objects behave.",
    fix: ({ key }) =>
      key === "__proto__"
        ? "Use `Object.getPrototypeOf(o)`, `Object.setPrototypeOf(o, p)` or `Object.create(p)`; the policy preset `compat` permits the old form."
        : "Use `Object.defineProperty(o, k, …)` or `Object.getOwnPropertyDescriptor(o, k)`; the policy preset `compat` permits the old form.",
  }),
  "forbidden-constructor": entry<{ replacement?: string | undefined }>({
    message: () => "The property `constructor` is not available.",
    label: "may be the function constructor",
    why: "`(() => {}).constructor` is the function constructor, which makes code from strings: the classic way out of a sandbox.",
    fix: ({ replacement }) =>
      (replacement === undefined ? "Name the class itself, or keep the name in a property of your own" : `Write \`${replacement}\``) +
      "; the policy preset `compat` permits it.",
  }),
  "intrinsic-write": entry<{ target: string }>({
    message: ({ target }) => `\`${target}\` belongs to the language and cannot be changed.`,
    label: "shared by all code of the cell",
    why: "Built-ins are shared by all code of a cell; replacing one would change what that code does.",
    fix: "Use a function or a subclass of your own.",
  }),

  // Names

  "unknown-global": entry<{ name: string; suggestion?: string | undefined; power: boolean }>({
    message: ({ name, suggestion, power }) =>
      (power ? `\`${name}\` is not granted to this program.` : `\`${name}\` is not defined.`) + near(suggestion),
    label: ({ power, suggestion }) =>
      suggestion !== undefined ? `\`${suggestion}\`, perhaps` : power ? "not granted" : "declared nowhere",
    why: "A guest has the names of the language and those that its supervisor supplies; everything else does not exist for it.",
    fix: ({ name, power, suggestion }) =>
      suggestion !== undefined
        ? `Correct the spelling, or declare \`${name}\`.`
        : power
          ? `Ask the supervisor to supply it (\`globals: { ${name} }\`) and to allow it (policy \`globals.allow\`), or test for it with \`typeof ${name}\`.`
          : `Declare \`${name}\`, import it, or have the supervisor supply it and allow it (policy \`globals.allow\`).`,
  }),
  "forbidden-global": entry<{ name: string; reason: string; instead: string }>({
    message: ({ name, reason }) => `\`${name}\` is not available: ${reason}.`,
    label: "not granted",
    why: "Names of this kind reach the host, make code from strings, or observe what a guest must not.",
    fix: ({ instead }) => instead,
  }),
  "direct-eval": entry<Nothing>({
    message: () => "Code cannot be made from strings: `eval` is not available.",
    label: "makes code from a string",
    why: "Text that is evaluated at run time has passed no check, and direct `eval` would even see the guards' own names.",
    fix: "Use `JSON.parse` for data, functions for behaviour, or a module for code.",
  }),
  "global-assignment": entry<{ name: string }>({
    message: ({ name }) => `The global \`${name}\` cannot be assigned.`,
    label: "bound once, before the program runs",
    why: "Globals are bound once, before the program runs; code that shares the cell relies on them.",
    fix: ({ name }) => `Declare a variable of your own (\`let ${name} = …\`).`,
  }),
  "reserved-name": entry<{ name: string }>({
    message: ({ name }) => `\`${name}\` is reserved for the compiler's own guards.`,
    label: "begins as the guards' names do",
    why: "A guest binding of that name would stand in front of a guard, and the guard would no longer run.",
    fix: "Rename it; any name that does not start with `__cc_` will do.",
  }),

  // Modules

  "import-denied": entry<{ specifier: string }>({
    message: ({ specifier }) => `The policy does not allow to import \`${specifier}\`.`,
    label: "not in the policy's `modules.allow`",
    why: "A module brings its own powers; a guest gets those that its supervisor has named.",
    fix: ({ specifier }) => `Add \`${specifier}\` to the policy's \`modules.allow\`, or do without the module.`,
  }),

  // Regular expressions

  "regexp-denied": entry<{ regexp: "safe" | "linear"; problem: string }>({
    message: ({ regexp, problem }) => `The policy's \`regexp: "${regexp}"\` refuses this regular expression: it ${problem}.`,
    label: ({ regexp }) => (regexp === "safe" ? "may backtrack for ever" : "needs to backtrack"),
    why: "A regular expression that backtracks can take longer than anybody waits, in one native call.",
    fix: "Let neighbouring repetitions match different characters, repeat no group that itself repeats, do without looking around; or ask for another policy.",
  }),

  // Advice

  "slow-regexp": entry<{ growth: "exponential" | "polynomial" }>({
    message: ({ growth }) => `This regular expression can take ${growth} time.`,
    label: "matches one text in many ways",
    why: "It can match one text in many ways and tries them all before it gives up: a short text keeps it busy for minutes, in one native call.",
    fix: "Let neighbouring repetitions match different characters, and repeat no group that itself repeats.",
    severity: "warning",
  }),
  deprecated: entry<{ name: string; instead: string }>({
    message: ({ name, instead }) => `\`${name}\` is deprecated; ${/ /.test(instead) ? `use ${instead}` : `there is \`${instead}\``}.`,
    label: "superseded",
    why: "The standard keeps it for old programs alone, engines may treat it as they like, and a cell may not have it one day.",
    fix: ({ instead }) => `Use ${/ /.test(instead) ? instead : `\`${instead}\``} instead; look up where they differ.`,
    severity: "warning",
  }),
  "unreachable-guard": entry<{ name: string }>({
    message: ({ name }) => `\`typeof ${name}\` is always "undefined" here.`,
    label: 'always "undefined"',
    why: "The program is not granted the name, so what this test guards never runs, or always does.",
    fix: ({ name }) => `Have the supervisor supply \`${name}\` and the policy allow it, or take the test out.`,
    severity: "warning",
  }),
  "needs-feature": entry<{ feature: string }>({
    message: ({ feature }) => `From here on the program needs the language feature \`${feature}\`.`,
    label: "the first use",
    why: "Policies grant it for the sake of old bundles; a supervisor with a stricter policy could not run this program.",
    fix: ({ feature }) => FEATURE_FIX[feature] ?? "See the finding of the policy preset `strict` at this place for what to write instead.",
    severity: "warning",
  }),
  oversize: entry<{ megabytes: string }>({
    message: ({ megabytes }) => `This program has ${megabytes} million characters.`,
    why: "Each load parses and checks the whole text, so users wait; from 16 million characters on it is refused.",
    fix: "Minify it, leave out what is not used, or move tables into JSON that is handed in.",
    severity: "warning",
  }),

  // Policies

  "unused-grant": entry<{ name: string }>({
    message: ({ name }) => `The policy grants \`${name}\`, and no program uses it.`,
    label: "used nowhere",
    why: "A power that nobody needs is one that the next version of a plugin can begin to use without anybody noticing.",
    fix: ({ name }) => `Take \`${name}\` out of the policy's \`globals.allow\`.`,
    severity: "warning",
  }),
  "policy-invalid": entry<{ path: string; problem: string }>({
    message: ({ path, problem }) => `Invalid policy: ${path === "" ? "" : `\`${path}\` `}${problem}.`,
    why: "A policy that is only half understood would grant or refuse something else than its author meant.",
    fix: "Correct the policy; `docs/policy.md` lists the keys and their values.",
  }),
} satisfies Record<string, CatalogueEntry<never>>;

export type Code = keyof typeof CATALOGUE;
/** What a code's message needs. */
export type ParametersOf<C extends Code> = Parameters<(typeof CATALOGUE)[C]["message"]>[0];
