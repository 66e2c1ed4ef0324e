/**
 * Depth of one cell, and its fuel (fuel.ts), as guards and natives use them (DESIGN §7). Both live in small-integer fields of one object: as doubles in context
 * slots `enter` cost six times as much.
 *
 * Depth is counted in units, and a unit is no fixed number of bytes: 110 for a plain call, up to 2,400 where a native lies between two guest frames
 * (docs/limits.md). So there are two limits, both of which end in a RangeError of the guest's realm. The counted one is the same on every machine. The
 * other asks the native stack itself whether another STEP units, at the most that these can be, would leave the reserve alone.
 *
 * Most programs stay within STEP units of where the host came in: one answer, had there, is good for all of them. Beyond, the fuel is handed out in slices
 * of STEP units and the stack is asked at the end of each: a frame costs a unit at least, so no more than STEP of them have been added since the last answer.
 *
 * Depth is put back by `leave`, by catching frames and at crossings. What natives swallow (a promise executor that throws) leaves it raised: beyond half
 * of the limit a microtask, which by its nature runs on an empty stack, sets it to 0.
 */
import { min, RangeErrorOf } from "../realm/inside/intrinsics.js";
import type { Meter } from "../realm/inside/kit.js";
import { makeFuel } from "./fuel.js";
import { hasHeadroom } from "./headroom.js";
import { STEP } from "./stack-sizes.js";

/** Units of depth when the supervisor says nothing. */
export const DEFAULT_DEPTH = 4_000;
/** An entry from the host while guest frames are on the stack: the host's own frames lie between. */
const CROSSING_WEIGHT = 16;
/** Units beyond an outermost entry for which the stack need not have room. */
const UNASKED = 16;
/** Back at this depth, small slices end. */
const EASE = STEP / 2;
/** Fuel for an overflow: making the error and asking the stack take some 50 µs. A guest that catches overflows for ever ends by it. */
const OVERFLOW_COST = 10_000;
/** A stack that still has so many bytes is not overflowing, whatever the counter says. */
const MOST = 768 * 1024;

/** What the guards touch on their fast paths. Integers below 2^31, so that each is a small integer in its field. */
export interface MeterState {
  /** Of the current slice; below zero: `refuel`. */
  fuel: number;
  depth: number;
  /** Beyond, `deep` decides. */
  limit: number;
}

/** The slow paths. */
export interface MeterSlow {
  /** Takes the next slice; throws the termination, or RangeError where the stack has no more room. */
  refuel(): void;
  /** Moves the limit, or throws RangeError with the depth put back. */
  deep(before: number, weight: number): void;
  /** Throws the termination if the cell is over. */
  live(): void;
}

/** The two guards that our own code inside the realm uses as well. */
export interface Frames {
  /** Charges W of fuel, raises the depth by W; answers the depth before. Throws RangeError past the limit. */
  readonly enter: (weight: number) => number;
  /** Puts the depth back and answers v. */
  readonly leave: <T>(depth: number, v?: T) => T;
}

export interface MeterParts {
  /** Runs a native that recurses over guest data. */
  readonly recursing: <T>(native: () => T) => T;
  readonly meter: Meter;
  readonly state: MeterState;
  readonly slow: MeterSlow;
}

/**
 * @param ask whether the native stack has room for another STEP units and the reserve (stack-sizes.ts); a function of the host
 * @param isMetered whether programs charge at all
 */
export function makeMeter(ask: () => boolean, isMetered: boolean): MeterParts {
  /** At the very edge the call itself fails, with an error of the host's realm, which no guest may get: test/runtime/stack-edge.test.ts. */
  const isRoomy = (): boolean => {
    try {
      return ask();
    } catch {
      return false;
    }
  };
  const S: MeterState = { fuel: 0, depth: 0, limit: UNASKED };
  let hard = DEFAULT_DEPTH;
  let peak = 0;
  let calming = false;
  let entries = 0;
  /** Whether the stack had room for STEP units beyond where the host came in. */
  let isFounded = false;
  /** Depth from which a recursing native calls guest functions; -1 for none. And the least since the stack was asked within it. */
  let callbacksAt = -1;
  let askedAt = -1;

  const fuel = makeFuel(
    S,
    () => {
      if (!isFounded || S.depth > EASE || callbacksAt >= 0) return look(S.depth);
      fuel.unslice();
      bound();
    },
    () => entries > 0,
  );
  /** The limit for now. */
  const bound = (): void => {
    S.limit = callbacksAt >= 0 ? callbacksAt : fuel.isSliced() ? hard : min(isFounded ? STEP : UNASKED, hard);
  };
  const calm = async (): Promise<void> => {
    await undefined;
    calming = false;
    S.depth = 0;
  };
  /** @param before depth of the frame that is not entered */
  const overflow = (before: number): never => {
    S.depth = before;
    fuel.spend(OVERFLOW_COST);
    throw new RangeErrorOf("Maximum call stack size exceeded");
  };
  /** Asks for another STEP units. @param before depth of the frame that would be next */
  const look = (before: number): void => {
    if (before > peak) peak = before;
    if (!isRoomy()) overflow(before);
    if (!calming && before > hard / 2) {
      calming = true;
      void calm();
    }
  };
  /** Past the counted limit: what natives have swallowed, or recursion? */
  const pass = (before: number, weight: number): void => {
    peak = hard;
    if (weight > hard || !hasHeadroom(MOST)) overflow(before);
    S.depth = weight;
  };
  /** A frame would pass the limit of the moment. */
  const deep = (before: number, weight: number): void => {
    const depth = before + weight;
    if (depth > hard) pass(before, weight);
    else if (callbacksAt >= 0) {
      if (before === callbacksAt || askedAt < 0 || depth > askedAt + STEP) {
        look(before);
        askedAt = before;
      } else if (before < askedAt) askedAt = before;
    } else {
      look(before);
      fuel.slice(STEP);
      bound();
    }
  };

  /**
   * Runs a native that recurses over a guest's data on the native stack and calls guest functions from there, with nothing counted in between
   * (`JSON.stringify`, `flat`): the stack is asked for each function that it calls.
   */
  const recursing = <T>(native: () => T): T => {
    const outer = callbacksAt;
    const outerAsked = askedAt;
    callbacksAt = S.depth;
    askedAt = -1;
    bound();
    try {
      return native();
    } finally {
      callbacksAt = outer;
      askedAt = outerAsked;
      bound();
    }
  };

  return {
    recursing,
    state: S,
    slow: { refuel: fuel.refuel, deep, live: fuel.live },
    meter: {
      ...fuel.meter,
      setLimits(limits) {
        if (limits.depth !== undefined) {
          hard = limits.depth;
          bound();
        }
        fuel.setBudget(limits.fuel, limits.callFuel);
      },
      usage: () => ({ fuel: fuel.used(), peakDepth: peak }),
      entry() {
        const mark = S.depth;
        if (entries === 0) {
          S.depth = 0;
          if (fuel.isSliced()) fuel.unslice();
          // here and not on the way up: a slow path that was never taken costs the engine nothing, one that was, at each call
          isFounded = isMetered && isRoomy();
          bound();
          fuel.beginCall();
        } else {
          const depth = (S.depth = mark + CROSSING_WEIGHT);
          if (depth > hard) pass(mark, CROSSING_WEIGHT);
          // always: a host function may have gone down as far as a guest told it to, and what it calls now may be natives alone
          look(mark);
        }
        // last: an entry that throws is not left
        entries++;
        return mark;
      },
      exit(mark) {
        entries--;
        S.depth = entries === 0 ? 0 : mark;
      },
    },
  };
}
