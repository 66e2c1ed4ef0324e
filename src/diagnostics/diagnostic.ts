export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 0-based, UTF-16 code units. */
  readonly column: number;
}

/** One finding, the same from lint, build, load and ESLint. */
export interface Diagnostic {
  /** Stable kebab-case code of the catalogue. */
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** The attack or the mistake that the rule prevents, in a sentence. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
  /** UTF-16 offsets into the source as the guest wrote it. */
  readonly range: readonly [start: number, end: number];
  readonly loc: { readonly start: Position; readonly end: Position };
  readonly filename: string;
}
