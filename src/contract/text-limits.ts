/** Bounds on any text that reaches a recursive parser (invariant I12); counted by the pre-scan, which does not recurse. */
export interface TextLimits {
  /** UTF-16 code units. */
  readonly size: number;
  /** Upper estimate of the token count. */
  readonly tokens: number;
  /** Brackets of all kinds and template literals, one inside the other. */
  readonly nesting: number;
  /** Operators, arrows, member links and prefix keywords in a row without a bracket or a `;` between them. */
  readonly chain: number;
}

/** For guest source. */
export const SOURCE_LIMITS: TextLimits = { size: 16 * 1024 * 1024, tokens: 4_000_000, nesting: 250, chain: 2_000 };
/** For artifacts: the compiler adds guards, blocks and parentheses. */
export const ARTIFACT_LIMITS: TextLimits = { size: 64 * 1024 * 1024, tokens: 16_000_000, nesting: 1_000, chain: 8_000 };
