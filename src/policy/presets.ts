import { freezePolicy } from "./freeze-policy.js";
import type { Policy } from "./types.js";

/**
 * Where every policy starts.
 *   strict  the language without its dangerous corners; the default
 *   compat  what real npm bundles need to run unmodified: old property names through guards, a global object of the cell's own,
 *           `Proxy` and `WeakRef`, deterministic answers instead of errors for clock and randomness
 */
export const PRESETS: Readonly<Record<Policy["preset"], Policy>> = Object.freeze({
  strict: freezePolicy({
    preset: "strict",
    enforce: "refuse",
    globals: { allow: "supplied", optional: [] },
    modules: { allow: "*" },
    language: { constructor: false, proto: false, globalObject: false, ambient: "violation" },
    mediation: "direct",
    regexp: "native",
    limits: {},
  }),
  compat: freezePolicy({
    preset: "compat",
    enforce: "refuse",
    globals: { allow: "supplied", optional: ["Proxy", "WeakRef"] },
    modules: { allow: "*" },
    language: { constructor: true, proto: true, globalObject: true, ambient: "standin" },
    mediation: "direct",
    regexp: "native",
    limits: {},
  }),
});
