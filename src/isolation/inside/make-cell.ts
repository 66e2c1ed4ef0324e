import { policyFromCanonical } from "../../policy/index.js";
import { cells, type CellsOptions } from "../../powers/cells.js";
import { clock, type ClockOptions } from "../../powers/clock.js";
import { consoleTo, type ConsoleOptions } from "../../powers/console-to.js";
import { random, type RandomOptions } from "../../powers/random.js";
import { timers, type TimersOptions } from "../../powers/timers.js";
import { webGlobals, type WebGlobalsOptions } from "../../powers/web-globals.js";
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

/** Powers by global's name. Those of the same options are one set, as they were at the supervisor's: `clearTimeout` knows the names of `setTimeout`. */
function powersOf(powers: CellDescription["powers"]): Readonly<Record<string, unknown>> {
  const sets = new Map<string, Readonly<Record<string, unknown>>>();
  const setOf = (family: string, options: unknown, make: () => Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    const key = `${family} ${JSON.stringify(options)}`;
    const set = sets.get(key) ?? make();
    sets.set(key, set);
    return set;
  };
  const powerOf = ({ kind, options }: PortablePower): unknown => {
    const [family, name = ""] = kind.split(".");
    switch (family) {
      case "exit":
        return Cell.exit;
      case "cells":
        return cells(options as CellsOptions);
      case "clock":
        return clock(options as ClockOptions);
      case "console":
        return consoleTo(undefined, options as ConsoleOptions);
      case "random":
        return random(options as RandomOptions);
      case "timers":
        return setOf(family, options, () => timers(options as TimersOptions))[name];
      case "web":
        return setOf(family, options, () => webGlobals(options as WebGlobalsOptions))[name];
      default:
        throw new TypeError(`no such power: ${kind}`);
    }
  };
  return Object.fromEntries(Object.entries(powers).map(([name, power]) => [name, powerOf(power)]));
}
