import type { Limits } from "../runtime/cell-options.js";
import type { PortablePower } from "../runtime/power.js";

/** What a supervisor tells a vessel of the cell that it is to hold. Crosses like any value: functions and bastions stay behind and are called. */
export interface CellDescription {
  /** As `canonicalPolicy` writes it. */
  readonly policy: string | undefined;
  /** Programs that the policy on regular expressions needs, by name (regexp/engine-texts.ts). */
  readonly engines: Readonly<Record<string, string>>;
  readonly globals: Readonly<Record<string, unknown>>;
  /** Powers that are made again in the vessel, by the global's name. */
  readonly powers: Readonly<Record<string, PortablePower>>;
  readonly modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  readonly hooks: { readonly resolve?: unknown; readonly load: unknown } | undefined;
  readonly stdio: { readonly stdout?: unknown; readonly stderr?: unknown };
  readonly limits: Limits | undefined;
  readonly name: string | undefined;
  readonly onEvent: unknown;
}

/** A program on its way to a vessel, which verifies it (again, if need be): what crosses is text. */
export type ProgramText = { readonly source: string } | { readonly text: string; readonly map?: unknown };

/** What a vessel answers to. */
export type Method =
  "ping" | "compiler" | "start" | "load" | "evaluate" | "execute" | "import" | "reload" | "unload" | "idle" | "usage" | "status";
