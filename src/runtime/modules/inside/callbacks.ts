/** What the host answers from inside the realm. Primitives only, both ways; none of them throws on purpose. */
export interface LinkerCallbacks {
  /** A guest called `import(specifier)`; answered later through `settleImport` or `failImport`. `type`: of the attributes, or "". */
  readonly importRequested: (ticket: number, referrer: number, specifier: string, type: string) => void;
  /** A guest called `require`. Answers "" after `answerRequire`, or FailureText as JSON. */
  readonly requireRequested: (referrer: number, specifier: string) => string;
  /** `require.resolve` and `import.meta.resolve`: `+` and the id (its URL, for `import`), or `-` and FailureText as JSON. */
  readonly resolveRequested: (referrer: number, specifier: string, kind: "import" | "require") => string;
  /** A module with top-level await has its getters, or (only if a global is missing) not. */
  readonly instantiated: (serial: number, ok: boolean) => void;
  /** The body of a module with top-level await ended; on failure the error stays in its record. */
  readonly executed: (serial: number, ok: boolean) => void;
}

/** Filled by `connect`, before any guest code. */
export interface Connection {
  callbacks: LinkerCallbacks;
}
