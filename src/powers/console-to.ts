import { Power } from "../runtime/power.js";
import { visibleText } from "../diagnostics/printers/visible-text.js";
import { formatValues } from "./format-values.js";
import type { OutputStreams, TextSink } from "./stdio.js";

export interface ConsoleOptions {
  /** Put in front of each line, so that several guests on one terminal can be told apart. Default: nothing. */
  readonly prefix?: string;
  /** Writes control characters as they are. Default false: a guest's escape sequences must not act on the supervisor's terminal. */
  readonly raw?: boolean;
}

export interface GuestConsole {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  trace(...values: unknown[]): void;
  /** Prints if the condition does not hold. */
  assert(condition?: unknown, ...values: unknown[]): void;
  dir(value?: unknown): void;
  table(value?: unknown): void;
  /** Prints its label. Lines are not set in: guests that share a console would set in each other's. */
  group(...values: unknown[]): void;
  groupEnd(): void;
}

/**
 * The power `console`: what a guest prints goes to the given streams, `warn` and `error` to `stderr`.
 *
 *   globals: { console: consoleTo(process) }      to these streams
 *   globals: { console: consoleTo() }             to the cell's own `stdio`, also as `withStdio` changes it; counts against `limits.output`
 *
 * The arguments have been converted by the membrane before they get here. How much a guest may print is the business of the cell's limits.
 */
export function consoleTo(streams?: undefined, options?: ConsoleOptions): Power;
export function consoleTo(streams: OutputStreams, options?: ConsoleOptions): GuestConsole;
export function consoleTo(streams?: OutputStreams, options: ConsoleOptions = {}): GuestConsole | Power {
  if (streams !== undefined) return consoleOn(streams, options);
  return new Power((host) => consoleOn(host.streams, options), { kind: "console", options: { ...options } });
}

function consoleOn(streams: OutputStreams, options: ConsoleOptions): GuestConsole {
  const prefix = options.prefix ?? "";
  const print = (sink: TextSink, values: readonly unknown[]): void => {
    const text = formatValues(values);
    const lines = (options.raw === true ? text : visibleText(text, true)).split("\n");
    sink.write(lines.map((line) => prefix + line + "\n").join(""));
  };
  const out = (...values: readonly unknown[]): void => print(streams.stdout, values);
  const err = (...values: readonly unknown[]): void => print(streams.stderr, values);
  return {
    log: (...values) => out(...values),
    info: (...values) => out(...values),
    debug: (...values) => out(...values),
    warn: (...values) => err(...values),
    error: (...values) => err(...values),
    trace: (...values) => err("Trace:", ...values),
    assert: (condition, ...values) => {
      if (!condition) err("Assertion failed", ...values);
    },
    dir: (value) => out(value),
    table: (value) => out(value),
    group: (...values) => out(...values),
    groupEnd: () => undefined,
  };
}
