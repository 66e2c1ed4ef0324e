import { policyFromCanonical } from "../../policy/index.js";
import { clock, type ClockOptions } from "../../powers/clock.js";
import { random, type RandomOptions } from "../../powers/random.js";
import { timers, type TimerName, type TimersOptions } from "../../powers/timers.js";
import type { CellEvent, CellOptions, TextSink } from "../../runtime/cell-options.js";
import { Cell } from "../../runtime/index.js";
import type { CellHooks, LoadedModule, MaybePromise } from "../../runtime/modules/cell-hooks.js";
import type { PortablePower } from "../../runtime/power.js";
import type { CellDescription } from "../protocol.js";

type Remote = (...args: unknown[]) => Promise<unknown>;

/** The cell that a supervisor has described. Runs in the vessel. */
export function makeCell(description: CellDescription): Cell {
  const { policy, globals, powers, modules, hooks, limits, name, onEvent, stdio } = description;
  const options: CellOptions = {
    ...(policy === undefined ? {} : { policy: policyFromCanonical(policy) }),
    globals: { ...globals, ...powersOf(powers) },
    ...(modules === undefined ? {} : { modules }),
    ...(hooks === undefined ? {} : { hooks: hooksOf(hooks) }),
    ...(limits === undefined ? {} : { limits: withoutDeadline(limits) }),
    ...(name === undefined ? {} : { name }),
    stdio: { ...sinkOf("stdout", stdio.stdout), ...sinkOf("stderr", stdio.stderr) },
    ...(onEvent === undefined ? {} : { onEvent: (event: CellEvent) => void (onEvent as Remote)(event) }),
  };
  return new Cell(options);
}

/** The deadline is kept from outside, where nothing that the guest does can hold it up. */
function withoutDeadline(limits: NonNullable<CellDescription["limits"]>): NonNullable<CellDescription["limits"]> {
  const { deadlineMs, ...inside } = limits;
  void deadlineMs;
  return inside;
}

function hooksOf(hooks: NonNullable<CellDescription["hooks"]>): CellHooks {
  const load = hooks.load as Remote;
  const resolve = hooks.resolve as Remote | undefined;
  return {
    load: (id) => load(id) as MaybePromise<LoadedModule | undefined>,
    ...(resolve === undefined
      ? {}
      : { resolve: (specifier, referrer) => resolve(specifier, referrer) as MaybePromise<string | undefined> }),
  };
}

const sinkOf = (name: string, write: unknown): Readonly<Record<string, TextSink>> =>
  write === undefined ? {} : { [name]: { write: (text: string) => void (write as Remote)(text) } };

function powersOf(powers: CellDescription["powers"]): Readonly<Record<string, unknown>> {
  const timersByOptions = new Map<string, ReturnType<typeof timers>>();
  const made = Object.entries(powers).map(([name, power]) => [name, powerOf(power, timersByOptions)] as const);
  return Object.fromEntries(made);
}

/** @param shared timers of the same options are one set, as they were at the supervisor's */
function powerOf({ kind, options }: PortablePower, shared: Map<string, ReturnType<typeof timers>>): unknown {
  switch (kind) {
    case "exit":
      return Cell.exit;
    case "clock":
      return clock(options as ClockOptions);
    case "random":
      return random(options as RandomOptions);
    case "timers.setTimeout":
    case "timers.clearTimeout":
    case "timers.setInterval":
    case "timers.clearInterval": {
      const key = JSON.stringify(options);
      const set = shared.get(key) ?? timers(options as TimersOptions);
      shared.set(key, set);
      return set[kind.slice("timers.".length) as TimerName];
    }
    default:
      throw new TypeError(`no such power: ${kind}`);
  }
}
