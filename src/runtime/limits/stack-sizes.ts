/** The most native stack that a unit of depth has been seen to take, in bytes (docs/limits.md). */
const UNIT = 2_400;
/** Units that the depth may grow before the stack is asked again. */
export const STEP = 64;
/** Left untouched: for host functions, regular expressions, the engine's own work. */
const RESERVE = 160 * 1024;
/** What the stack is asked for. */
export const ASKED = RESERVE + STEP * UNIT;
