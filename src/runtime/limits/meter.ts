/**
 * Depth and fuel of one cell (DESIGN §7). Both live in small-integer fields of one object: as doubles in context slots `enter` cost six times as much.
 * Fuel is held as a slice of at most 2^30 with the rest in reserve.
 *
 * Depth is counted in units, and a unit is no fixed number of bytes: 110 for a plain call, up to 2,400 where a native lies between two guest frames
 * (docs/limits.md). So there are two limits, both of which end in a RangeError of the guest's realm. The counted one is the same on every machine. The
 * other asks the native stack itself whether another STEP units, at the most that these can be, would leave the reserve alone.
 *
 * Most programs stay within STEP units of where the host came in: one answer, had on the way up, is good for all of them (`limit` is STEP). Beyond,
 * the fuel is handed out in slices of STEP units and the stack is asked at the end of each: a frame costs a unit at least, so no more than STEP of them
 * have been added since the last answer.
 *
 * Depth is put back by `leave`, by catching frames and at crossings. What natives swallow (a promise executor that throws) leaves it raised: beyond half
 * of the limit a microtask, which by its nature runs on an empty stack, sets it to 0.
 */
import { create, defineProperty, freeze, isNaNNumber, min, RangeErrorOf } from "../realm/inside/intrinsics.js";
import { fixed } from "../realm/inside/descriptors.js";
import type { Meter } from "../realm/inside/kit.js";
import { hasHeadroom } from "./headroom.js";
import { STEP } from "./stack-sizes.js";

/** Units of depth when the supervisor says nothing. */
export const DEFAULT_DEPTH = 4_000;
/** An entry from the host while guest frames are on the stack: the host's own frames lie between. */
const CROSSING_WEIGHT = 16;
const SLICE = 2 ** 30 - 1;
/** Units beyond an outermost entry for which the stack is not asked. */
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
  /** Takes the next slice or throws the termination. */
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

