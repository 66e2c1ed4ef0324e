import { requireArguments } from "./with-code.js";
import { DOMException } from "./dom-exception.js";
import type { WebHost } from "./host.js";

/** What dispatch does to an event; only this module can. */
let begin: (event: Event, target: EventTarget) => void;
let finish: (event: Event) => void;
let passive: (event: Event, on: boolean) => void;
let isStopped: (event: Event) => boolean;

export class Event {
  static readonly NONE = 0;
  static readonly CAPTURING_PHASE = 1;
  static readonly AT_TARGET = 2;
  static readonly BUBBLING_PHASE = 3;

  static {
    begin = (event, target) => {
      if (event.#dispatching) throw new DOMException("The event is already being dispatched.", "InvalidStateError");
      event.#dispatching = true;
      event.#target = target;
      event.#currentTarget = target;
    };
    finish = (event) => {
      event.#dispatching = false;
      event.#currentTarget = null;
      event.#stopped = false;
      event.#propagationStopped = false;
    };
    passive = (event, on) => {
      event.#passive = on;
    };
    isStopped = (event) => event.#stopped;
  }

  readonly #type: string;
  readonly #bubbles: boolean;
  readonly #cancelable: boolean;
  readonly #composed: boolean;
  #target: EventTarget | null = null;
  #currentTarget: EventTarget | null = null;
  #dispatching = false;
  #stopped = false;
  #propagationStopped = false;
  #passive = false;
  #defaultPrevented = false;

  constructor(type: unknown, init?: { readonly bubbles?: unknown; readonly cancelable?: unknown; readonly composed?: unknown } | null) {
    requireArguments(arguments.length, 1);
    this.#type = `${type as string}`;
    this.#bubbles = Boolean(init?.bubbles);
    this.#cancelable = Boolean(init?.cancelable);
    this.#composed = Boolean(init?.composed);
  }

  get type(): string {
    return this.#type;
  }
  get target(): EventTarget | null {
    return this.#target;
  }
  get srcElement(): EventTarget | null {
    return this.#target;
  }
  get currentTarget(): EventTarget | null {
    return this.#currentTarget;
  }
  get eventPhase(): number {
    return this.#dispatching ? 2 : 0;
  }
  get bubbles(): boolean {
    return this.#bubbles;
  }
  get cancelable(): boolean {
    return this.#cancelable;
  }
  get composed(): boolean {
    return this.#composed;
  }
  get defaultPrevented(): boolean {
    return this.#defaultPrevented;
  }
  get returnValue(): boolean {
    return !this.#defaultPrevented;
  }
  set returnValue(value: unknown) {
    if (!value) this.preventDefault();
  }
  get cancelBubble(): boolean {
    return this.#propagationStopped;
  }
  set cancelBubble(value: unknown) {
    if (value) this.#propagationStopped = true;
  }
  /** Events tell no time: a clock is a power of its own. */
  get timeStamp(): number {
    return 0;
  }
  get isTrusted(): boolean {
    return false;
  }
  composedPath(): EventTarget[] {
    return this.#currentTarget === null ? [] : [this.#currentTarget];
  }
  stopPropagation(): void {
    this.#propagationStopped = true;
  }
  stopImmediatePropagation(): void {
    this.#propagationStopped = true;
    this.#stopped = true;
  }
  preventDefault(): void {
    if (this.#cancelable && !this.#passive) this.#defaultPrevented = true;
  }
  get [Symbol.toStringTag](): string {
    return "Event";
  }
}

export class CustomEvent extends Event {
  readonly #detail: unknown;
  constructor(type: unknown, init?: { readonly detail?: unknown } | null) {
    super(type, init as never);
    this.#detail = init?.detail ?? null;
  }
  get detail(): unknown {
    return this.#detail;
  }
  override get [Symbol.toStringTag](): string {
    return "CustomEvent";
  }
}

type Callback = ((event: Event) => unknown) | { handleEvent?: unknown };

interface Listener {
  readonly callback: Callback;
  readonly capture: boolean;
  readonly once: boolean;
  readonly passive: boolean;
  removed: boolean;
}

interface ListenerOptions {
  readonly capture?: unknown;
  readonly once?: unknown;
  readonly passive?: unknown;
  readonly signal?: unknown;
}

/** The abort steps of a signal; abort.ts says how. */
interface Abortable extends EventTarget {
  readonly aborted: boolean;
}

let report: WebHost["report"] = () => undefined;

/** Where errors of listeners go, which dispatch must not throw. */
export const reportTo = (host: WebHost): void => {
  report = (error) => host.report(error);
};

/** Calls a listener; what it throws, nobody receives. */
export function callListener(callback: Callback, self: unknown, event: Event): void {
  try {
    if (typeof callback === "function") Reflect.apply(callback, self, [event]);
    else {
      const { handleEvent } = callback;
      if (typeof handleEvent !== "function") throw new TypeError("handleEvent is not a function");
      Reflect.apply(handleEvent, callback, [event]);
    }
  } catch (error) {
    report(error);
  }
}

/** A target without a tree: events reach it and go no further. */
export class EventTarget {
  readonly #listeners = new Map<string, Listener[]>();

  addEventListener(type: unknown, callback: Callback | null | undefined, options?: ListenerOptions | boolean | null): void {
    requireArguments(arguments.length, 2);
    const name = `${type as string}`;
    if (callback === null || callback === undefined) return;
    if (typeof callback !== "object" && typeof callback !== "function") throw new TypeError("A listener is a function or an object.");
    const given = typeof options === "object" && options !== null ? options : { capture: options };
    const signal = given.signal as Abortable | undefined;
    if (signal !== undefined && !(signal instanceof EventTarget)) throw new TypeError("The signal is no AbortSignal.");
    if (signal?.aborted === true) return;
    const capture = Boolean(given.capture);
    const list = this.#listeners.get(name) ?? [];
    if (list.some((known) => known.callback === callback && known.capture === capture)) return;
    const listener: Listener = { callback, capture, once: Boolean(given.once), passive: Boolean(given.passive), removed: false };
    this.#listeners.set(name, [...list, listener]);
    signal?.addEventListener("abort", () => this.removeEventListener(name, callback, capture), { once: true });
  }

  removeEventListener(type: unknown, callback: Callback | null | undefined, options?: ListenerOptions | boolean | null): void {
    const name = `${type as string}`;
    const capture = Boolean(typeof options === "object" && options !== null ? options.capture : options);
    const list = this.#listeners.get(name);
    const found = list?.find((known) => known.callback === callback && known.capture === capture);
    if (list === undefined || found === undefined) return;
    found.removed = true;
    this.#listeners.set(
      name,
      list.filter((listener) => listener !== found),
    );
  }

  dispatchEvent(event: Event): boolean {
    if (!(event instanceof Event)) throw new TypeError("dispatchEvent needs an Event.");
    begin(event, this);
    // those that are there now; one that another removes meanwhile is not called
    for (const listener of this.#listeners.get(event.type) ?? []) {
      if (listener.removed) continue;
      if (listener.once) this.removeEventListener(event.type, listener.callback, listener.capture);
      passive(event, listener.passive);
      callListener(listener.callback, this, event);
      passive(event, false);
      if (isStopped(event)) break;
    }
    finish(event);
    return !event.defaultPrevented;
  }

  get [Symbol.toStringTag](): string {
    return "EventTarget";
  }
}

/** An `on…` property: one listener more, in the order in which it was first set. */
export class HandlerSlot {
  readonly #target: EventTarget;
  readonly #type: string;
  #handler: ((event: Event) => unknown) | null = null;
  #listening = false;

  constructor(target: EventTarget, type: string) {
    this.#target = target;
    this.#type = type;
  }

  get value(): ((event: Event) => unknown) | null {
    return this.#handler;
  }

  set value(handler: unknown) {
    this.#handler = typeof handler === "function" ? (handler as (event: Event) => unknown) : null;
    if (this.#listening || this.#handler === null) return;
    this.#listening = true;
    this.#target.addEventListener(this.#type, (event) => {
      if (this.#handler !== null) Reflect.apply(this.#handler, this.#target, [event]);
    });
  }
}
