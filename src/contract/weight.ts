/**
 * Weight of a frame, in units of depth and fuel. Compiler and verifier compute it alike: from the frame's declared
 * bindings (parameters, temporaries and compiler locals included) and from the most arguments that are in flight at once
 * (`inFlight(node)` = own argument count of a call or `new`, plus the largest `inFlight` of its arguments, or that of its callee if larger;
 * functions and classes apart).
 */
export const SLOTS_PER_UNIT = 32;

/** @returns a whole number ≥ 1. */
export const frameWeight = (bindings: number, inFlight: number): number => 1 + Math.floor((bindings + inFlight) / SLOTS_PER_UNIT);
