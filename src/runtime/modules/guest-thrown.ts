/**
 * Carries what guest code threw (a raw value of the realm) from the linker to the membrane, which makes the supervisor's error
 * from it. The loader never looks at `value`: it could be a Proxy or have getters that run guest code in the host's turn.
 */
export class GuestThrown {
  /** Set for its private name: membership is told by identity, never by prototype. */
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  /** Whether x is one of ours; runs no guest code even if x is a guest's Proxy. */
  static is(x: unknown): x is GuestThrown {
    return typeof x === "object" && x !== null && #value in x;
  }

  get value(): unknown {
    return this.#value;
  }
}
