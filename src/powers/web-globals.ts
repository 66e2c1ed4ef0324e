import { domainToASCII } from "node:url";
import { Power, type InsideValue, type PowerHost } from "../runtime/power.js";
import { library } from "./library.js";
import { WEB_LIBRARY } from "./libraries.generated.js";
import { timers, type TimersOptions } from "./timers.js";

const NAMES = [
  "AbortController",
  "AbortSignal",
  "CustomEvent",
  "DOMException",
  "Event",
  "EventTarget",
  "MessageChannel",
  "MessageEvent",
  "MessagePort",
  "TextDecoder",
  "TextEncoder",
  "URL",
  "URLSearchParams",
  "atob",
  "btoa",
  "crypto",
  "performance",
  "queueMicrotask",
  "structuredClone",
] as const;

export type WebGlobalName = (typeof NAMES)[number];

export interface WebGlobalsOptions {
  /** For `setTimeout` and its kin, which come along. */
  readonly timers?: TimersOptions;
}

/** Messages between ports of one cell that may be on their way at once. */
const MAX_TASKS = 10_000;

/**
 * What npm code expects to find: `globals: { ...webGlobals(), Date: clock(), Math: random() }`.
 *
 * All of it is JavaScript that runs inside the cell as guest code, so `instanceof`, subclassing and patching work as anywhere, and nothing of the host's
 * own classes is involved. It brings no power but timers: `performance` tells the time that `Date` tells in this cell, `crypto` draws from
 * `Math.random`, each according to the powers `clock` and `random` and the policy.
 */
export function webGlobals(options: WebGlobalsOptions = {}): Readonly<Record<string, Power>> {
  const set = timers(options.timers);
  const loaded = new WeakMap<PowerHost, InsideValue>();
  const libraryOf = (host: PowerHost): InsideValue => {
    let value = loaded.get(host);
    if (value === undefined) loaded.set(host, (value = load(host, set.setTimeout)));
    return value;
  };
  const portable = { timers: { ...options.timers } };
  const powers = NAMES.map((name) => [
    name,
    new Power((host) => host.member(libraryOf(host), name), { kind: `web.${name}`, options: portable }, { onDemand: true }),
  ]);
  return Object.freeze({ ...(Object.fromEntries(powers) as Record<string, Power>), ...set });
}

function load(host: PowerHost, setTimeout: Power): InsideValue {
  const tasks = new Set<NodeJS.Immediate>();
  const forget = (task: NodeJS.Immediate): void => {
    if (tasks.delete(task)) host.pending(-1);
  };
  host.onEnd(() => {
    for (const task of [...tasks]) {
      clearImmediate(task);
      forget(task);
    }
  });
  const task = (callback: () => unknown): void => {
    if (tasks.size >= MAX_TASKS) throw new RangeError(`more than ${MAX_TASKS} messages are on their way`);
    const immediate = setImmediate(() => {
      forget(immediate);
      try {
        callback();
      } catch (error) {
        host.report(error);
      }
    });
    tasks.add(immediate);
    host.pending(1);
  };
  const toASCII = (domain: unknown): string | null => (typeof domain === "string" && domainToASCII(domain)) || null;
  return host.inside(library(WEB_LIBRARY), (error: unknown) => host.report(error), task, toASCII, Power.install(setTimeout, host));
}
