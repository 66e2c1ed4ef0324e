import type { Kit } from "../../realm/inside/kit.js";

/** How a run inside the realm ended: an object of the realm, null prototype, frozen. `value` is raw. */
export interface Outcome {
  readonly ok: boolean;
  readonly value: unknown;
}

/** Handle of a module record inside the realm: opaque to the host, never shown to guests. */
export type RecordHandle = object;

/** What the host answers from inside the realm; primitives only, both ways. They never throw on purpose. */
export interface LinkerCallbacks {
  /** A guest calls `import(specifier)`; answered later by `settleImport` or `failImport` with the ticket. */
  importRequested(ticket: number, referrer: number, specifier: string, attributes: string): void;
  /** A guest calls `require`. Answers `""` and has called `requireAnswer` meanwhile, or the text of a failure (JSON). */
  requireRequested(referrer: number, specifier: string): string;
  /** A guest calls `require.resolve` or `import.meta.resolve`: `+id`, or `-` and the text of a failure. */
  resolveRequested(referrer: number, specifier: string, kind: string): string;
  /** The body of a module with top-level await came to its end. */
  executed(serial: number, ok: boolean): void;
  /** All getters of a module with top-level await are known. */
  instantiated(serial: number, ok: boolean): void;
}

/** What the host may ask of the realm. Strings, numbers, handles and the factory go in; outcomes come out. */
export interface Linker {
  connect(callbacks: LinkerCallbacks): void;
  /** Runs a script or an expression. `plan` is JSON (host: programPlan). */
  run(factory: unknown, plan: string): Outcome;
}

export declare function makeLinker(kit: Kit): Linker;
