/** Bounds on any text that reaches a recursive parser (invariant I12); counted by the pre-scan, which does not recurse. */
export interface TextLimits {
  /** UTF-16 code units. */
  readonly size: number;
  /** Tokens. */
  readonly tokens: number;
  /** Brackets of all kinds, template literals and class heads, one inside the other. */
  readonly nesting: number;
  /**
   * Height of the syntax tree in units of native stack: a bracket weighs 20, an arrow 12, a statement head 5 to 7, a prefix 6, a link, call,
   * assignment or conditional 4, a binary operator 2. So 5,000 are 250 brackets, 1,000 `else if`, 1,250 links or 2,500 `+` in a row.
   */
  readonly height: number;
}

/** Bytes of native stack that a unit of height stands for. */
export const HEIGHT_UNIT = 115;

/** For guest source. */
export const SOURCE_LIMITS: TextLimits = { size: 16 * 1024 * 1024, tokens: 4_000_000, nesting: 250, height: 5_000 };
/** For artifacts: the compiler adds guards, blocks and parentheses. What passes is parsed and walked within Node's default stack of 984 kB. */
export const ARTIFACT_LIMITS = { size: 64 * 1024 * 1024, height: 7_500 } as const;
