export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 0-based, UTF-16 code units. */
  readonly column: number;
}

/** A change of the text: what stands in `range` becomes `text`. */
export interface Edit {
  /** UTF-16 offsets; empty to insert. */
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

/** What the text could be changed to. */
export interface Suggestion {
  /** To be made all or none; they do not overlap. */
  readonly edits: readonly Edit[];
  /** `safe`: the program means the same, so `--fix` may do it. `guess`: what was probably meant; somebody has to look. */
  readonly kind: "safe" | "guess";
}

/** One finding, the same from lint, build, load and ESLint. */
export interface Diagnostic {
  /** Stable kebab-case code of the catalogue. */
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** What stands in `range`, in a few words, for the code frame. */
  readonly label?: string;
  /** The attack or the mistake that the rule prevents, in a sentence. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
  /** UTF-16 offsets into the source as the guest wrote it. */
  readonly range: readonly [start: number, end: number];
  readonly loc: { readonly start: Position; readonly end: Position };
  readonly filename: string;
  /** Absent where no rewrite of the text itself helps. */
  readonly suggestion?: Suggestion;
}
