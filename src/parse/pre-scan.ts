/**
 * Judges a text before a recursive parser meets it, and before any recursive walk over its tree.
 *
 * Attack: ten thousand parentheses, `!`s, arrows or template literals overflow the parser's stack: at best a RangeError out of
 * unrelated code, at worst (a regular expression compiled at the stack's edge) an abort of the process. Hence a scan that does
 * not recurse and is linear. It must read the text as the parsers do: a `/` taken for a division where a regular expression
 * begins would hide what follows. So it follows statements and expressions with a stack of brackets, exactly for strict-mode
 * JavaScript; the few slashes whose meaning hangs on more than that (`await /…/`) are refused.
 * For TypeScript and JSX the reading is close, not exact.
 *
 * The height counts, per bracket, the heaviest segment between `,` or `;`: the weights of its tokens and the highest bracket
 * inside; it is an upper bound for parse stacks and for trees that lean either way (`a.b.c…`, `a + b + …`, `else if …`).
 */
import { HEIGHT_UNIT, type TextLimits } from "../contract/index.js";

export interface PreScanFinding {
  readonly code:
    | "source-too-large"
    | "not-text"
    | "lone-surrogate"
    | "invisible-character"
    | "too-many-tokens"
    | "too-deep"
    | "too-long-chain"
    | "ambiguous-slash"
    | "html-comment"
    | "no-stack";
  readonly message: string;
  /** UTF-16 code units from the text's start. */
  readonly offset: number;
}

export interface PreScanOptions {
  /** Learns where each string, piece of a template and regular expression begins, to be compared with what a parser reads. */
  readonly onOpaque?: (start: number) => void;
  /** Whether `await` is a name outside of async functions, as in scripts. In modules and artifacts it never is. Default true. */
  readonly awaitMayBeName?: boolean;
}

/** The first thing wrong with `text`, or undefined. Syntax errors are left to the parser. */
export function preScan(
  text: string,
  limits: TextLimits,
  { onOpaque, awaitMayBeName = true }: PreScanOptions = {},
): PreScanFinding | undefined {
  if (text.length > limits.size)
    return {
      code: "source-too-large",
      message: `The text has ${text.length} code units; ${limits.size} are allowed.`,
      offset: limits.size,
    };
  const nul = text.indexOf("\0");
  if (nul >= 0) return { code: "not-text", message: "The text holds a NUL: this is not source text.", offset: nul };
  const lone = (text as WellFormed).isWellFormed?.() === true ? -1 : text.search(/\p{Surrogate}/u);
  if (lone >= 0) return { code: "lone-surrogate", message: "The text holds half of a surrogate pair.", offset: lone };
  return new Scanner(text, limits, onOpaque, awaitMayBeName).run();
}

/** ECMAScript 2024, in Node 20: faster than the search. */
type WellFormed = string & { isWellFormed?(): boolean };

/** Opened brackets, by what they hold and what may follow them. */
const enum Level {
  Program,
  Block,
  FunctionBody,
  ArrowBody,
  MethodBody,
  Object,
  ModuleNames,
  ClassDeclaration,
  ClassExpression,
  /** between `class` and its body */
  HeadOfDeclaration,
  HeadOfExpression,
  Group,
  /** after `if`, `while`, `with`, `switch`, `catch` */
  Head,
  ForHead,
  /** parameters */
  OfDeclaration,
  OfExpression,
  OfMethod,
  Index,
  Template,
  Substitution,
}

/** What the previous token leaves behind. */
const enum State {
  /** an operand must follow: a slash begins a regular expression, a brace an object */
  Want,
  /** a statement begins here: a slash begins a regular expression, a brace a block */
  Start,
  /** an operand has ended: a slash divides */
  Operand,
  /** something has ended that no operator can follow: a slash on the next line begins a regular expression */
  Ended,
}

/** The previous token, where that matters. */
const enum Prev {
  Other,
  Dot,
  Arrow,
  Return,
  /** an operator or, in scripts, a name */
  Await,
  Yield,
  Jump,
  Head,
  ForHead,
  ClassWord,
  FunctionDeclaration,
  FunctionExpression,
  BodyOfDeclaration,
  BodyOfExpression,
  BodyOfMethod,
  Async,
  AsyncAtStart,
  Export,
  ExportDefault,
  Import,
  From,
  Attributes,
  Declare,
  Declared,
  DeclaredAfterComma,
  Comma,
}

