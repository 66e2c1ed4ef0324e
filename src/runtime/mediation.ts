import { MEDIATED, type Mediated } from "../contract/index.js";
import { CellError } from "./errors.js";

/**
 * What a guard is asked about (docs/mediation.md). Targets, receivers and the members of `handles` are always the same for the same object of the guest and
 * never a copy of it: primitives and the host's own values as they are, functions wrapped, a handle for the rest. `value` and `args` are
 * what the membrane makes of them, when they are read.
 */
export interface Access {
  readonly kind: Mediated;
  /** What is read, written, called, constructed, gone through. */
  readonly target: unknown;
  /** get, set, delete: the key, a symbol's as `Symbol(description)`. Else undefined. */
  readonly key: string | undefined;
  /** Whether the key is a symbol. */
  readonly isSymbol: boolean;
  /** call: what will be `this`. Else undefined. */
  readonly receiver: unknown;
  /** construct: `new E()`, the parent of a class, or a class's call of `super`, whose target is the class that is made. Else undefined. */
  readonly role: "new" | "extends" | "super" | undefined;
  /** Arguments of a call or construction, and what is written, as they are known. */
  readonly handles: readonly unknown[];
  /** Arguments of a call or construction, converted. Throws what the membrane throws if one cannot cross. */
  readonly args: readonly unknown[];
  /** What is written, converted. */
  readonly value: unknown;
}

/**
 * Is asked before an access, synchronously. It answers with nothing, and the access takes place; or with `{ value }`, which is what the guest gets instead (for
 * `set`: what is written instead). What it throws the guest sees as it sees any error of the host's.
 */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- most guards have no `return`
export type Guard = (access: Access) => { readonly value: unknown } | undefined | void;

export type Guards = { readonly [kind in Mediated]?: Guard };

/** @throws CellError `invalid-options` when there is a guard of no kind, or one that is no function, or programs need not ask them */
export function checkGuards(guards: Guards | undefined, isMediated: boolean): void {
  if (guards === undefined) return;
  for (const [name, guard] of Object.entries(guards)) {
    if (!(MEDIATED as readonly string[]).includes(name))
      throw new CellError("invalid-options", `guards: there is no guard ${JSON.stringify(name)}; there are ${MEDIATED.join(", ")}`);
    if (guard !== undefined && typeof guard !== "function") throw new CellError("invalid-options", `guards.${name} must be a function`);
  }
  if (!isMediated && Object.values(guards).some((guard) => guard !== undefined))
    throw new CellError("invalid-options", 'guards are asked under `mediation: "full"` only, and the policy says "direct"');
}

/** Both are asked, the outer first; its answer, if it has one, is the answer. */
export function composeGuards(outer: Guards | undefined, inner: Guards | undefined): Guards | undefined {
  if (outer === undefined || inner === undefined) return outer ?? inner;
  const guards: { [kind in Mediated]?: Guard } = {};
  for (const kind of MEDIATED) {
    const first = outer[kind];
    const second = inner[kind];
    const both = first !== undefined && second !== undefined ? (access: Access) => first(access) ?? second(access) : (first ?? second);
    if (both !== undefined) guards[kind] = both;
  }
  return guards;
}
