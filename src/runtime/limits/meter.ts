/**
 * Depth and fuel of one cell (DESIGN §7). Both live in small-integer fields of one object: as doubles in context slots `enter` cost six times as much.
 * Fuel is held as a slice of at most 2^30 with the rest in reserve; depth has a soft mark at which the slow path looks closer.
 *
 * Depth is raised at entry and put back by `leave`, by catching frames and at crossings. What natives swallow (a promise executor that throws) leaves
 * it raised: beyond half of the limit a microtask, which by its nature runs on an empty stack, sets it to 0; and before an overflow is declared the
 * native stack is asked, so that drift alone is never taken for recursion.
 */
import { create, defineProperty, freeze, isNaNNumber, min, RangeErrorOf } from "../realm/inside/intrinsics.js";
import { fixed } from "../realm/inside/descriptors.js";
import type { Meter } from "../realm/inside/kit.js";
import { hasHeadroom } from "./headroom.js";

/** Units of depth when the supervisor says nothing: see docs/limits.md for what a unit is worth in bytes. */
export const DEFAULT_DEPTH = 2_400;
/** An entry from the host while guest frames are on the stack: the host's own frames lie between. */
const CROSSING_WEIGHT = 16;
const SLICE = 2 ** 30 - 1;
/** How far the soft mark moves on: the granularity of `peakDepth`. */
const STEP = 64;
/** A stack that still has this many bytes is not overflowing, whatever the counter says. */
const ROOMY = 768 * 1024;

/** What the guards touch on their fast paths. Integers below 2^31, so that each is a small integer in its field. */
export interface MeterState {
  /** Of the current slice; below zero: `refuel`. */
  fuel: number;
  depth: number;
  /** Past this depth `deep` decides. */
  soft: number;
}

/** The slow paths. */
export interface MeterSlow {
  /** Takes the next slice or throws the termination. */
  refuel(): void;
  /** Records the depth, or throws RangeError with the depth put back. */
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
  readonly meter: Meter;
  readonly state: MeterState;
  readonly slow: MeterSlow;
}

export function makeMeter(): MeterParts {
  const S: MeterState = { fuel: 0, depth: 0, soft: STEP };
  let reserve = Infinity;
  let drawn = 0;
  let hard = DEFAULT_DEPTH;
  let peak = 0;
  let calming = false;
  let entries = 0;
  let over: string | undefined;
  const termination = makeTermination();

  /** Fuel has run below zero: takes the next slice, or ends the cell. */
  const refuel = (): void => {
    if (over === undefined) {
      const slice = min(reserve, SLICE);
      if (slice + S.fuel >= 0) {
        reserve -= slice;
        drawn += slice;
        S.fuel += slice;
        return;
      }
      terminate("fuel");
    }
    S.fuel = 0;
    throw termination;
  };
  const terminate = (reason: string): void => {
    if (over !== undefined) return;
    over = reason;
    drawn -= S.fuel > 0 ? S.fuel : 0;
    S.fuel = 0;
    reserve = 0;
  };

  const calm = async (): Promise<void> => {
    await undefined;
    calming = false;
    S.depth = 0;
    S.soft = STEP;
  };
  /** Depth is past the soft mark. */
  const deep = (before: number, weight: number): void => {
    const depth = before + weight;
    if (depth > hard) {
      if (hasHeadroom(ROOMY) && weight <= hard) S.depth = weight;
      else {
        S.depth = before;
        throw new RangeErrorOf("Maximum call stack size exceeded");
      }
    }
    if (depth > peak) peak = min(depth, hard);
    if (!calming && depth > hard / 2) {
      calming = true;
      void calm();
    }
    S.soft = min(hard, depth + STEP);
  };

  const charge = (units: number): void => {
    if (units <= S.fuel) {
      S.fuel -= units;
      return;
    }
    const left = S.fuel + reserve;
    if (over !== undefined || units > left) {
      terminate("fuel");
      throw termination;
    }
    const rest = left === Infinity ? Infinity : left - units;
    drawn += units - S.fuel;
    S.fuel = min(rest, SLICE);
    drawn += S.fuel;
    reserve = rest - S.fuel;
  };

  return {
    state: S,
    slow: {
      refuel,
      deep,
      live() {
        if (over !== undefined) throw termination;
      },
    },
    meter: {
      setLimits(limits) {
        if (limits.depth !== undefined) {
          hard = limits.depth;
          S.soft = min(STEP, hard);
        }
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
      usage: () => ({ fuel: drawn - (S.fuel > 0 ? S.fuel : 0), peakDepth: peak > S.soft - STEP ? peak : S.soft - STEP }),
      charge,
      entry() {
        const mark = S.depth;
        if (entries++ === 0) S.depth = 0;
        else if ((S.depth = mark + CROSSING_WEIGHT) > S.soft) deep(mark, CROSSING_WEIGHT);
        return mark;
      },
      exit(mark) {
        entries--;
        S.depth = entries === 0 ? 0 : mark;
      },
      terminate,
      reason: () => over,
      isTermination: (v) => v === termination,
    },
  };
}

/** What every guard throws once the cell is over: inert, without a prototype, the same object each time. A guest handler that gets it can do nothing with it. */
function makeTermination(): object {
  const termination = create(null) as object;
  defineProperty(termination, "message", fixed("the cell is over"));
  return freeze(termination);
}
