import { Power, type PowerHost } from "../runtime/power.js";
import { library } from "./library.js";
import { TIMERS_LIBRARY } from "./libraries.generated.js";

export interface TimersOptions {
  /** Timers that one cell may have at once. Default 100; the cell's own limit counts too. */
  readonly max?: number;
  /** Shortest wait in milliseconds. Default 1: a chain of shorter ones would keep the host busy. */
  readonly minDelayMs?: number;
}

export type TimerName = "setTimeout" | "clearTimeout" | "setInterval" | "clearInterval";

const DEFAULTS = { max: 100, minDelayMs: 1 };
/** The longest wait that engines know. */
const LONGEST = 2 ** 31 - 1;

/**
 * The power to be called later: `globals: { ...timers({ max: 10 }) }`. The four functions share one count and, as in browsers, one
 * set of whole-number names, which mean nothing outside their cell. All timers are cleared when the cell ends; what a callback throws is reported as
 * an event of the cell and never reaches the host's own handlers.
 */
export function timers(options: TimersOptions = {}): Readonly<Record<TimerName, Power>> {
  const { max, minDelayMs } = { ...DEFAULTS, ...options };
  if (!Number.isInteger(max) || max < 0) throw new TypeError("timers: max is a whole number");
  if (!(minDelayMs >= 0 && minDelayMs <= LONGEST)) throw new TypeError("timers: minDelayMs is a number of milliseconds");
  const clocks = new WeakMap<PowerHost, CellTimers>();
  const timersOf = (host: PowerHost): CellTimers => {
    let found = clocks.get(host);
    if (found === undefined) clocks.set(host, (found = new CellTimers(host, Math.min(max, host.maxTimers), minDelayMs)));
    return found;
  };
  const power = (name: TimerName, value: (own: CellTimers) => unknown): Power =>
    new Power((host) => value(timersOf(host)), { kind: `timers.${name}`, options: { max, minDelayMs } });
  return Object.freeze({
    setTimeout: power("setTimeout", (own) => own.starter("setTimeout")),
    clearTimeout: power("clearTimeout", (own) => own.stopper("clearTimeout")),
    setInterval: power("setInterval", (own) => own.starter("setInterval")),
    clearInterval: power("clearInterval", (own) => own.stopper("clearInterval")),
  });
}

/** The timers of one cell. */
class CellTimers {
  readonly #host: PowerHost;
  readonly #max: number;
  readonly #minDelayMs: number;
  readonly #running = new Map<number, NodeJS.Timeout>();
  #last = 0;
  #ended = false;

  constructor(host: PowerHost, max: number, minDelayMs: number) {
    this.#host = host;
    this.#max = max;
    this.#minDelayMs = minDelayMs;
    host.onEnd(() => this.#end());
  }

  /** `setTimeout` or `setInterval`: its guest's half, which holds the callback's arguments, over ours. */
  starter(name: "setTimeout" | "setInterval"): unknown {
    return this.#host.inside(library(TIMERS_LIBRARY), name, this.#starter(name === "setInterval"));
  }

  #starter(repeat: boolean) {
    return (callback: unknown, delay: unknown): number => {
      // text would be code
      if (typeof callback !== "function") throw new TypeError("the callback of a timer is no function");
      if (this.#ended || this.#running.size >= this.#max) throw new RangeError(`a cell has at most ${this.#max} timers at once`);
      const name = ++this.#last;
      const wait = typeof delay === "number" && delay > this.#minDelayMs ? Math.min(delay, LONGEST) : this.#minDelayMs;
      const run = (): void => {
        if (!repeat) this.#stop(name);
        try {
          const result: unknown = callback();
          // nobody else waits for an async callback, and a rejection that nobody handles would end the host
          if (result instanceof Promise) result.catch((error: unknown) => this.#host.report(error));
        } catch (error) {
          this.#host.report(error);
        }
      };
      this.#running.set(name, repeat ? setInterval(run, wait) : setTimeout(run, wait));
      this.#host.pending(1);
      return name;
    };
  }

  /** `clearTimeout` and `clearInterval`, which are the same, as in browsers. */
  stopper(as: "clearTimeout" | "clearInterval"): unknown {
    const stop = (name?: unknown): void => {
      if (typeof name === "number") this.#stop(name);
    };
    return Object.defineProperty(stop, "name", { value: as });
  }

  #stop(name: number): void {
    const timer = this.#running.get(name);
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#running.delete(name);
    this.#host.pending(-1);
  }

  #end(): void {
    this.#ended = true;
    for (const name of [...this.#running.keys()]) this.#stop(name);
  }
}
