/** Bounds on any text that reaches a recursive parser (invariant I12); counted by the pre-scan, which does not recurse. */
export interface TextLimits {
  /** UTF-16 code units. */
  readonly size: number;
  /** Tokens. */
  readonly tokens: number;
  /** Brackets of all kinds, template literals and class heads, one inside the other. */
  readonly nesting: number;
  /** Height of the syntax tree: brackets and operators, links, arrows, prefixes and statement heads, by their weight on the stack. */
  readonly height: number;
}

/** For guest source. */
export const SOURCE_LIMITS: TextLimits = { size: 16 * 1024 * 1024, tokens: 4_000_000, nesting: 250, height: 6_000 };
/** For artifacts: the compiler adds guards, blocks and parentheses. */
export const ARTIFACT_LIMITS: TextLimits = { size: 64 * 1024 * 1024, tokens: 16_000_000, nesting: 1_000, height: 20_000 };
