import { DOMException } from "./dom-exception.js";
import { Event, EventTarget, HandlerSlot } from "./events.js";

/** Says that a constructor is called by this module. */
const OURS = Symbol("ours");

let abort: (signal: AbortSignal, reason: unknown) => void;
let follow: (signal: AbortSignal, source: AbortSignal) => void;

export class AbortSignal extends EventTarget {
  static {
    abort = (signal, reason) => {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
      const followers = [...signal.#followers];
      signal.#followers.clear();
      signal.dispatchEvent(new Event("abort"));
      for (const follower of followers) abort(follower, signal.#reason);
    };
    follow = (signal, source) => void source.#followers.add(signal);
  }

  #aborted = false;
  #reason: unknown = undefined;
  readonly #followers = new Set<AbortSignal>();
  readonly #onabort = new HandlerSlot(this, "abort");

  constructor(key?: unknown) {
    super();
    if (key !== OURS) throw new TypeError("Illegal constructor");
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal(OURS);
    abort(signal, reason);
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const made = new AbortSignal(OURS);
    const all = [...signals];
    for (const signal of all) {
      if (!(signal instanceof AbortSignal)) throw new TypeError("Only AbortSignals can be combined.");
    }
    const aborted = all.find((signal) => signal.aborted);
    if (aborted !== undefined) abort(made, aborted.reason);
    else for (const signal of all) follow(made, signal);
    return made;
  }

  get aborted(): boolean {
    return this.#aborted;
  }
  get reason(): unknown {
    return this.#reason;
  }
  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }
  get onabort(): unknown {
    return this.#onabort.value;
  }
  set onabort(handler: unknown) {
    this.#onabort.value = handler;
  }
  override get [Symbol.toStringTag](): string {
    return "AbortSignal";
  }
}

/** Adds `AbortSignal.timeout` where there are timers. */
export function addTimeout(setTimeout: (callback: () => void, delay: number) => unknown): void {
  const { timeout } = {
    timeout(delay: unknown): AbortSignal {
      if (!(Number(delay) >= 0 && Number(delay) <= Number.MAX_SAFE_INTEGER))
        throw new RangeError("The delay is no number of milliseconds.");
      const signal = new AbortSignal(OURS);
      setTimeout(() => abort(signal, new DOMException("The operation was aborted due to timeout", "TimeoutError")), Number(delay));
      return signal;
    },
  };
  Object.defineProperty(AbortSignal, "timeout", { value: timeout, writable: true, configurable: true });
}

export class AbortController {
  readonly #signal = new AbortSignal(OURS);
  get signal(): AbortSignal {
    return this.#signal;
  }
  abort(reason?: unknown): void {
    abort(this.#signal, reason);
  }
  get [Symbol.toStringTag](): string {
    return "AbortController";
  }
}
