import type { Hotness } from "../realm/inside/hotness.js";

/** `__cc_proto(E.prototype)`: the value, or the stand-in if it is a hot prototype. */
export const makeProto = ({ swap }: Hotness): ((v: unknown) => unknown) => swap;
