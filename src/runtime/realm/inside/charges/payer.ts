/**
 * Pays for natives: the fuel that a call of a built-in costs beyond the step that makes it, and the bytes of what it makes. A unit is about what a step of
 * the guest's own costs, so natives that are fast for an element are charged a unit for several.
 */
import { max, min, trunc } from "../intrinsics.js";
import type { Allocation, Room } from "../../../limits/allocation.js";
import type { MeterParts, MeterState } from "../../../limits/meter.js";

/** Charges of one cell. All functions throw the termination when the fuel is not there, before anything is done. */
export interface Payer {
  /** What the fast paths take from, as long as there is enough of it. */
  readonly state: MeterState;
  /** A whole number ≥ 0, or Infinity. */
  pay(units: number): void;
  /** The same for bytes. */
  readonly room: Room;
  allocate(bytes: number): void;
}

/** Bytes of an element of an array, as a power of two; of a character, whatever the engine makes of it. */
export const ELEMENT = 3;
export const CHARACTER = 1;
/** Arithmetic, not shifts: what guests claim goes up to 2 ** 53. */
export const elements = (count: number): number => count * 8;
export const characters = (count: number): number => count * 2;

/** Arrays this long are sparse, and natives go through them the slow way. */
export const DENSE = 2 ** 25;
/** Elements and characters that natives are done with in the time of one step: 2 ** 3. */
export const SHIFT = 3;

/** Lists of fewer elements are paid for in line where they are spread, and no bytes are counted. */
export const SHORT = 64;

/** Of one key: looked up, allocated, hashed. */
export const KEY = 8;
/** Objects of no more keys are done with in about a step. */
export const FEW_KEYS = 8;

/** Charge of going over so many elements or characters. */
export const scan = (count: number): number => (count < DENSE ? count >>> SHIFT : count);
/** A whole number between 0 and `most`; of what is no number 0. */
export const clamp = (value: number, most: number): number => (value > 0 ? min(trunc(value), most) : 0);

/** The length of what a native works on that takes (start, end) as `slice` does. What is no number is taken to be as wide as it can. */
export function span(length: number, start: unknown, end: unknown): number {
  const from = typeof start === "number" ? relative(start, length) : 0;
  const to = typeof end === "number" ? relative(end, length) : length;
  return max(to - from, 0);
}

/** As the language takes a relative index: from the end if it is below 0. */
export const relative = (index: number, length: number): number =>
  index < 0 ? clamp(length + trunc(index), length) : clamp(index, length);

export const makePayer = ({ state, meter }: MeterParts, { room, allocate }: Allocation): Payer => ({
  state,
  pay: meter.charge,
  room,
  allocate,
});
