import { Parser, tokTypes, type Node, type Options, type Program, type TokenType } from "acorn";
import { Height } from "./height.js";
import type { Report } from "./report.js";

/** What acorn's plugins see of a parser. */
interface Inside extends Parser {
  readonly input: string;
  pos: number;
  readonly start: number;
  readonly type: TokenType;
  readonly value: unknown;
  readonly containsEsc: boolean;
  parse(): Program;
  raise(pos: number, message: string): never;
  readToken_lt_gt(code: number): void;
  readToken_slash(): void;
  readRegexp(): void;
  readWord1(): string;
  finishOp(type: TokenType, size: number): void;
  insertSemicolon(): boolean;
  declareName(...args: unknown[]): void;
  overrideContext(context: unknown): void;
  parseStatement(context?: string | null, topLevel?: boolean, exported?: object): Node;
  parseBindingAtom(): Node;
  parseMaybeAssign(forInit?: unknown, errors?: PatternErrors, after?: unknown): Node;
  parseMaybeUnary(errors: object | null, sawUnary: boolean, incDec: boolean, forInit?: unknown): Node;
  parseExprOp(left: Node, start: number, loc: unknown, precedence: number, forInit?: unknown): Node;
  parseExprAtom(errors?: object, forInit?: unknown, forNew?: boolean): Node;
  regexp_disjunction(state: object): void;
  regexp_classContents(state: object): unknown;
}
/** Where an array or object literal could not be a pattern; -1: nowhere so far. */
interface PatternErrors {
  parenthesizedAssign: number;
  trailingComma: number;
}
const NOWHERE: PatternErrors = { parenthesizedAssign: -1, trailingComma: -1 };
type Extensible = new (options: Options, input: string) => Inside;

/** Native stack that a step of the grammar takes, in units of `HEIGHT_UNIT` bytes; measured by test/verifier/height.test.ts. */
const STEP = {
  statement: 7,
  binding: 8,
  assign: 7,
  unary: 6,
  binary: 3,
  atom: 8,
  /** what the engine's compiler of regular expressions takes */
  pattern: 20,
} as const;