/** What a word means; all others are operands. */
const enum Word {
  Operand,
  Prefix,
  Infix,
  Case,
  Default,
  Return,
  Yield,
  Await,
  Else,
  Lead,
  If,
  Head,
  For,
  While,
  Function,
  Class,
  Extends,
  Declare,
  Jump,
  Import,
  Export,
  From,
  Async,
  Of,
}

const WORDS: ReadonlyMap<string, Word> = new Map<string, Word>([
  ...["typeof", "void", "delete", "new", "throw"].map((w) => [w, Word.Prefix] as const),
  ...["in", "instanceof"].map((w) => [w, Word.Infix] as const),
  ...["do", "try", "finally"].map((w) => [w, Word.Lead] as const),
  ...["with", "switch", "catch"].map((w) => [w, Word.Head] as const),
  ...["let", "const", "var"].map((w) => [w, Word.Declare] as const),
  ...["break", "continue", "debugger"].map((w) => [w, Word.Jump] as const),
  ["case", Word.Case],
  ["default", Word.Default],
  ["return", Word.Return],
  ["yield", Word.Yield],
  ["await", Word.Await],
  ["else", Word.Else],
  ["if", Word.If],
  ["for", Word.For],
  ["while", Word.While],
  ["function", Word.Function],
  ["class", Word.Class],
  ["extends", Word.Extends],
  ["import", Word.Import],
  ["export", Word.Export],
  ["from", Word.From],
  ["async", Word.Async],
  ["of", Word.Of],
]);

/**
 * What a construct needs of the native stack, in units of `HEIGHT_UNIT` bytes: the most that Babel's parser and acorn take while
 * cold, and what a recursive printer takes for trees that parsers build in a loop (members, calls). Measured by test/pre-scan.test.ts.
 */
const enum Weight {
  Bracket = 20,
  Arrow = 12,
  Function = 9,
  /** statement heads: loops, conditions, labels */
  Statement = 7,
  If = 5,
  Prefix = 6,
  /** assignments, powers, conditionals, member links and calls */
  Link = 4,
  Binary = 2,
}

