import { Parser, tokTypes, type Options, type Program, type TokenType } from "acorn";

/** What acorn's plugins see of a parser. */
interface Tokenizer extends Parser {
  readonly input: string;
  pos: number;
  readonly start: number;
  readonly type: TokenType;
  readonly value: unknown;
  readToken_lt_gt(code: number): void;
  readToken_slash(): void;
  finishOp(type: TokenType, size: number): void;
  readRegexp(): void;
  readString(quote: number): void;
  readTmplToken(): void;
  parseExprAtom(...args: unknown[]): unknown;
  insertSemicolon(): boolean;
  raise(pos: number, message: string): never;
}
type Extensible = Pick<typeof Parser, "parse"> & (new (options: Options, input: string, startPos?: number) => Tokenizer);

/**
 * Acorn, reading text as engines do.
 *
 * Attack: acorn guesses from the tokens before a slash whether it divides, and takes
 *
 *   x = async function () {}
 *   / evil() /g
 *
 * for a function and a regular expression, where engines divide by `evil()`. So here a slash is an operator until the grammar wants an operand,
 * as in engines; and no statement ends without a semicolon of its own. And where strings, templates and regular expressions begin is noted, to be compared with the pre-scan's own
 * reading: text that is hidden from one of them is not hidden from the other.
 */
class CellParser extends (Parser as unknown as Extensible) {
  readonly opaque: number[] = [];

  override readToken_slash(): void {
    const assigns = this.input.charCodeAt(this.pos + 1) === 61;
    this.finishOp(assigns ? tokTypes.assign : tokTypes.slash, assigns ? 2 : 1);
  }

  override parseExprAtom(...args: unknown[]): unknown {
    if (this.type === tokTypes.assign && this.value === "/=") {
      this.pos = this.start + 1;
      this.readRegexp();
    }
    return super.parseExprAtom(...args);
  }

  override readRegexp(): void {
    this.opaque.push(this.start);
    super.readRegexp();
  }

  override readString(quote: number): void {
    this.opaque.push(this.pos);
    super.readString(quote);
  }

  override readTmplToken(): void {
    if (this.type !== tokTypes.template && this.type !== tokTypes.invalidTemplate) this.opaque.push(this.pos);
    super.readTmplToken();
  }

  override insertSemicolon(): boolean {
    const ends = super.insertSemicolon();
    if (ends && this.type !== tokTypes.eof) this.raise(this.start, "A statement ends without a semicolon");
    return ends;
  }

  /** `<!--` begins a comment in scripts, and none in modules. */
  override readToken_lt_gt(code: number): void {
    if (code === 60 && this.input.startsWith("<!--", this.pos)) this.raise(this.pos, "`<!--` begins a comment in scripts");
    super.readToken_lt_gt(code);
  }
}

/**
 * Parses a body as a module of the edition that Node 20 to 24 read alike (2024: no modifiers or duplicate names in regular
 * expressions, no `using`).
 *
 * @param onComment is told of each comment
 * @returns the tree, and where strings, pieces of templates and regular expressions begin
 * @throws SyntaxError with `pos`
 */
export function parseCell(
  body: string,
  onComment: NonNullable<Extract<Options["onComment"], (...args: never) => unknown>>,
): { program: Program; opaque: readonly number[] } {
  const parser = new CellParser({ ecmaVersion: 2024, sourceType: "module", onComment }, body);
  return { program: (parser as unknown as { parse(): Program }).parse(), opaque: parser.opaque };
}
