import type { Policy } from "../../policy/types.js";
import type { VerifiedProgram } from "../../verifier/verified-program.js";
import type { CellHooks } from "./cell-hooks.js";
import type { ModuleRealm } from "./module-realm.js";
import type { ModuleRef } from "./module-ref.js";

export interface LoaderOptions {
  readonly realm: ModuleRealm;
  readonly policy: Policy;
  readonly hooks?: CellHooks;
  /** Host modules by specifier (`modules:` of the cell); they come before the hooks. */
  readonly modules?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Told +1 when something asynchronous begins (a hook, top-level await) and -1 when it has ended: for `Cell.idle`. */
  onPending?(delta: 1 | -1): void;
}

/**
 * The modules of one cell.
 *
 * Errors: CellError (`module-not-found`, `import-denied`, `module-link`, `async-hook`, `async-module`, `module-cycle`,
 * `import-attributes`), what compiler and verifier throw, and GuestThrown with what guest code threw (raw: for the membrane).
 * An error that a hook threw arrives as `cause` of a CellError `module-load`; guests never see it.
 */
export declare class Loader {
  constructor(options: LoaderOptions);
  /** Runs one module or CommonJS program that was given as such; its own imports go through the hooks. Its id is `/` + manifest.filename. */
  load(program: VerifiedProgram): Promise<ModuleRef>;
  /** Runs a script or an expression; answers with the raw value. */
  run(program: VerifiedProgram): unknown;
  import(specifier: string): Promise<ModuleRef>;
  /** All hooks must answer at once, and no module may await at top level. */
  importSync(specifier: string): ModuleRef;
  /** Reads and initialises the module anew; what holds the old one keeps it. If that fails, the old one stays. */
  reload(specifier: string): Promise<ModuleRef>;
  /** Forgets the module: the next import loads it anew. */
  unload(specifier: string): void;
}
