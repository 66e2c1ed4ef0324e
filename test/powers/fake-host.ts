import type { InsideValue, PowerHost } from "../../src/runtime/power.js";

/** A cell as powers see it, for tests of powers alone. */
export class FakeHost implements PowerHost {
  readonly maxTimers: number;
  readonly streams = { stdout: { write: () => undefined }, stderr: { write: () => undefined } };
  now: (() => number) | undefined;
  next: (() => number) | undefined;
  waiting = 0;
  charges = 0;
  readonly reports: unknown[] = [];
  readonly #ends: (() => void)[] = [];

  constructor(maxTimers = Infinity) {
    this.maxTimers = maxTimers;
  }

  setClock(now: () => number): void {
    this.now = now;
  }
  setRandom(next: () => number): void {
    this.next = next;
  }
  pending(delta: 1 | -1): void {
    this.waiting += delta;
  }
  report(error: unknown): void {
    this.reports.push(error);
  }
  onEnd(end: () => void): void {
    this.#ends.push(end);
  }
  /** The last argument stands for what the library would make of it. */
  inside(_library: unknown, ...args: readonly unknown[]): InsideValue {
    return args.at(-1) as InsideValue;
  }
  subcell(): never {
    throw new Error("there is no cell here");
  }
  charge(): void {
    this.charges++;
  }
  member(): InsideValue {
    throw new Error("there is no inside here");
  }

  end(): void {
    for (const end of this.#ends) end();
  }
}
