import type { CallLimits, Limits } from "../cell-options.js";

/** What a cell has left of the budgets that an inner cell draws on; Infinity where there is no bound. */
export interface Left {
  readonly fuel: number;
  readonly allocation: number;
  readonly hostCalls: number;
  readonly output: number;
}

/** Budgets that go to the inner cell: they are the outer one's no more, until the inner one ends and gives back what it has not used. */
export type Drawn = Left;

const DRAWN = ["fuel", "allocation", "hostCalls", "output"] as const;
const BOUNDED = ["depth", "deadlineMs", "timers"] as const;
const PER_CALL = ["fuel", "hostCalls", "output"] as const;

/**
 * Limits of a cell within another: never wider than what the outer one has left. Budgets are drawn: as much as was asked for, or half; bounds are the
 * lesser of both.
 */
export function shareLimits(outer: Limits, left: Left, asked: Limits): { readonly limits: Limits; readonly drawn: Drawn } {
  const drawn = { fuel: 0, allocation: 0, hostCalls: 0, output: 0 };
  const limits: { -readonly [K in keyof Limits]: Limits[K] } = {};
  for (const name of DRAWN) {
    const given = Math.min(asked[name] ?? left[name] / 2, left[name]);
    if (given === Infinity) continue;
    // a cell without any could not even say so
    limits[name] = drawn[name] = Math.max(1, Math.floor(given));
  }
  for (const name of BOUNDED) {
    const least = Math.min(asked[name] ?? Infinity, outer[name] ?? Infinity);
    if (least < Infinity) limits[name] = least;
  }
  const perCall = meetCallLimits(outer.perCall, asked.perCall);
  if (perCall !== undefined) limits.perCall = perCall;
  if (asked.unmetered === true && outer.unmetered === true) limits.unmetered = true;
  return { limits, drawn };
}

function meetCallLimits(a: CallLimits = {}, b: CallLimits = {}): CallLimits | undefined {
  const least = PER_CALL.map((name) => [name, Math.min(a[name] ?? Infinity, b[name] ?? Infinity)] as const);
  const bounded = least.filter(([, value]) => value < Infinity);
  return bounded.length === 0 ? undefined : Object.fromEntries(bounded);
}
