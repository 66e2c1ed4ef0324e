/** A pattern in the syntax of RE2, and the names of its groups: the 0-th is the whole match. */
export interface Translation {
  readonly pattern: string;
  readonly names: readonly (string | undefined)[];
}

/** What `\s` matches (ECMA-262 §12.2, §12.3), as ranges in ascending order. */
const SPACES: readonly (readonly [number, number])[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LAST = 0x10ffff;
/** RE2 unrolls counted repetitions. */
const MOST_REPEATED = 1_000;

const rune = (code: number): string => `\\x{${code.toString(16)}}`;
const ranges = (list: readonly (readonly [number, number])[]): string => list.map(([from, to]) => `${rune(from)}-${rune(to)}`).join("");
const complement = (list: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] => {
  const rest: [number, number][] = [];
  let from = 0;
  for (const [first, last] of list) {
    if (first > from) rest.push([from, first - 1]);
    from = last + 1;
  }
  rest.push([from, LAST]);
  return rest;
};

const SPACE = ranges(SPACES);
const NO_SPACE = ranges(complement(SPACES));
const LINE_ENDS = ranges([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]);

/**
 * Writes a pattern of the language, which must be one that its engines compile, in RE2's syntax.
 *
 *   \s . [^] $        ⟶  classes and anchors that mean what the language means by them
 *   (?<name>x)        ⟶  (x), the name kept aside
 *   \1 \k<name> (?=x) ⟶  SyntaxError: they do not match in linear time
 *
 * Text is read as code points, whether or not there is a flag `u` (docs/regexp.md lists what differs).
 *
 * @throws SyntaxError whose message completes "this regular expression …"
 */
export function translate(source: string, flags: string): Translation {
  return new Translator(source, flags).run();
}

class Translator {
  readonly #source: string;
  readonly #isUnicode: boolean;
  readonly #isMultiline: boolean;
  readonly #isDotAll: boolean;
  readonly #hasNames: boolean;
  readonly #names: (string | undefined)[] = [undefined];
  #at = 0;

  constructor(source: string, flags: string) {
    if (flags.includes("v")) throw new SyntaxError("has the flag `v`, which the linear engine does not know");
    this.#source = source;
    this.#isUnicode = flags.includes("u");
    this.#isMultiline = flags.includes("m");
    this.#isDotAll = flags.includes("s");
    this.#hasNames = source.includes("(?<");
  }

  run(): Translation {
    const parts: string[] = [];
    while (this.#at < this.#source.length) parts.push(this.#next());
    return { pattern: parts.join(""), names: this.#names };
  }

  #next(): string {
    const { char } = this.#take();
    switch (char) {
      case "\\":
        return this.#escape();
      case "[":
        return this.#class();
      case "(":
        return this.#group();
      case ".":
        return this.#isDotAll ? `[${rune(0)}-${rune(LAST)}]` : `[^${LINE_ENDS}]`;
      case "^":
        return this.#isMultiline ? "(?m:^)" : "\\A";
      case "$":
        return this.#isMultiline ? "(?m:$)" : "\\z";
      case "{":
        return this.#counted();
      case ")":
      case "|":
      case "*":
      case "+":
      case "?":
        return char;
      default:
        return rune(char.codePointAt(0)!);
    }
  }

  /** The next code point. */
  #take(): { readonly char: string } {
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at)!);
    this.#at += char.length;
    return { char };
  }

  #peek(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  #group(): string {
    if (!this.#peek("?")) {
      this.#names.push(undefined);
      return "(";
    }
    if (this.#peek("?:")) {
      this.#at += 2;
      return "(?:";
    }
    if (this.#peek("?=") || this.#peek("?!") || this.#peek("?<=") || this.#peek("?<!"))
      throw new SyntaxError("looks around (`(?=`, `(?!`, `(?<=`, `(?<!`), which the linear engine cannot");
    if (!this.#peek("?<")) throw new SyntaxError("has modifiers (`(?i:`), which the linear engine does not know");
    const end = this.#source.indexOf(">", this.#at);
    this.#names.push(nameOf(this.#source.slice(this.#at + 2, end)));
    this.#at = end + 1;
    return "(";
  }

  /** `{2}`, `{2,}`, `{2,3}`; anything else is a brace. */
  #counted(): string {
    let end = this.#at;
    const digits = (): string => {
      const from = end;
      while (isDigit(this.#source[end])) end++;
      return this.#source.slice(from, end);
    };
    const least = digits();
    let most = "";
    const isOpen = this.#source[end] === ",";
    if (isOpen) {
      end++;
      most = digits();
    }
    if (least === "" || this.#source[end] !== "}") return rune(0x7b);
    if (Number(least) > MOST_REPEATED || Number(most) > MOST_REPEATED)
      throw new SyntaxError(`repeats more than ${MOST_REPEATED} times, which the linear engine does not count`);
    this.#at = end + 1;
    return `{${least}${isOpen ? "," : ""}${most}}`;
  }

  /** Behind a backslash, outside of classes. */
  #escape(): string {
    const next = this.#source[this.#at];
    if (next === "b" || next === "B") {
      this.#at++;
      return `\\${next}`;
    }
    if (next === "k" && (this.#isUnicode || this.#hasNames))
      throw new SyntaxError("has a back reference, which the linear engine cannot match");
    const item = this.#member();
    return typeof item === "number" ? rune(item) : `[${item}]`;
  }

  #class(): string {
    const isNegated = this.#peek("^");
    if (isNegated) this.#at++;
    const parts: string[] = [];
    for (;;) {
      if (this.#peek("]")) break;
      const from = this.#classMember();
      if (this.#peek("-") && this.#source[this.#at + 1] !== "]") {
        this.#at++;
        const to = this.#classMember();
        if (typeof from === "number" && typeof to === "number") parts.push(`${rune(from)}-${rune(to)}`);
        else parts.push(textOf(from), rune(0x2d), textOf(to));
      } else parts.push(textOf(from));
    }
    this.#at++;
    if (parts.length > 0) return `[${isNegated ? "^" : ""}${parts.join("")}]`;
    return isNegated ? `[${rune(0)}-${rune(LAST)}]` : `[^${rune(0)}-${rune(LAST)}]`;
  }

  #classMember(): number | string {
    const { char } = this.#take();
    if (char !== "\\") return char.codePointAt(0)!;
    if (this.#peek("b")) {
      this.#at++;
      return 0x08;
    }
    return this.#member();
  }

  /** What may stand behind a backslash within and outside of classes: a character, or the inside of a class. */
  #member(): number | string {
    const { char } = this.#take();
    switch (char) {
      case "d":
      case "D":
      case "w":
      case "W":
        return `\\${char}`;
      case "s":
        return SPACE;
      case "S":
        return NO_SPACE;
      case "t":
        return 0x09;
      case "n":
        return 0x0a;
      case "v":
        return 0x0b;
      case "f":
        return 0x0c;
      case "r":
        return 0x0d;
      case "c":
        return this.#control();
      case "x":
        return this.#hex(2) ?? 0x78;
      case "u":
        return this.#unicodeEscape();
      case "p":
      case "P":
        return this.#isUnicode ? this.#property(char) : char.codePointAt(0)!;
      case "0":
        if (!isDigit(this.#source[this.#at])) return 0;
        throw new SyntaxError(OCTAL);
      default:
        if (isDigit(char)) throw new SyntaxError(OCTAL);
        return char.codePointAt(0)!;
    }
  }

  /** `\cA`; of another character it is a backslash, and the `c` by itself. */
  #control(): number {
    const letter = this.#source[this.#at] ?? "";
    if (isLetter(letter)) {
      this.#at++;
      return letter.charCodeAt(0) % 32;
    }
    this.#at--;
    return 0x5c;
  }

  #hex(count: number): number | undefined {
    const digits = this.#source.slice(this.#at, this.#at + count);
    for (const digit of digits) if (!HEX.includes(digit)) return undefined;
    if (digits.length < count) return undefined;
    this.#at += count;
    return Number.parseInt(digits, 16);
  }

  #unicodeEscape(): number {
    if (this.#isUnicode && this.#peek("{")) {
      const end = this.#source.indexOf("}", this.#at);
      const code = Number.parseInt(this.#source.slice(this.#at + 1, end), 16);
      this.#at = end + 1;
      return code;
    }
    const first = this.#hex(4);
    if (first === undefined) return 0x75;
    if (first < 0xd800 || first > 0xdbff || !this.#peek("\\u")) return first;
    const back = this.#at;
    this.#at += 2;
    const second = this.#hex(4);
    if (second !== undefined && second >= 0xdc00 && second <= 0xdfff) return (first - 0xd800) * 0x400 + (second - 0xdc00) + 0x10000;
    this.#at = back;
    return first;
  }

  /** `\p{Letter}`, `\p{Script=Greek}`: RE2 has categories by their short names and scripts. */
  #property(char: string): string {
    const end = this.#source.indexOf("}", this.#at);
    const name = this.#source.slice(this.#at + 1, end);
    this.#at = end + 1;
    const [key, value] = name.split("=");
    if (value !== undefined && !["gc", "General_Category", "sc", "Script"].includes(key!))
      throw new SyntaxError(`has \`\\${char}{${name}}\`, which the linear engine does not know`);
    if (name === "Any") return char === "p" ? `${rune(0)}-${rune(LAST)}` : `^${rune(0)}-${rune(LAST)}`;
    if (name === "ASCII") return char === "p" ? `${rune(0)}-${rune(0x7f)}` : `${rune(0x80)}-${rune(LAST)}`;
    return `\\${char}{${CATEGORIES[value ?? key!] ?? value ?? key!}}`;
  }
}

const OCTAL = "has a back reference or an octal escape, which the linear engine cannot match";
const HEX = "0123456789abcdefABCDEF";
const isLetter = (char: string): boolean => (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
const isDigit = (char: string | undefined): boolean => char !== undefined && char >= "0" && char <= "9";
const textOf = (item: number | string): string => (typeof item === "number" ? rune(item) : item);

/** A group's name with its escapes decoded. */
function nameOf(text: string): string {
  const [head, ...rest] = text.split("\\u");
  const decoded = rest.map((part) => {
    const end = part.startsWith("{") ? part.indexOf("}") : 3;
    const digits = part.startsWith("{") ? part.slice(1, end) : part.slice(0, 4);
    return String.fromCodePoint(Number.parseInt(digits, 16)) + part.slice(end + 1);
  });
  // halves of a pair that were written as two escapes come together here
  return [head, ...decoded].join("");
}

/** Long names of general categories, for which RE2 has the short ones. */
const CATEGORIES: Readonly<Record<string, string>> = {
  Letter: "L",
  Cased_Letter: "LC",
  Uppercase_Letter: "Lu",
  Lowercase_Letter: "Ll",
  Titlecase_Letter: "Lt",
  Modifier_Letter: "Lm",
  Other_Letter: "Lo",
  Mark: "M",
  Nonspacing_Mark: "Mn",
  Spacing_Mark: "Mc",
  Enclosing_Mark: "Me",
  Number: "N",
  Decimal_Number: "Nd",
  Letter_Number: "Nl",
  Other_Number: "No",
  Punctuation: "P",
  Connector_Punctuation: "Pc",
  Dash_Punctuation: "Pd",
  Open_Punctuation: "Ps",
  Close_Punctuation: "Pe",
  Initial_Punctuation: "Pi",
  Final_Punctuation: "Pf",
  Other_Punctuation: "Po",
  Symbol: "S",
  Math_Symbol: "Sm",
  Currency_Symbol: "Sc",
  Modifier_Symbol: "Sk",
  Other_Symbol: "So",
  Separator: "Z",
  Space_Separator: "Zs",
  Line_Separator: "Zl",
  Paragraph_Separator: "Zp",
  Other: "C",
  Control: "Cc",
  Format: "Cf",
  Surrogate: "Cs",
  Private_Use: "Co",
};
