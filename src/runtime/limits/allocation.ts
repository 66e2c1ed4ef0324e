/**
 * What natives allocate for a guest, in bytes: buffers, texts, arrays by their length, counted before they are made where that is known. A budget over the
 * cell's life, of which nothing comes back when the garbage is collected. (docs/limits.md tells what is not counted.)
 */
import { floor, min } from "../realm/inside/intrinsics.js";
import type { MeterParts } from "./meter.js";

const SLICE = 2 ** 30 - 1;

/** What fast paths take from: an integer below 2^31, so that it is a small integer in its field. */
export interface Room {
  left: number;
}

export interface Allocation {
  readonly room: Room;
  /** Whole bytes, or Infinity. Ends the cell (`memory`) and throws the termination when they are not there. */
  allocate(bytes: number): void;
  setLimit(bytes: number): void;
  used(): number;
  available(): number;
  /** Takes bytes for somebody else (an inner cell), as used until they are given back. */
  lend(bytes: number): void;
  giveBack(bytes: number): void;
}

export function makeAllocation({ meter, slow }: Pick<MeterParts, "meter" | "slow">): Allocation {
  const room: Room = { left: SLICE };
  let reserve = Infinity;
  /** Taken out of the reserve: what `room` has left of it is not used yet. */
  let drawn = SLICE;

  /** Draws a slice anew, of so many bytes that there are. */
  const redraw = (all: number): void => {
    drawn -= room.left;
    room.left = min(all, SLICE);
    drawn += room.left;
    reserve = all - room.left;
  };
  const available = (): number => room.left + reserve;
  const take = (bytes: number): void => {
    redraw(available() - bytes);
    drawn += bytes;
  };
  return {
    room,
    allocate(bytes) {
      if (bytes <= room.left) {
        room.left -= bytes;
        return;
      }
      if (bytes <= available() && bytes < Infinity) return take(bytes);
      redraw(0);
      meter.terminate("memory");
      slow.live();
    },
    setLimit(bytes) {
      redraw(floor(bytes));
    },
    used: () => drawn - room.left,
    available,
    lend(bytes) {
      take(min(bytes, available()));
    },
    giveBack(bytes) {
      if (meter.reason() !== undefined) return;
      redraw(available() + bytes);
      drawn -= bytes;
    },
  };
}
