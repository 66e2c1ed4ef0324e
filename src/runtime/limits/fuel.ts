/**
 * Fuel of one cell (DESIGN §7): a slice of it in the field that guards take from, the rest in reserve. When it is gone the cell is over, or the present call
 * where that has a budget of its own; both for good: every guard throws.
 */
import { create, defineProperty, freeze, isNaNNumber, min, RangeErrorOf } from "../realm/inside/intrinsics.js";
import { fixed } from "../realm/inside/descriptors.js";
import type { Meter } from "../realm/inside/kit.js";
import type { MeterState } from "./meter.js";

/** The most that is a small integer. */
const SLICE = 2 ** 30 - 1;

export interface Fuel {
  /** The slice has run below zero: takes the next one, or throws the termination. */
  refuel(): void;
  /** Charges at once what is no step. Throws the termination, before anything is taken, when it is not there. */
  spend(units: number): void;
  /** From now on in slices of so many units, with `look` called before each is drawn. */
  slice(units: number): void;
  /** Whole slices again. */
  unslice(): void;
  isSliced(): boolean;
  /** Throws the termination if cell or call are over. */
  live(): void;
  setBudget(fuel: number | undefined, callFuel: number | undefined): void;
  /** The next call begins: fresh fuel, and no more interruption. */
  beginCall(): void;
  used(): number;
  readonly meter: Omit<Meter, "setLimits" | "usage" | "entry" | "exit">;
}

/**
 * @param look runs before a small slice is drawn; may throw
 * @param isInside whether the host has come in
 */
export function makeFuel(S: MeterState, look: () => void, isInside: () => boolean): Fuel {
  let reserve = Infinity;
  let drawn = 0;
  let size = SLICE;
  let over: string | undefined;
  const termination = makeTermination("the cell is over");
  /** Fuel of a call, and what the lifetime has beyond the present call's. */
  let callFuel = Infinity;
  let kept = 0;
  let calls = 0;
  /** Whether the present call is over, and why the last one that was interrupted was. */
  let isInterrupted = false;
  let interruption: string | undefined;
  let lastInterruption: object | undefined;

  const isOver = (): boolean => over !== undefined || isInterrupted;
  /** The next slice, or what is left; also what has been overdrawn. */
  const draw = (): void => {
    const part = min(reserve, size - S.fuel);
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
  const exhaust = (): never => {
    if (kept > 0) interrupt("fuel");
    else terminate("fuel");
    throw end();
  };
  const interrupt = (reason: string): void => {
    if (isOver()) return;
    isInterrupted = true;
    interruption = reason;
    // one of its own each time: an old one, thrown again by a guest that kept it, says nothing
    lastInterruption = makeTermination("the call is over");
    // what the call has left goes back, so that every guard comes here
    kept += settle();
  };
  const terminate = (reason: string): void => {
    if (over !== undefined) return;
    over = reason;
    settle();
    kept = 0;
  };
  /** Takes all fuel out, as if it had never been drawn. */
  const settle = (): number => {
    undraw();
    const all = reserve;
    S.fuel = 0;
    reserve = 0;
    return all;
  };
  const spend = (units: number): void => {
    undraw();
    // what has been overdrawn is owed as well
    if (isOver() || units > reserve + S.fuel) exhaust();
    if (reserve < Infinity) reserve -= units;
    drawn += units;
  };

  return {
    refuel() {
      if (isOver() || reserve + S.fuel < 0) {
        S.fuel = 0;
        exhaust();
      }
      if (size !== SLICE) look();
      draw();
    },
    spend,
    slice(units) {
      undraw();
      size = units;
      draw();
    },
    unslice() {
      undraw();
      size = SLICE;
    },
    isSliced: () => size !== SLICE,
    live() {
      if (isOver()) throw end();
    },
    setBudget(fuel, ofCall) {
      if (ofCall !== undefined) callFuel = ofCall;
      if (fuel === undefined || over !== undefined) return;
      if (isNaNNumber(fuel)) throw new RangeErrorOf("fuel is no number");
      if (reserve === Infinity) {
        // from here on what counts is what is given
        undraw();
        reserve = 0;
      }
      reserve += fuel;
    },
    beginCall() {
      calls++;
      if (over === undefined && (callFuel < Infinity || isInterrupted)) {
        isInterrupted = false;
        const all = kept + settle();
        reserve = min(all, callFuel);
        kept = less(all, reserve);
      }
      // ahead of the first charge: the engine compiles a slow path that was taken as a call, behind which it knows nothing of the caller's objects
      if (S.fuel === 0 && !isOver()) draw();
    },
    used: () => drawn - (S.fuel > 0 ? S.fuel : 0),
    meter: {
      charge(units) {
        if (units <= S.fuel) {
          S.fuel -= units;
          return;
        }
        spend(units);
        // small slices are for `refuel`, which looks
        if (size === SLICE) draw();
      },
      terminate,
      interrupt,
      interruption: () => (isInterrupted && over === undefined ? interruption : undefined),
      calls: () => calls,
      available: () => S.fuel + reserve + (isInside() ? 0 : kept),
      lend(units) {
        // within a call from what the call has: else the borrower would be a way round its budget
        const held = settle();
        const all = isInside() ? held : held + kept;
        const lent = min(units, all);
        reserve = min(held, less(all, lent));
        if (!isInside()) kept = less(less(all, lent), reserve);
        drawn += lent;
        return lent;
      },
      giveBack(units) {
        if (over !== undefined) return;
        drawn -= units;
        if (callFuel === Infinity && !isInterrupted) reserve += units;
        else kept += units;
      },
      reason: () => over,
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
