/** How guards of mediation ask the supervisor. The membrane connects it; until then, and for kinds without a guard of his, nobody is asked. */
import type { Mediated } from "../../../contract/guards.js";

/** What constructs: `new E()`, a class whose parent it is, or a class's call of `super`, which does not tell its parent. */
export type Role = "new" | "extends" | "super";

/**
 * `[value]` instead of what would be done, or undefined: it is done. Throws what the supervisor has thrown, made anew.
 *
 * @param key of get, set and delete, as the language converts it
 * @param args arguments, or what is written, in a list that nobody else sees
 */
export type Ask = (
  kind: Mediated,
  target: unknown,
  key?: PropertyKey,
  args?: readonly unknown[],
  receiver?: unknown,
  role?: Role,
) => readonly [unknown] | undefined;

export interface Mediator {
  /** Kinds about which the supervisor wants to be asked. */
  readonly wanted: Record<Mediated, boolean>;
  ask: Ask;
}

export const makeMediator = (): Mediator => ({
  wanted: { __proto__: null, get: false, set: false, delete: false, call: false, construct: false, iterate: false } as never,
  ask: () => undefined,
});
