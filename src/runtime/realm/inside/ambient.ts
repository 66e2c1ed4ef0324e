/**
 * Clock and randomness: what a guest could tell the time by, or not be repeated. Without the power each use throws (`violation`) or is answered
 * deterministically (`standin`): time begins at 2020-01-01T00:00:00Z and moves on by a millisecond at each look, random numbers come from a fixed seed.
 */
import { imul, TypeErrorOf } from "./intrinsics.js";

export interface Ambient {
  /** Milliseconds since the epoch. */
  now(what: string): number;
  /** In [0, 1). */
  random(): number;
  /** Grants the power: a function of this realm that answers a number. */
  setClock(clock: () => number): void;
  setRandom(random: () => number): void;
}

const EPOCH = 1_577_836_800_000;
const SEED = 0x9e3779b9;

export function makeAmbient(kind: "violation" | "standin"): Ambient {
  let looks = 0;
  let state = SEED;
  const refuse = (what: string, power: string): never => {
    throw new TypeErrorOf(`${what} needs the ${power} power, which this cell does not have`);
  };
  let clock = kind === "standin" ? () => EPOCH + looks++ : (what: string) => refuse(what, "clock");
  let random =
    kind === "standin"
      ? () => {
          // mulberry32
          state = (state + 0x6d2b79f5) | 0;
          let t = imul(state ^ (state >>> 15), 1 | state);
          t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
          return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
        }
      : () => refuse("Math.random()", "random");
  return {
    now: (what) => +clock(what),
    random: () => +random(),
    setClock(next) {
      clock = next;
    },
    setRandom(next) {
      random = next;
    },
  };
}
