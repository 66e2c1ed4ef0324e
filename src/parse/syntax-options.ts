/** Dialects that are compiled away before a program is judged. */
export interface SyntaxOptions {
  readonly typescript?: boolean;
  /** Elements become calls: `true` of `React.createElement`, or as the options say. */
  readonly jsx?: boolean | JsxOptions;
}

export interface JsxOptions {
  /** What elements call; default `React.createElement`. */
  readonly factory?: string;
  /** What `<>…</>` is; default `React.Fragment`. */
  readonly fragment?: string;
  /** Instead of both: the module whose `/jsx-runtime` is imported (modules only). */
  readonly importSource?: string;
}