/** The joiners U+200C and U+200D are letters of names (ECMA-262 §12.7): the analyzer's matter. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;

/** 1: part of a word, 2: blank, 0: punctuation; for ASCII. */
const KINDS = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const s = String.fromCharCode(c);
  if (/[\w$\\#@]/.test(s)) KINDS[c] = 1;
  else if (/[ \t\v\f]/.test(s)) KINDS[c] = 2;
}

class Scanner {
  private at = 0;
  private tokens = 0;
  /** Code units looked at for the end of a regular expression that is not there. */
  private inVain = 0;
  private newline = true;
  private state: State = State.Start;
  private prev: Prev = Prev.Other;
  private finding: PreScanFinding | undefined;

  // the current level
  private level: Level = Level.Program;
  /** weight of the statement's heads (`if`, `else`, labels), kept over `;` while `else` may follow */
  private heads = 0;
  /** weight of the segment's tokens */
  private links = 0;
  /** greatest height of a bracket closed in this segment, and of a segment ended in this level */
  private inner = 0;
  private highest = 0;
  private conditionals = 0;
  /** a name stands here: in objects before `:`, in classes before `(`, `=` or `;` */
  private names = false;
  private inCase = false;
  private declares = false;
  /** a statement has ended; `else` alone continues it */
  private ended = false;
  private inImport = false;

  private depth = 0;
  private readonly stack: {
    level: Level;
    heads: number;
    links: number;
    inner: number;
    highest: number;
    conditionals: number;
    flags: number;
    after: Prev;
  }[] = [];

  constructor(
    private readonly text: string,
    private readonly limits: TextLimits,
    private readonly onOpaque: ((start: number) => void) | undefined,
    private readonly awaitMayBeName: boolean,
  ) {}

  run(): PreScanFinding | undefined {
    const { text } = this;
    if (text.startsWith("#!")) this.at = this.lineEnd(0);
    else if (text.charCodeAt(0) === 0xfeff) this.at = 1;
    while (this.at < text.length && this.finding === undefined) {
      const c = text.charCodeAt(this.at);
      if (isLineEnd(c)) {
        this.newline = true;
        this.at++;
      } else if (isBlank(c)) this.at++;
      else this.token(c);
    }
    while (this.depth > 0 && this.finding === undefined) this.pop();
    this.endSegment();
    if (this.finding === undefined && !stackHas(this.highest))
      this.refuse("no-stack", "The caller has left too little of the native stack for this text.");
    return this.finding;
  }

  private refuse(code: PreScanFinding["code"], message: string, offset = this.at): void {
    this.finding ??= { code, message, offset };
  }

  private lineEnd(from: number): number {
    const { text } = this;
    let i = from;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (isLineEnd(c)) break;
    }
    return i;
  }

  private token(c: number): void {
    if (c === 47 /* / */ && this.comment()) return;
    if (++this.tokens > this.limits.tokens) return this.refuse("too-many-tokens", `The text has more than ${this.limits.tokens} tokens.`);
    const { text } = this;
    if (c >= 128 || KINDS[c] === 1) {
      if (isDigit(c)) this.number();
      else this.word();
    } else {
      switch (c) {
        case 34: // "
        case 39: // '
          this.string(c);
          break;
        case 96: // `
          this.operand();
          this.at++;
          this.push(Level.Template);
          this.quasi();
          break;
        case 46: // .
          this.dot();
          break;
        case 47:
          this.slash();
          break;
        case 40: // (
        case 91: // [
        case 123: // {
          this.open(c);
          break;
        case 41: // )
        case 93: // ]
        case 125: // }
          this.close(c);
          break;
        default:
          this.punctuator(c, text.charCodeAt(this.at + 1));
      }
    }
    this.newline = false;
  }

  // ——— blanks and literals

  private comment(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    if (next === 47) {
      this.at = this.lineEnd(this.at + 2);
      return true;
    }
    if (next !== 42) return false;
    const end = this.text.indexOf("*/", this.at + 2);
    const stop = end < 0 ? this.text.length : end + 2;
    for (let i = this.at + 2; !this.newline && i < stop; i++) {
      const c = this.text.charCodeAt(i);
      if (isLineEnd(c)) this.newline = true;
    }
    this.at = stop;
    return true;
  }

  private string(quote: number): void {
    const { text } = this;
    const fromModule = this.prev === Prev.From || this.prev === Prev.Import;
    this.operand();
    this.onOpaque?.(this.at);
    let i = this.at + 1;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === quote) break;
      if (c === 92) {
        if (text.charCodeAt(i + 1) === 13 && text.charCodeAt(i + 2) === 10) i++;
        i++;
      } else if (c === 10 || c === 13) {
        i = this.at; // not closed: a syntax error, or an apostrophe in JSX text; what follows counts as code
        break;
      }
    }
    this.at = i + 1;
    if (fromModule) {
      this.state = State.Ended;
      this.prev = Prev.Attributes;
      this.inImport = false;
    }
  }

  private number(): void {
    const { text } = this;
    this.operand();
    const start = this.at;
    const radix = text.charCodeAt(start + 1) | 32;
    const hex = text.charCodeAt(start) === 48 && radix === 120;
    let i = start + 1;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c < 128 && (KINDS[c] === 1 || c === 46)) continue;
      const afterE = !hex && (c === 43 || c === 45) && (text.charCodeAt(i - 1) | 32) === 101;
      if (!afterE || !isDigit(text.charCodeAt(i + 1))) break;
    }
    this.at = i;
  }

  /** Reads template text up to its end or to `${`. */
  private quasi(): void {
    const { text } = this;
    this.onOpaque?.(this.at);
    for (; this.at < text.length; this.at++) {
      const c = text.charCodeAt(this.at);
      if (c === 92) this.at++;
      else if (c === 96) {
        this.at++;
        this.pop();
        this.state = State.Operand;
        this.prev = Prev.Other;
        return;
      } else if (c === 36 && text.charCodeAt(this.at + 1) === 123) {
        this.at += 2;
        this.push(Level.Substitution);
        this.want();
        return;
      }
    }
  }

  private slash(): void {
    const divides = this.state === State.Operand;
    const isDoubtful = this.prev === Prev.Await || (divides && this.newline && this.prev === Prev.DeclaredAfterComma);
    const end = divides && !isDoubtful ? -1 : this.regexEnd();
    if (end > 0 && isDoubtful && !this.isInStep(end))
      return this.refuse("ambiguous-slash", "Whether this slash divides cannot be told: put a semicolon or parentheses in front of it.");
    if (divides || end < 0) {
      this.at++;
      if (this.text.charCodeAt(this.at) === 61) this.at++;
      this.link(Weight.Binary);
      this.want();
    } else {
      this.operand();
      this.onOpaque?.(this.at);
      this.at = end;
      while (this.at < this.text.length && KINDS[this.text.charCodeAt(this.at)] === 1) this.at++;
    }
  }

  /**
   * Whether both readings of what ends at `end`, a regular expression and a division, leave the same behind: it holds nothing but names and
   * operators then, and those count.
   */
  private isInStep(end: number): boolean {
    const inner = this.text.slice(this.at + 1, end - 1);
    if (/[^\w\s.,;:^$*+?|&%-]/.test(inner) || !/[a-z.,;)\]]/.test(this.text.charAt(end))) return false;
    this.link(Weight.Prefix * inner.length);
    return true;
  }

  /** Where a regular expression that begins here ends, -1 if nowhere on this line. Its groups count as brackets. */
  private regexEnd(): number {
    const { text } = this;
    let inClass = false;
    let groups = 0;
    let deepest = 0;
    let i = this.at + 1;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (isLineEnd(c)) break;
      if (c === 92) {
        if (isLineEnd(text.charCodeAt(i + 1))) break;
        i++;
      } else if (c === 91) inClass = true;
      else if (c === 93) inClass = false;
      else if (inClass) continue;
      else if (c === 40) deepest = Math.max(deepest, ++groups);
      else if (c === 41) groups--;
      else if (c === 47) {
        if (this.depth + deepest > this.limits.nesting) this.tooDeep();
        this.inner = Math.max(this.inner, deepest * Weight.Bracket);
        return i + 1;
      }
    }
    // Looked at in vain: a syntax error, or a tag of JSX. Over and over on one long line it would not be linear.
    this.inVain += i - this.at;
    if (this.inVain > text.length * 4 + 10_000)
      this.refuse("ambiguous-slash", "Slashes stand where regular expressions begin, and none ends.");
    return -1;
  }

  // ——— words

  private word(): void {
    const { text } = this;
    const start = this.at;
    let i = start;
    let plain = true;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c < 128) {
        if (KINDS[c] === 1) {
          if (c === 92 && text.charCodeAt(i + 1) === 117 && text.charCodeAt(i + 2) === 123) {
            const end = text.indexOf("}", i);
            if (end > 0 && end - i < 16) i = end;
          }
          continue;
        }
        break;
      }
      if (isBlank(c) || isLineEnd(c)) break;
      plain = false;
    }
    this.at = i;
    if (!plain) this.judgeName(start, i);
    this.classify(plain ? wordAt(text, start, i) : Word.Operand);
  }

  private judgeName(start: number, end: number): void {
    const name = this.text.slice(start, end);
    const hidden = name.search(INVISIBLE);
    if (hidden >= 0) this.refuse("invisible-character", "A character that cannot be seen stands in the code.", start + hidden);
  }

  private classify(word: Word): void {
    const { prev, state, newline } = this;
    if (prev === Prev.Dot) return this.operand();
    if (prev === Prev.FunctionDeclaration || prev === Prev.FunctionExpression) return; // the function's name
    const ended = state === State.Operand || state === State.Ended;
    if (
      ended &&
      newline &&
      word !== Word.Of &&
      this.level >= Level.ClassDeclaration &&
      this.level <= Level.ClassExpression &&
      word !== Word.Infix
    )
      this.names = true;
    if (this.names) {
      this.next(word);
      this.state = State.Operand;
      this.prev = Prev.Other;
      return;
    }
    if ((prev === Prev.Await || prev === Prev.Yield) && newline && (word === Word.Function || word === Word.Class || word === Word.Async))
      return this.refuse("ambiguous-slash", "Write the operand of `await` or `yield` on its line.");
    if (ended && word === Word.Of && (this.level === Level.ForHead || !newline)) {
      this.link(Weight.Link);
      return this.want();
    }
    if (ended && newline && word !== Word.Infix) this.boundary(word);
    else this.next(word);
    const start = this.state === State.Start || (prev === Prev.Return && newline);
    this.statementWord(word, start, prev, newline);
  }

  private statementWord(word: Word, start: boolean, prev: Prev, newline: boolean): void {
    switch (word) {
      case Word.Operand:
      case Word.Of:
        return this.name(prev, newline);
      case Word.Infix:
        this.link(Weight.Binary);
        return this.want();
      case Word.Prefix:
      case Word.Extends:
        this.link(Weight.Prefix);
        return this.want();
      case Word.Return:
      case Word.Yield:
        this.link(Weight.Prefix);
        return this.want(word === Word.Yield ? Prev.Yield : Prev.Return);
      case Word.Await:
        this.link(Weight.Prefix);
        if (prev === Prev.ForHead) return; // `for await (`
        return this.want(this.awaitMayBeName ? Prev.Await : Prev.Other);
      case Word.Case:
        this.inCase = true;
        return this.want();
      case Word.Default:
        this.inCase = prev !== Prev.Export;
        this.state = State.Start;
        this.prev = prev === Prev.Export ? Prev.ExportDefault : Prev.Other;
        return;
      case Word.Else:
      case Word.Lead:
        this.head(word === Word.Else ? 0 : Weight.Statement);
        this.state = State.Start;
        this.prev = Prev.Other;
        return;
      case Word.If:
      case Word.Head:
      case Word.While:
        this.head(word === Word.If ? Weight.If : Weight.Statement);
        // `catch {` has no parentheses, `with {` after an import neither
        this.state = State.Start;
        this.prev = prev === Prev.Attributes ? Prev.Attributes : Prev.Head;
        return;
      case Word.For:
        this.head(Weight.Statement);
        return this.want(Prev.ForHead);
      case Word.Function: {
        const declares = start || prev === Prev.AsyncAtStart;
        this.link(Weight.Function);
        return this.want(declares ? Prev.FunctionDeclaration : Prev.FunctionExpression);
      }
      case Word.Class:
        this.push(start ? Level.HeadOfDeclaration : Level.HeadOfExpression);
        this.state = State.Operand;
        this.prev = Prev.ClassWord;
        return;
      case Word.Declare:
        this.declares = true;
        return this.want(Prev.Declare);
      case Word.Jump:
        this.state = State.Ended;
        this.prev = Prev.Jump;
        return;
      case Word.Import:
        this.inImport = start;
        this.state = State.Operand;
        this.prev = Prev.Import;
        return;
      case Word.Export:
        this.state = State.Start;
        this.prev = Prev.Export;
        return;
      case Word.From:
        this.state = State.Operand;
        this.prev = Prev.From;
        return;
      case Word.Async:
        this.state = State.Operand;
        this.prev = start ? Prev.AsyncAtStart : Prev.Async;
        return;
    }
  }

  private name(prev: Prev, newline: boolean): void {
    this.state = prev === Prev.Jump && !newline ? State.Ended : State.Operand;
    if (prev === Prev.Declare) {
      this.state = State.Ended; // `let x` and a line's end: a slash begins a regular expression
      this.prev = Prev.Declared;
    } else this.prev = prev === Prev.Comma && this.declares ? Prev.DeclaredAfterComma : Prev.Other;
  }

  // ——— brackets

  private open(c: number): void {
    if (c === 123) return this.brace();
    const { prev } = this;
    if (prev === Prev.Import) this.inImport = false;
    this.at++;
    const member = this.names && prev !== Prev.Dot;
    if (member) this.next(Word.Operand);
    else this.follow();
    if (c === 91) this.push(Level.Index);
    else if (member) this.push(Level.OfMethod);
    else if (prev === Prev.FunctionDeclaration) this.push(Level.OfDeclaration);
    else if (prev === Prev.FunctionExpression) this.push(Level.OfExpression);
    else if (prev === Prev.ForHead) this.push(Level.ForHead);
    else if (prev === Prev.Head) this.push(Level.Head);
    else this.push(Level.Group);
    this.want();
  }

  private brace(): void {
    const { prev, state, newline } = this;
    this.at++;
    const body =
      prev === Prev.BodyOfDeclaration
        ? Level.Block
        : prev === Prev.BodyOfExpression
          ? Level.FunctionBody
          : prev === Prev.BodyOfMethod
            ? Level.MethodBody
            : prev === Prev.Arrow
              ? Level.ArrowBody
              : undefined;
    if (body !== undefined) return this.enterStatements(body);
    const ended = state === State.Operand || state === State.Ended;
    if (ended && (this.level === Level.HeadOfDeclaration || this.level === Level.HeadOfExpression)) {
      this.level = this.level === Level.HeadOfDeclaration ? Level.ClassDeclaration : Level.ClassExpression;
      this.endSegment();
      this.names = true;
      this.state = State.Want;
      this.prev = Prev.Other;
      return;
    }
    if ((prev === Prev.Await || prev === Prev.Yield) && newline)
      return this.refuse("ambiguous-slash", "Write the operand of `await` or `yield` on its line.");
    if (prev === Prev.Export || prev === Prev.Attributes || this.inImport) return this.enterNames(Level.ModuleNames);
    if (this.names) return this.enterStatements(Level.MethodBody); // `static {`
    if (ended) {
      this.boundary(Word.Operand);
      return this.enterStatements(Level.Block);
    }
    if (prev !== Prev.ExportDefault && (state === State.Start || (prev === Prev.Return && newline))) {
      this.next(Word.Operand);
      return this.enterStatements(Level.Block);
    }
    this.next(Word.Operand);
    this.enterNames(Level.Object);
  }

  private enterStatements(level: Level): void {
    this.push(level);
    this.start();
  }

  private enterNames(level: Level): void {
    this.push(level);
    this.names = true;
    this.want();
  }

  private close(c: number): void {
    this.at++;
    while (this.level === Level.HeadOfDeclaration || this.level === Level.HeadOfExpression) this.pop();
    const { level } = this;
    // A closing bracket without its opening one is a syntax error; reading on can only count too much.
    if (
      c === 93
        ? level !== Level.Index
        : c === 41
          ? level < Level.Group || level > Level.OfMethod
          : level > Level.ClassExpression && level !== Level.Substitution
    )
      return;
    if (level === Level.Program) return;
    this.pop();
    this.prev = Prev.Other;
    switch (level) {
      case Level.Block:
      case Level.ClassDeclaration:
        this.state = State.Start;
        this.ended = true;
        if (this.isClassBody()) this.names = true;
        return;
      case Level.ArrowBody:
      case Level.ModuleNames:
        this.state = State.Ended;
        return;
      case Level.MethodBody:
        this.state = State.Operand;
        if (this.isClassBody()) this.names = true;
        return;
      case Level.Head:
      case Level.ForHead:
        this.state = State.Start;
        return;
      case Level.OfDeclaration:
        this.prev = Prev.BodyOfDeclaration;
        break;
      case Level.OfExpression:
        this.prev = Prev.BodyOfExpression;
        break;
      case Level.OfMethod:
        this.prev = Prev.BodyOfMethod;
        break;
      case Level.Substitution:
        this.quasi();
        return;
    }
    this.state = State.Operand;
  }

  private isClassBody(): boolean {
    return this.level === Level.ClassDeclaration || this.level === Level.ClassExpression;
  }

  private push(level: Level): void {
    if (this.depth >= this.limits.nesting) return this.tooDeep();
    const flags = (this.names ? 1 : 0) | (this.inCase ? 2 : 0) | (this.declares ? 4 : 0) | (this.inImport ? 8 : 0);
    const slot = this.stack[this.depth];
    if (slot === undefined) {
      const { heads, links, inner, highest, conditionals } = this;
      this.stack.push({ level: this.level, heads, links, inner, highest, conditionals, flags, after: Prev.Other });
    } else {
      slot.level = this.level;
      slot.heads = this.heads;
      slot.links = this.links;
      slot.inner = this.inner;
      slot.highest = this.highest;
      slot.conditionals = this.conditionals;
      slot.flags = flags;
    }
    this.depth++;
    this.level = level;
    this.heads = this.links = this.inner = this.highest = this.conditionals = 0;
    this.names = this.inCase = this.declares = this.ended = this.inImport = false;
  }

  private pop(): void {
    this.endSegment();
    const height = this.highest + Weight.Bracket;
    const slot = this.stack[--this.depth]!;
    this.level = slot.level;
    this.heads = slot.heads;
    this.links = slot.links;
    this.inner = Math.max(slot.inner, height);
    this.highest = slot.highest;
    this.conditionals = slot.conditionals;
    this.names = (slot.flags & 1) !== 0;
    this.inCase = (slot.flags & 2) !== 0;
    this.declares = (slot.flags & 4) !== 0;
    this.inImport = (slot.flags & 8) !== 0;
    this.ended = false;
  }

  private tooDeep(): void {
    this.refuse("too-deep", `Brackets, templates or classes stand more than ${this.limits.nesting} deep.`);
  }

  // ——— punctuators

  private dot(): void {
    const { text } = this;
    const next = text.charCodeAt(this.at + 1);
    if (isDigit(next)) return this.number();
    if (next === 46 && text.charCodeAt(this.at + 2) === 46) {
      this.at += 3;
      this.next(Word.Operand);
      this.names = false;
      return this.want();
    }
    this.at++;
    if (this.prev === Prev.Import) this.inImport = false;
    this.link(Weight.Link);
    this.state = State.Want;
    this.prev = Prev.Dot;
  }

  private punctuator(c: number, next: number): void {
    const { text } = this;
    switch (c) {
      case 59: // ;
        this.at++;
        this.endExpression();
        if (this.level === Level.ForHead) return this.want();
        if (this.isClassBody()) this.names = true;
        this.ended = true;
        this.inImport = this.declares = false;
        return this.start();
      case 44: // ,
        this.at++;
        this.endExpression();
        if (this.level === Level.Object || this.level === Level.ModuleNames) this.names = true;
        return this.want(Prev.Comma);
      case 58: // :
        this.at++;
        return this.colon();
      case 63: // ?
        if (next === 46 && !isDigit(text.charCodeAt(this.at + 2))) {
          this.at += 2;
          this.link(Weight.Link);
          this.state = State.Want;
          this.prev = Prev.Dot;
          return;
        }
        if (next === 63) break;
        this.at++;
        this.conditionals++;
        this.link(Weight.Link);
        return this.want();
      case 61: // =
        this.names = false;
        if (next === 62) {
          this.at += 2;
          this.link(Weight.Arrow);
          return this.want(Prev.Arrow);
        }
        if (next === 61) break;
        this.at++;
        this.link(Weight.Link);
        return this.want();
      case 43: // +
      case 45: // -
        if (next === c) {
          if (c === 45 && text.charCodeAt(this.at + 2) === 62 && this.newline)
            return this.refuse("html-comment", "`-->` at a line's start is a comment to some parsers.");
          this.at += 2;
          return this.increment();
        }
        break;
      case 33: // !
        if (next !== 61 && this.state === State.Operand && !this.newline) {
          this.at++; // TypeScript's `x!`
          return;
        }
        break;
      case 60: // <
        if (text.startsWith("<!--", this.at)) return this.refuse("html-comment", "`<!--` is a comment to some parsers.");
        break;
    }
    this.operator(c);
  }

  /** Any other operator. Assignments and powers lean right, where a parser needs more of the stack. */
  private operator(c: number): void {
    const { text, state, prev } = this;
    let i = this.at + 1;
    if (state !== State.Operand) {
      this.at = i;
      this.next(Word.Operand);
      this.link(Weight.Prefix);
      if (this.names) return; // `*name() {}`
      return this.want(prev === Prev.FunctionDeclaration || prev === Prev.FunctionExpression ? prev : Prev.Other);
    }
    if (c !== 33) while (text.charCodeAt(i) === c) i++;
    const run = i - this.at;
    while (text.charCodeAt(i) === 61) i++;
    const assigns = text.charCodeAt(i - 1) === 61 && c !== 61 && c !== 33 && ((c !== 60 && c !== 62) || run > 1);
    this.at = i;
    this.link(assigns || (c === 42 && run > 1) ? Weight.Link : Weight.Binary);
    this.want();
  }

  private increment(): void {
    const postfix = this.state === State.Operand && !this.newline;
    if (postfix) return this.link(Weight.Link);
    if (this.newline && (this.state === State.Operand || this.state === State.Ended)) this.boundary(Word.Operand);
    else this.next(Word.Operand);
    this.link(Weight.Prefix);
    this.want(this.prev === Prev.Await || this.prev === Prev.Yield ? this.prev : Prev.Other);
  }

  private colon(): void {
    this.names = false;
    if (this.conditionals > 0) {
      this.conditionals--;
      return this.want();
    }
    if (this.level === Level.Object || this.level >= Level.Group) return this.want();
    if (this.inCase) {
      this.inCase = false;
      this.endExpression();
      this.ended = true;
    } else this.head(Weight.Statement);
    this.start();
  }

  // ——— state and weights

  private want(prev: Prev = Prev.Other): void {
    this.state = State.Want;
    this.prev = prev;
  }

  private start(): void {
    this.state = State.Start;
    this.prev = Prev.Other;
  }

  /** A literal or a name stands here. */
  private operand(): void {
    this.follow();
    this.state = State.Operand;
    this.prev = Prev.Other;
  }

  /** A token that can begin an operand or continue one. */
  private follow(): void {
    if (this.state === State.Operand) this.link(Weight.Link);
    else if (this.state === State.Ended && this.newline) this.boundary(Word.Operand);
    else this.next(Word.Operand);
  }

  private head(weight: number): void {
    this.heads += weight;
    this.measure();
  }

  private link(weight: number): void {
    this.links += weight;
  }

  /** A token other than `else` and `while` after a statement's end: its heads are closed. */
  private next(word: Word): void {
    if (!this.ended) return;
    this.ended = false;
    if (word !== Word.Else && word !== Word.While) {
      this.endSegment();
      this.heads = 0;
    }
  }

  /** A line's end has ended a statement (or a class's field). */
  private boundary(word: Word): void {
    this.endExpression();
    this.ended = true;
    this.declares = false;
    this.next(word);
    this.state = State.Start;
    this.prev = Prev.Other;
  }

  private endExpression(): void {
    this.endSegment();
    this.conditionals = 0;
  }

  private endSegment(): void {
    this.measure();
    this.links = 0;
    this.inner = 0;
  }

  private measure(): void {
    const height = this.heads + this.links + this.inner;
    if (height > this.highest) {
      this.highest = height;
      if (height > this.limits.height)
        this.refuse("too-long-chain", `The syntax tree is too high: operators, links or statements in a row.`);
    }
  }
}

/** Whether the native stack holds `height` units more, and some to spare: arguments lie on the stack, eight bytes each. */
function stackHas(height: number): boolean {
  try {
    Reflect.apply(nothing, undefined, { length: (height * HEIGHT_UNIT + STACK_RESERVE) >> 3 });
    return true;
  } catch {
    return false;
  }
}

const nothing = (): void => undefined;

/** Bytes of native stack for the calls round a parser and a printer. */
const STACK_RESERVE = 48 * 1024;

const isLineEnd = (c: number): boolean => c === 10 || c === 13 || c === 0x2028 || c === 0x2029;

const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** White space other than line ends. */
const isBlank = (c: number): boolean =>
  c < 128
    ? KINDS[c] === 2
    : c === 0xa0 || c === 0x1680 || c === 0xfeff || (c >= 0x2000 && (c <= 0x200a || c === 0x202f || c === 0x205f || c === 0x3000));

function wordAt(text: string, start: number, end: number): Word {
  const length = end - start;
  if (length < 2 || length > 10) return Word.Operand;
  const first = text.charCodeAt(start);
  if (first < 97 || first > 121) return Word.Operand;
  return WORDS.get(text.slice(start, end)) ?? Word.Operand;
}
