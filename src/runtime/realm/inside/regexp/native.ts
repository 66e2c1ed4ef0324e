import { RegExpOf, regExpPrototype } from "../intrinsics.js";
import type { RegExps } from "./regexps.js";

/** The engine's own, as they are. */
export const nativeRegExps: RegExps = {
  make: (source, flags) => new RegExpOf(source, flags),
  adopt: (source, flags) => new RegExpOf(source, flags),
  prototype: regExpPrototype,
  RegExp: undefined,
  connect() {
    // needs no engine
  },
};
