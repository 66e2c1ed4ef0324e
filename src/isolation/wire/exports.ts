import { RpcTarget } from "capnweb";

/** A message, and stubs for what it leaves behind at its sender, in the order in which it names them. */
export interface Packet {
  readonly text: string;
  readonly stubs: readonly unknown[];
}

/** Answers a call of something that was exported. Never throws, never rejects: failures are answers too. */
export type Answer = (exported: Exported, text: string, stubs: readonly unknown[]) => Promise<Packet>;

/**
 * Something of ours that the other end may call, and nothing else of it: the channel looks up methods on the prototype by name, and the only one
 * here is `call`; fields are private by name.
 */
export class Exported extends RpcTarget {
  readonly #id: number;
  readonly #original: object;
  readonly #what: string;
  readonly #answer: Answer;
  readonly #release: (exported: Exported) => void;
  /** How often it has been sent and not been let go of. */
  #leases = 0;

  constructor(id: number, original: object, what: string, answer: Answer, release: (exported: Exported) => void) {
    super();
    this.#id = id;
    this.#original = original;
    this.#what = what;
    this.#answer = answer;
    this.#release = release;
  }

  static partsOf(exported: Exported): { readonly id: number; readonly original: object; readonly what: string } {
    return { id: exported.#id, original: exported.#original, what: exported.#what };
  }

  static lease(exported: Exported): Exported {
    exported.#leases++;
    return exported;
  }

  call(text: unknown, ...stubs: unknown[]): Promise<Packet> {
    return this.#answer(this, String(text), stubs);
  }

  /** The other end has let go of it once. */
  [Symbol.dispose](): void {
    if (--this.#leases <= 0) this.#release(this);
  }
}

/** What is exported, by id. An object is exported once at a time, so that it stays itself at the other end. */
export class Exports {
  readonly #byId = new Map<number, Exported>();
  readonly #byOriginal = new WeakMap<object, Exported>();
  #last = 0;

  /** @returns the export for this object, leased once more */
  lease(original: object, what: string, answer: Answer): Exported {
    let found = this.#byOriginal.get(original);
    if (found === undefined) {
      const id = ++this.#last;
      found = new Exported(id, original, what, answer, (exported) => {
        this.#byId.delete(id);
        if (this.#byOriginal.get(original) === exported) this.#byOriginal.delete(original);
      });
      this.#byId.set(id, found);
      this.#byOriginal.set(original, found);
    }
    return Exported.lease(found);
  }

  original(id: number): object | undefined {
    const found = this.#byId.get(id);
    return found === undefined ? undefined : Exported.partsOf(found).original;
  }

  get size(): number {
    return this.#byId.size;
  }
}
