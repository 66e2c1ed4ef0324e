import type { MeterSlow, MeterState } from "../limits/meter.js";
import { ErrorOf } from "../realm/inside/intrinsics.js";

/**
 * `e = __cc_caught(e, __cc_p, W)`, first statement of every guest `catch`. A termination is thrown again, whatever was caught, since a cell that is over
 * stays over. An error of another realm is replaced: it would lead to that realm's constructors. (The membrane lets none through; this is for what
 * the engine throws on the host's behalf, such as a stack overflow inside a host function.)
 */
export const makeCaught =
  (state: MeterState, slow: MeterSlow, isOurs: (v: object) => boolean) =>
  (e: unknown, depth?: number, weight?: number): unknown => {
    if (depth !== undefined) state.depth = depth + weight!;
    slow.live();
    if (((typeof e === "object" && e !== null) || typeof e === "function") && !isOurs(e))
      return new ErrorOf("An error of the host was withheld");
    return e;
  };