/** @param ask whether the native stack has room for another STEP units and the reserve (stack-sizes.ts); a function of the host. */
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
  /** Fuel comes in small slices, at whose ends the stack is asked. */
  let isSliced = false;
  /** Whether the stack had room for STEP units beyond where the host came in. */
  let isFounded = false;
  let reserve = Infinity;
  let drawn = 0;
  let hard = DEFAULT_DEPTH;
  let peak = 0;
  let calming = false;
  let entries = 0;
  /** Depth from which a recursing native calls guest functions; -1 for none. And the least since the stack was asked within it. */
  let callbacksAt = -1;
  let askedAt = -1;
  let over: string | undefined;
  const termination = makeTermination("the cell is over");
  /** Fuel of a call, and what the lifetime has beyond the present call's. */
  let callFuel = Infinity;
  let kept = 0;
  /** Outermost entries so far. */
  let calls = 0;
  /** Whether the present call is over, and why the last one that was interrupted was. */
  let isInterrupted = false;
  let interruption: string | undefined;
  let lastInterruption: object | undefined;

  /** Fuel has run below zero: takes the next slice, or ends the cell. */
  const refuel = (): void => {
    if (over === undefined) {
      if (reserve + S.fuel >= 0) {
        if (isSliced) {
          if (isFounded && S.depth <= EASE && callbacksAt < 0) {
            isSliced = false;
            bound();
          } else look(S.depth);
        }
        return draw();
      }
      exhaust();
    }
    S.fuel = 0;
    throw end();
  };
  /** The next slice, or what is left; also what has been overdrawn. */
  const draw = (): void => {
    const part = min(reserve, (isSliced ? STEP : SLICE) - S.fuel);
    reserve -= part;
    drawn += part;
    S.fuel += part;
  };
  /** Puts the slice back. */
  const undraw = (): void => {
    if (S.fuel <= 0) return;
    reserve += S.fuel;
    drawn -= S.fuel;
    S.fuel = 0;
  };
  /** What guards throw when cell or call are over. */
  const end = (): object => (over === undefined && isInterrupted ? lastInterruption! : termination);
  /** The fuel is gone: of the call alone, if the lifetime's budget has more. */
  const exhaust = (): void => {
    if (kept > 0) interrupt("fuel");
    else terminate("fuel");
  };
  const interrupt = (reason: string): void => {
    if (over !== undefined || isInterrupted) return;
    isInterrupted = true;
    interruption = reason;
    // one of its own each time: an old one, thrown again by a guest that kept it, says nothing
    lastInterruption = makeTermination("the call is over");
    // what the call has left goes back, so that every guard comes here
    kept += settle();
  };
  /** Takes all fuel out, as if it had never been drawn. */
  const settle = (): number => {
    const held = S.fuel > 0 ? S.fuel : 0;
    const all = held + reserve;
    drawn -= held;
    S.fuel = 0;
    reserve = 0;
    return all;
  };
  /** The next call: fresh fuel, and no more interruption. */
  const beginCall = (): void => {
    calls++;
    if (over !== undefined || (callFuel === Infinity && !isInterrupted)) return;
    isInterrupted = false;
    const all = kept + settle();
    reserve = min(all, callFuel);
    kept = less(all, reserve);
  };
  const terminate = (reason: string): void => {
    if (over !== undefined) return;
    over = reason;
    settle();
    kept = 0;
  };

  /** The limit for now. */
  const bound = (): void => {
    S.limit = callbacksAt >= 0 ? callbacksAt : isSliced ? hard : min(isFounded ? STEP : UNASKED, hard);
  };
  const calm = async (): Promise<void> => {
    await undefined;
    calming = false;
    S.depth = 0;
  };
  /** @param before depth of the frame that is not entered */
  const overflow = (before: number): never => {
    S.depth = before;
    undraw();
    if (reserve + S.fuel < OVERFLOW_COST) exhaust();
    if (over !== undefined || isInterrupted) throw end();
    reserve -= OVERFLOW_COST;
    drawn += OVERFLOW_COST;
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
  /** The depth would pass the limit. */
  const deep = (before: number, weight: number): void => {
    const depth = before + weight;
    if (depth > peak) peak = min(depth, hard);
    if (depth > hard) {
      // what natives have swallowed, or recursion?
      if (weight > hard || !hasHeadroom(MOST)) overflow(before);
      S.depth = weight;
    } else if (callbacksAt >= 0) {
      if (before === callbacksAt || askedAt < 0 || depth > askedAt + STEP) {
        look(before);
        askedAt = before;
      } else if (before < askedAt) askedAt = before;
    } else if (depth <= STEP && !isSliced) {
      // on the way up from an outermost entry, for the first time: what is free here was free there
      look(before);
      isFounded = true;
      bound();
    } else {
      look(before);
      isSliced = true;
      bound();
      undraw();
      draw();
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

  const charge = (units: number): void => {
    if (units <= S.fuel) {
      S.fuel -= units;
      return;
    }
    const left = S.fuel + reserve;
    if (over !== undefined || isInterrupted || units > left) {
      exhaust();
      throw end();
    }
    const rest = left === Infinity ? Infinity : left - units;
    drawn += units - S.fuel;
    S.fuel = 0;
    reserve = rest;
    // small slices are for `refuel` to draw, which asks the stack
    if (!isSliced) draw();
  };

  return {
    recursing,
    state: S,
    slow: {
      refuel,
      deep,
      live() {
        if (over !== undefined || isInterrupted) throw end();
      },
    },
    meter: {
      setLimits(limits) {
        if (limits.depth !== undefined) {
          hard = limits.depth;
          bound();
        }
        if (limits.callFuel !== undefined) callFuel = limits.callFuel;
        if (limits.fuel === undefined || over !== undefined) return;
        if (isNaNNumber(limits.fuel)) throw new RangeErrorOf("fuel is no number");
        if (reserve === Infinity) {
          // from here on what counts is what is given
          drawn -= S.fuel;
          S.fuel = 0;
          reserve = 0;
        }
        reserve += limits.fuel;
      },
      usage: () => ({ fuel: drawn - (S.fuel > 0 ? S.fuel : 0), peakDepth: peak }),
      charge,
      entry() {
        const mark = S.depth;
        if (entries === 0) {
          S.depth = 0;
          if (isSliced) undraw();
          isSliced = false;
          // here and not on the way up: a slow path that was never taken costs the engine nothing, one that was, at each call
          isFounded = isMetered && isRoomy();
          bound();
          beginCall();
          // ahead of the first charge: the engine compiles a slow path that was taken as a call, behind which it knows nothing of the caller's objects
          if (S.fuel === 0 && over === undefined && !isInterrupted) draw();
        } else {
          S.depth = mark + CROSSING_WEIGHT;
          if (S.depth > hard) overflow(mark);
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
      terminate,
      reason: () => over,
      interrupt,
      interruption: () => (isInterrupted && over === undefined ? interruption : undefined),
      calls: () => calls,
      available: () => S.fuel + reserve + (entries > 0 ? 0 : kept),
      lend(units) {
        // within a call from what the call has: else the borrower would be a way round its budget
        const held = settle();
        const all = entries > 0 ? held : held + kept;
        const lent = min(units, all);
        reserve = min(held, less(all, lent));
        if (entries === 0) kept = less(less(all, lent), reserve);
        drawn += lent;
        return lent;
      },
      giveBack(units) {
        if (over !== undefined) return;
        drawn -= units;
        if (callFuel === Infinity && !isInterrupted) reserve += units;
        else kept += units;
      },
      terminationOf(v) {
        if (v === termination) return over;
        return v !== undefined && v === lastInterruption ? interruption : undefined;
      },
      isTermination: (v) => v === termination || (v !== undefined && v === lastInterruption),
    },
  };
}

/** a - b, where infinity less infinity is nothing. */
const less = (a: number, b: number): number => (b === Infinity ? 0 : a - b);

/** What every guard throws once the cell is over: inert, without a prototype, the same object each time. A guest handler that gets it can do nothing with it. */
function makeTermination(message: string): object {
  const termination = create(null) as object;
  defineProperty(termination, "message", fixed(message));
  return freeze(termination);
}
