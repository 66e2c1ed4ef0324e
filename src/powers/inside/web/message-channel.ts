import { Event, EventTarget, HandlerSlot } from "./events.js";
import { structuredClone } from "./structured-clone.js";
import { requireArguments } from "./with-code.js";

let runTask: (callback: () => void) => void = () => undefined;

/** How messages get a turn of their own. */
export const deliverBy = (task: (callback: () => void) => void): void => {
  runTask = task;
};

export class MessageEvent extends Event {
  readonly #data: unknown;
  readonly #ports: readonly unknown[];
  constructor(type: unknown, init?: { readonly data?: unknown; readonly ports?: Iterable<unknown> } | null) {
    super(type, init as never);
    this.#data = init?.data ?? null;
    this.#ports = Object.freeze([...(init?.ports ?? [])]);
  }
  get data(): unknown {
    return this.#data;
  }
  get origin(): string {
    return "";
  }
  get lastEventId(): string {
    return "";
  }
  get source(): null {
    return null;
  }
  get ports(): readonly unknown[] {
    return this.#ports;
  }
  override get [Symbol.toStringTag](): string {
    return "MessageEvent";
  }
}

const OURS = Symbol("ours");
let entangle: (a: MessagePort, b: MessagePort) => void;

/** One end of a channel within the cell. */
export class MessagePort extends EventTarget {
  static {
    entangle = (a, b) => {
      a.#other = b;
      b.#other = a;
    };
  }

  #other: MessagePort | undefined;
  #started = false;
  #waiting: unknown[] = [];
  readonly #onmessage = new HandlerSlot(this, "message");
  readonly #onmessageerror = new HandlerSlot(this, "messageerror");

  constructor(key?: unknown) {
    super();
    if (key !== OURS) throw new TypeError("Illegal constructor");
  }

  postMessage(message: unknown, options?: { readonly transfer?: Iterable<unknown> } | Iterable<unknown> | null): void {
    requireArguments(arguments.length, 1);
    const transfer = Array.isArray(options) ? options : (options as { readonly transfer?: Iterable<unknown> } | null | undefined)?.transfer;
    const data = structuredClone(message, transfer === undefined ? null : { transfer });
    const other = this.#other;
    if (other === undefined) return;
    other.#waiting.push(data);
    if (other.#started) other.#deliver();
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    for (let i = this.#waiting.length; i > 0; i--) this.#deliver();
  }

  close(): void {
    const other = this.#other;
    this.#other = undefined;
    this.#waiting = [];
    if (other !== undefined) other.#other = undefined;
  }

  get onmessage(): unknown {
    return this.#onmessage.value;
  }
  set onmessage(handler: unknown) {
    this.#onmessage.value = handler;
    this.start();
  }
  get onmessageerror(): unknown {
    return this.#onmessageerror.value;
  }
  set onmessageerror(handler: unknown) {
    this.#onmessageerror.value = handler;
  }
  /** As Node's: ports never keep anything alive here. */
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  override get [Symbol.toStringTag](): string {
    return "MessagePort";
  }

  #deliver(): void {
    runTask(() => {
      if (this.#waiting.length > 0) this.dispatchEvent(new MessageEvent("message", { data: this.#waiting.shift() }));
    });
  }
}

export class MessageChannel {
  readonly #port1 = new MessagePort(OURS);
  readonly #port2 = new MessagePort(OURS);
  constructor() {
    entangle(this.#port1, this.#port2);
  }
  get port1(): MessagePort {
    return this.#port1;
  }
  get port2(): MessagePort {
    return this.#port2;
  }
  get [Symbol.toStringTag](): string {
    return "MessageChannel";
  }
}
