import type { Literal } from "acorn";
import type { Walk } from "../walk.js";

/** UTF-16 code units of a pattern. The largest in published packages (identifier classes of parsers) have some 12,000. */
const LONGEST = 65_536;

/** I11: patterns are bounded in length; the parser has counted their groups as brackets and read them by this edition's syntax. */
export function noUnboundedRegex(walk: Walk, node: Literal): void {
  const length = node.regex?.pattern.length ?? 0;
  if (length > LONGEST) walk.report.refuse("I11-regex", `A regular expression has ${length} code units; ${LONGEST} are allowed.`, node);
}
