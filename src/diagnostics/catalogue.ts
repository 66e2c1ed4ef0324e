/**
 * Every diagnostic code with its message, the reason for the rule (the attack or the mistake it prevents) and the way out.
 * Codes are never renamed or reused. The parameters of `message` are those that `createDiagnostic` asks for; `fix` gets the same.
 *
 * Messages quote guest text in backticks; printers make invisible characters visible.
 */
export interface CatalogueEntry<P> {
  readonly message: (parameters: P) => string;
  readonly why: string;
  readonly fix: string | ((parameters: P) => string);
  /** Default `error`. A warning refuses nothing. */
  readonly severity?: "warning";
}

const entry = <P = Record<never, never>>(value: CatalogueEntry<P>): CatalogueEntry<P> => value;

/** ` Did you mean …?`, if there is something near. */
const near = (suggestion: string | undefined): string => (suggestion === undefined ? "" : ` Did you mean \`${suggestion}\`?`);

export const CATALOGUE = {
  // Text

  "syntax-error": entry<{ problem: string; hint?: string | undefined }>({
    message: ({ problem }) => problem,
    why: "Only text that parses as strict-mode JavaScript can be judged, and the engine would refuse this one as well.",
    fix: ({ hint }) =>
      hint ?? "Correct the syntax at the marked place. Guest code is always strict: `with`, octal literals and `delete name` are errors.",
  }),
  "not-text": entry<{ found: string }>({
    message: ({ found }) => `This is not JavaScript text: it contains ${found}.`,
    why: "Parsers and engines disagree about such text, and what they read differently cannot be judged.",
    fix: "Pass UTF-8 source text. In a string, write the character as an escape such as `\\0` or `\\ud83d`.",
  }),
  "empty-source": entry({
    message: () => "There is no code in this source.",
    why: "An expression has a value; an empty text has none.",
    fix: "Check that the right file was read, or compile it with goal `script` or `module`.",
  }),
  "source-too-large": entry<{ size: number; limit: number }>({
    message: ({ size, limit }) => `The source has ${size} characters; at most ${limit} are compiled.`,
    why: "A parser's time and memory grow with the text, and a guest must not exhaust the host by sending more of it.",
    fix: "Split the program into modules.",
  }),
  "too-many-tokens": entry<{ limit: number }>({
    message: ({ limit }) => `The source has more than ${limit} tokens.`,
    why: "A syntax tree takes many times the memory of its text, and a guest must not exhaust the host with it.",
    fix: "Split the program into modules, or move large tables into JSON.",
  }),
  "too-deep": entry<{ what: string; limit?: number | undefined }>({
    message: ({ what, limit }) => (limit === undefined ? `${what}.` : `${what}: more than ${limit} levels.`),
    why: "Parsers recurse: text that is nested deeply enough overflows their stack, and on some engines that ends the process.",
    fix: "Give parts of the expression names of their own, or spread the code over several statements.",
  }),
  "html-comment": entry<{ mark: string }>({
    message: ({ mark }) => `\`${mark}\` begins an HTML-like comment.`,
    why: "Scripts read it as a comment and modules as operators, so what was checked and what is run could be two different programs.",
    fix: "Write `//` for a comment; put a space into `<! --` or `-- >` if operators are meant.",
  }),
  "invisible-character": entry<{ name: string; character: string }>({
    message: ({ name, character }) => `The name \`${name}\` contains the invisible character ${character}.`,
    why: "Names that look alike but differ let code do something else than its reviewer reads (CVE-2021-42574).",
    fix: "Remove the character from the name.",
  }),
  "denormal-name": entry<{ name: string; normal: string }>({
    message: ({ name, normal }) =>
      `The name \`${name}\` is not in Unicode normalization form C; it looks like \`${normal}\` and is another name.`,
    why: "Names that look alike but differ let code do something else than its reviewer reads.",
    fix: ({ normal }) => `Write \`${normal}\` in its composed form (NFC) everywhere.`,
  }),
  "invalid-regexp": entry<{ problem: string }>({
    message: ({ problem }) => `${problem}.`,
    why: "The engine refuses the whole program over one regular expression that it cannot compile.",
    fix: "Correct the pattern, or drop the flags that the engine does not know.",
  }),

  // Syntax

  "unsupported-syntax": entry<{ type: string }>({
    message: ({ type }) => `This syntax (\`${type}\`) is not supported.`,
    why: "What has no entry in the table of syntax has not been thought through, so it is refused.",
    fix: "Compile the construct away first, or write it in current standard JavaScript.",
  }),

  // Properties

  "forbidden-key": entry<{ key: string }>({
    message: ({ key }) => `The property \`${key}\` is not available.`,
    why: "It reads or replaces prototypes: through one that is shared, a guest would change how everybody else's objects behave.",
    fix: ({ key }) =>
      key === "__proto__"
        ? "Use `Object.getPrototypeOf(o)`, `Object.setPrototypeOf(o, p)` or `Object.create(p)`; the policy preset `compat` permits the old form."
        : "Use `Object.defineProperty(o, k, …)` or `Object.getOwnPropertyDescriptor(o, k)`; the policy preset `compat` permits the old form.",
  }),
  "forbidden-constructor": entry<{ replacement?: string | undefined }>({
    message: () => "The property `constructor` is not available.",
    why: "`(() => {}).constructor` is the function constructor, which makes code from strings: the classic way out of a sandbox.",
    fix: ({ replacement }) =>
      (replacement === undefined ? "Name the class itself, or keep the name in a property of your own" : `Write \`${replacement}\``) +
      "; the policy preset `compat` permits it.",
  }),
  "intrinsic-write": entry<{ target: string }>({
    message: ({ target }) => `\`${target}\` belongs to the language and cannot be changed.`,
    why: "Built-ins are shared by all code of a cell; replacing one would change what that code does.",
    fix: "Use a function or a subclass of your own.",
  }),

  // Names

  "unknown-global": entry<{ name: string; suggestion?: string | undefined; power: boolean }>({
    message: ({ name, suggestion, power }) =>
      (power ? `\`${name}\` is not granted to this program.` : `\`${name}\` is not defined.`) + near(suggestion),
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
    why: "Names of this kind reach the host, make code from strings, or observe what a guest must not.",
    fix: ({ instead }) => instead,
  }),
  "direct-eval": entry({
    message: () => "Code cannot be made from strings: `eval` is not available.",
    why: "Text that is evaluated at run time has passed no check, and direct `eval` would even see the guards' own names.",
    fix: "Use `JSON.parse` for data, functions for behaviour, or a module for code.",
  }),
  "global-assignment": entry<{ name: string }>({
    message: ({ name }) => `The global \`${name}\` cannot be assigned.`,
    why: "Globals are bound once, before the program runs; code that shares the cell relies on them.",
    fix: ({ name }) => `Declare a variable of your own (\`let ${name} = …\`).`,
  }),
  "reserved-name": entry<{ name: string }>({
    message: ({ name }) => `\`${name}\` is reserved for the compiler's own guards.`,
    why: "A guest binding of that name would stand in front of a guard, and the guard would no longer run.",
    fix: "Rename it; any name that does not start with `__cc_` will do.",
  }),

  // Modules

  "import-denied": entry<{ specifier: string }>({
    message: ({ specifier }) => `The policy does not allow to import \`${specifier}\`.`,
    why: "A module brings its own powers; a guest gets those that its supervisor has named.",
    fix: ({ specifier }) => `Add \`${specifier}\` to the policy's \`modules.allow\`, or do without the module.`,
  }),

  // Policies

  "policy-invalid": entry<{ path: string; problem: string }>({
    message: ({ path, problem }) => `Invalid policy: ${path === "" ? "" : `\`${path}\` `}${problem}.`,
    why: "A policy that is only half understood would grant or refuse something else than its author meant.",
    fix: "Correct the policy; `docs/policy.md` lists the keys and their values.",
  }),
} satisfies Record<string, CatalogueEntry<never>>;

export type Code = keyof typeof CATALOGUE;
/** What a code's message needs. */
export type ParametersOf<C extends Code> = Parameters<(typeof CATALOGUE)[C]["message"]>[0];
