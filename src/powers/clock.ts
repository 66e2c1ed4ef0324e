import { Power } from "../runtime/power.js";

export interface ClockOptions {
  /** Where the time comes from, in milliseconds since the epoch. Default: the system. Left out in worker and process tiers, where functions answer too late. */
  readonly now?: () => number;
  /** Smallest step that a guest sees, in milliseconds. Default 1. Coarse steps blunt what can be learnt by timing. */
  readonly resolutionMs?: number;
  /** Added to the time. Default 0. */
  readonly offsetMs?: number;
  /** The time stands still here. */
  readonly fixedAt?: number;
}

/**
 * The power to read the time, granted under the name that guests use: `globals: { Date: clock() }`.
 * `Date.now()`, `new Date()` and `Date()` then answer; the time zone stays UTC. Time never runs backwards, whatever the system's clock does.
 */
export function clock(options: ClockOptions = {}): Power {
  checkClock(options);
  return new Power(
    (host) => void host.setClock(steadyClock(options)),
    options.now === undefined ? { kind: "clock", options: { ...options } } : undefined,
  );
}

/**
 * A clock for one cell. For powers that stand on the clock (`performance.now`) as well.
 *
 * @returns whole steps of `resolutionMs`, never less than before
 */
export function steadyClock({ now = Date.now, resolutionMs = 1, offsetMs = 0, fixedAt }: ClockOptions): () => number {
  if (fixedAt !== undefined) return () => fixedAt;
  let latest = -Infinity;
  return () => {
    const time = Math.floor((Number(now()) + offsetMs) / resolutionMs) * resolutionMs;
    if (time > latest) latest = time;
    return latest;
  };
}

function checkClock({ resolutionMs = 1, offsetMs = 0, fixedAt = 0 }: ClockOptions): void {
  if (!(resolutionMs > 0) || !Number.isFinite(resolutionMs)) throw new TypeError("clock: resolutionMs is a number above 0");
  if (!Number.isFinite(offsetMs)) throw new TypeError("clock: offsetMs is a number");
  if (!Number.isFinite(fixedAt)) throw new TypeError("clock: fixedAt is a number");
}
