import type { Mediated } from "../../contract/index.js";
import type { Access } from "../mediation.js";

/** An access with the guest's values as they are. */
export interface RawAccess {
  readonly target: unknown;
  readonly key: PropertyKey | undefined;
  /** An array of the guest's realm that is ours alone: its elements are own data. */
  readonly args: readonly unknown[];
  readonly receiver: unknown;
  readonly role: Access["role"];
}

/** How raw values of the guest are looked at. */
export interface Lens {
  /** Always the same for the same value. */
  identify(raw: unknown): unknown;
  /** By the membrane. */
  convert(raw: unknown): unknown;
}

/** An access as a supervisor's guard gets to see it. What is raw is private, and converted when it is asked for. */
export class GuestAccess implements Access {
  readonly #raw: RawAccess;
  readonly #lens: Lens;

  constructor(
    readonly kind: Mediated,
    raw: RawAccess,
    lens: Lens,
  ) {
    this.#raw = raw;
    this.#lens = lens;
    Object.freeze(this);
  }

  get target(): unknown {
    return this.#lens.identify(this.#raw.target);
  }

  get key(): string | undefined {
    const { key } = this.#raw;
    return key === undefined ? undefined : String(key);
  }

  get isSymbol(): boolean {
    return typeof this.#raw.key === "symbol";
  }

  get receiver(): unknown {
    return this.#lens.identify(this.#raw.receiver);
  }

  get role(): Access["role"] {
    return this.#raw.role;
  }

  get handles(): readonly unknown[] {
    return this.#each((raw) => this.#lens.identify(raw));
  }

  get args(): readonly unknown[] {
    return this.#each((raw) => this.#lens.convert(raw));
  }

  get value(): unknown {
    return this.kind === "set" ? this.#lens.convert(this.#raw.args[0]) : undefined;
  }

  #each(convert: (raw: unknown) => unknown): readonly unknown[] {
    const { args } = this.#raw;
    const list: unknown[] = [];
    for (let i = 0; i < args.length; i++) list.push(convert(args[i]));
    return Object.freeze(list);
  }
}
