import type { RegExps } from "../realm/inside/regexp/regexps.js";

/** Makes what the source wrote as a literal regular expression, under policies where the cell makes them. The verifier has judged the pattern. */
export const makeRegexp = ({ make }: RegExps): ((source: string, flags: string) => object) => make;