/** Characters that cannot be seen, or that turn text round. The joiners U+200C and U+200D are letters of names (ECMA-262 §12.7). */
const INVISIBLE = /(?![\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;

/** A name in the eyes of the engine that runs this, or nothing. Its Unicode may be older than acorn's, or newer. */
const NAME = /^(?:[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*)?$/u;

/**
 * Acorn, reading text as engines do (I7), and no deeper than the stack goes (I12).
 *
 * Attack: acorn guesses from the tokens before a slash whether it divides, and takes
 *
 *   x = async function () {}
 *   / evil() /g
 *
 * for a function and a regular expression, where engines divide by `evil()`. So here a slash is an operator until the grammar wants an operand,
 * as in engines, and no statement ends without a semicolon of its own. Every other token that could begin two ways (a brace's end within a template) is
 * taken by the grammar in one place only.
 *
 * Attack: acorn looks names up in lists, and puts a `var` on the list of each block round it. 160,000 `let`s took it half a minute, some megabytes of `var`s in
 * 300 blocks all memory. It declares nothing here: what is declared twice is an early error of the engine's, which runs nothing of such a text.
 *
 * Every cycle of the grammar goes through one of the methods that count: statements, patterns, assignments, prefixes, operators, operands, groups and classes of
 * regular expressions.
 */
class CellParser extends (Parser as unknown as Extensible) {
  private readonly height: Height;
  private readonly isAscii: boolean;

  constructor(
    body: string,
    private readonly report: Report,
  ) {
    super(
      {
        ecmaVersion: 2024,
        sourceType: "module",
        onComment: (_isBlock, _text, start, end) => report.stop("I7-comment", "A comment stands in the body.", { start, end }),
      },
      body,
    );
    this.height = new Height(report);
    // eslint-disable-next-line no-control-regex
    this.isAscii = !/[^\x00-\x7f]/.test(body);
  }

  // ——— one reading

  override readToken_slash(): void {
    const assigns = this.input.charCodeAt(this.pos + 1) === 61;
    this.finishOp(assigns ? tokTypes.assign : tokTypes.slash, assigns ? 2 : 1);
  }

  override insertSemicolon(): boolean {
    const ends = super.insertSemicolon();
    if (ends && this.type !== tokTypes.eof) this.raise(this.start, "A statement ends without a semicolon");
    return ends;
  }

  /** `<!--` begins a comment in scripts, and none in modules. */
  override readToken_lt_gt(code: number): void {
    if (this.input.startsWith("<!--", this.pos)) this.raise(this.pos, "`<!--` begins a comment in scripts");
    super.readToken_lt_gt(code);
  }

  override readWord1(): string {
    const start = this.pos;
    const word = super.readWord1();
    if ((!this.isAscii || this.containsEsc) && (INVISIBLE.test(word) || !NAME.test(word)))
      this.report.stop("I12-text", "A name holds a character that cannot be seen, or that the engine does not know.", {
        start,
        end: this.pos,
      });
    return word;
  }

  override declareName(): void {
    // see above
  }

  /**
   * Acorn puts right what it guessed of a brace, but behind `async function (` it does so to the parenthesis, and a template round such a function with two arrow
   * functions for defaults ended too early. Only slashes hang on these guesses, and not here.
   */
  override overrideContext(): void {
    // nothing hangs on it
  }

  // ——— height

  override parseStatement(context?: string | null, topLevel?: boolean, exported?: object): Node {
    this.height.up(STEP.statement, this.start);
    const node = super.parseStatement(context, topLevel, exported);
    this.height.down(STEP.statement);
    return node;
  }

  override parseBindingAtom(): Node {
    this.height.up(STEP.binding, this.start);
    const node = super.parseBindingAtom();
    this.height.down(STEP.binding);
    return node;
  }

  override parseMaybeAssign(forInit?: unknown, errors?: PatternErrors, after?: unknown): Node {
    this.height.up(STEP.assign, this.start);
    const { parenthesizedAssign, trailingComma } = errors ?? NOWHERE;
    const node = super.parseMaybeAssign(forInit, errors, after);
    // an assignment makes acorn forget what stood before it: `[(a = b), c.d = 1] = e` is a pattern to it and an error to engines
    if (parenthesizedAssign >= 0) errors!.parenthesizedAssign = parenthesizedAssign;
    if (trailingComma >= 0) errors!.trailingComma = trailingComma;
    this.height.down(STEP.assign);
    return node;
  }

  override parseMaybeUnary(errors: object | null, sawUnary: boolean, incDec: boolean, forInit?: unknown): Node {
    this.height.up(STEP.unary, this.start);
    const node = super.parseMaybeUnary(errors, sawUnary, incDec, forInit);
    this.height.down(STEP.unary);
    return node;
  }

  override parseExprOp(left: Node, start: number, loc: unknown, precedence: number, forInit?: unknown): Node {
    this.height.up(STEP.binary, this.start);
    const node = super.parseExprOp(left, start, loc, precedence, forInit);
    this.height.down(STEP.binary);
    return node;
  }

  override parseExprAtom(errors?: object, forInit?: unknown, forNew?: boolean): Node {
    if (this.type === tokTypes.assign && this.value === "/=") {
      this.pos = this.start + 1;
      this.readRegexp();
    }
    this.height.up(STEP.atom, this.start);
    const node = super.parseExprAtom(errors, forInit, forNew);
    this.height.down(STEP.atom);
    return node;
  }

  override regexp_disjunction(state: object): void {
    this.height.up(STEP.pattern, this.start);
    super.regexp_disjunction(state);
    this.height.down(STEP.pattern);
  }

  override regexp_classContents(state: object): unknown {
    this.height.up(STEP.pattern, this.start);
    const result = super.regexp_classContents(state);
    this.height.down(STEP.pattern);
    return result;
  }
}

/**
 * Parses a body as a module of the edition (I1, I11) that Node 20 to 24 read alike (2024: no modifiers or duplicate names in regular
 * expressions, no `using`).
 *
 * @throws SyntaxError with `pos`
 */
export const parseCell = (body: string, report: Report): Program => new CellParser(body, report).parse();
