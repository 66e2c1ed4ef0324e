import type { CallExpression, Literal, Node } from "acorn";
import { slowness } from "../../regexp/slowness.js";
import { stringOf } from "../shapes.js";
import type { Walk } from "../walk.js";

/** UTF-16 code units of a pattern. The largest in published packages (identifier classes of parsers) have some 12,000. */
const LONGEST = 65_536;

/** I11: patterns are bounded in length; the parser has counted their groups as brackets and read them by this edition's syntax. */
export function noUnboundedRegex(walk: Walk, node: Literal, pattern: string): void {
  noLongRegex(walk, node, pattern);
  if (walk.regexp !== "native")
    walk.report.refuse("I11-regex", "A literal is the engine's; under this policy the cell makes regular expressions.", node);
}

/**
 * I11: `__cc_regexp("pattern", "flags")`. The cell bounds length and nesting when it makes the expression, as with any that a program makes at run time.
 * Where only safe ones are allowed, these are judged here, and not when they are made.
 *
 * @returns whether it has the form
 */
export function regexInItsForm(walk: Walk, node: CallExpression): boolean {
  const [pattern, flags] = [stringOf(node.arguments[0]), stringOf(node.arguments[1])];
  if (node.arguments.length !== 2 || pattern === undefined || flags === undefined) return false;
  noLongRegex(walk, node, pattern);
  const problem = walk.regexp === "safe" ? slowness(pattern, flags) : undefined;
  if (problem !== undefined) walk.report.refuse("I11-regex", `A regular expression ${problem}.`, node);
  walk.frame.busy ??= node;
  walk.frame.carry(2);
  return true;
}

function noLongRegex(walk: Walk, node: Node, { length }: string): void {
  if (length > LONGEST) walk.report.stop("I11-regex", `A regular expression has ${length} code units; ${LONGEST} are allowed.`, node);
}
