import type { Grant } from "../contract/index.js";
import type { PolicyLimits } from "./policy-limits.js";

/** What a supervisor writes. Unknown keys are errors (`policy-invalid`). */
export interface PolicyInput {
  readonly extends?: "strict" | "compat" | Policy;
  /**
   * What becomes of a program that uses a name or imports a module which is not granted. `refuse`: nothing runs (the default). `report`: it
   * runs, and each such use is told: a warning from `lint`, an event `violation` of the cell. What the cell does not supply reads as undefined.
   * For finding out what programs need; what keeps a cell closed is refused either way.
   */
  readonly enforce?: "refuse" | "report";
  readonly globals?: {
    /**
     * Names that a program may use beside the language's own. `"*"`: all that the cell supplies. Left out: `"*"` in a cell,
     * none for `lint` and `cleanse` without one. The optional names of the language (`Proxy`, `WeakRef`, `FinalizationRegistry`) are
     * granted by being listed; `"*"` does not grant them.
     */
    readonly allow?: readonly string[] | "*";
  };
  readonly modules?: {
    /** Import specifiers that a program may name; a trailing `*` matches any rest. `"*"`: whatever the hooks resolve. */
    readonly allow?: readonly string[] | "*";
  };
  readonly language?: LanguageInput;
  /**
   * `full`: every read, write, delete, call, construction and iteration of programs goes through guards that the supervisor can supply
   * (docs/mediation.md), and only programs built so are accepted. `direct` (the default): what cannot lead out is left to the engine.
   */
  readonly mediation?: "direct" | "full";
  readonly regexp?: RegExpPolicy;
  /** The most that a cell under this policy has of each; the cell's own `limits` may give less. What is left out is not bounded by the policy. */
  readonly limits?: PolicyLimits;
}

/**
 * How regular expressions match (docs/regexp.md). Each bounds time as the one before it, and more.
 *   native   the engine's: any pattern, and some take for ever
 *   safe     the engine's, and only patterns that are proved to take time linear in the text
 *   linear   in linear time whatever the pattern, charged as fuel; without back references and assertions that look around
 */
export type RegExpPolicy = "native" | "safe" | "linear";

/** `Object["constructor"]`: what every object literal inherits. Only own keys are read. */
export type LanguageInput = Partial<Omit<LanguagePolicy, "constructor">> & { readonly constructor?: boolean | object["constructor"] };

export interface LanguagePolicy {
  /** Each feature granted or not (contract/artifact.ts: Grant). */
  readonly constructor: boolean;
  readonly proto: boolean;
  readonly globalObject: boolean;
  /** Clock, randomness: `violation` throws when used without the power; `standin` answers deterministically. */
  readonly ambient: "violation" | "standin";
}

/** Validated and deeply frozen. Only `definePolicy` (and `meet`) makes one. */
export interface Policy {
  readonly preset: "strict" | "compat";
  readonly enforce: "refuse" | "report";
  readonly globals: {
    /** `"supplied"`: all that a cell supplies, nothing where there is no cell. Ordered: a list < `"supplied"` < `"*"`. */
    readonly allow: readonly string[] | "*" | "supplied";
    /** Granted ones of OPTIONAL_GLOBALS, sorted. */
    readonly optional: readonly string[];
  };
  readonly modules: { readonly allow: readonly string[] | "*" };
  readonly language: LanguagePolicy;
  readonly mediation: "direct" | "full";
  readonly regexp: RegExpPolicy;
  readonly limits: PolicyLimits;
}

export type { Grant, PolicyLimits };
