import type { Artifact } from "../../verifier/verified-program.js";

/** A value now or later. */
export type MaybePromise<T> = T | PromiseLike<T>;

/** What a program's text is, as Node tells them apart. */
export type ModuleType = "module" | "commonjs" | "json";

/** What a hook found under an id. */
export type LoadedModule =
  | {
      readonly source: string;
      /** Left out: by the id's extension (`.cjs`, `.json`), else `module`. */
      readonly type?: ModuleType;
    }
  /** A compiled program; the cell verifies it. `text` alone will do. */
  | { readonly artifact: Artifact | string }
  /** A host module: its members cross the membrane, functions wrapped, data copied, bastions as they are. */
  | { readonly namespace: Readonly<Record<string, unknown>> };

/** The program that asks for a module. */
export interface Referrer {
  /** The id of the module, or the display name of a script. */
  readonly id: string;
  /** Which conditions apply: `import` (and `import()`) or `require`. */
  readonly kind: "import" | "require";
  /** Import attributes, e.g. `{ type: "json" }`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Where a cell's modules come from. Supervisor's code, trusted; it is asked only for specifiers that the policy grants.
 * Each method may answer at once or with a promise; `importSync`, `require` and script-time loading need answers at once.
 */
export interface CellHooks {
  /**
   * The id of the module that a specifier names. Ids are virtual (`/lib/a.js`, `pkg`): guests see them, so never host paths.
   * Left out: relative specifiers against the referrer's id, all others as they are.
   * @param referrer undefined when the supervisor asks.
   * @returns undefined when there is none.
   */
  resolve?(specifier: string, referrer: Referrer | undefined): MaybePromise<string | undefined>;
  /** The module of an id; undefined when there is none. Asked once per id, until `unload` or `reload`. */
  load(id: string): MaybePromise<LoadedModule | undefined>;
}
