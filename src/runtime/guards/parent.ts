import type { Hotness } from "../realm/inside/hotness.js";

/** `{ __proto__: __cc_parent(E) }`: the hot prototype of a stand-in, else the value, in the one position where the engine takes it as a parent at once. */
export const makeParent = ({ real }: Hotness): ((v: unknown) => unknown) => real;
