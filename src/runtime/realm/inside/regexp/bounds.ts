/**
 * Whether a pattern is short and shallow enough to be compiled. The engine's parser and compiler recurse over groups, 300 bytes of native stack a level,
 * and where that runs out they do not throw but abort the process (attack `escape/regexp-nested-groups`).
 */
import { stringCharCodeAt, stringIndexOf } from "../intrinsics.js";

/** UTF-16 code units; as in the verifier's `no-unbounded-regex`. */
const LONGEST = 65_536;
/** Groups and classes within each other. What the meter keeps in reserve of the native stack has room for them. */
const DEEPEST = 250;

/** @returns what is wrong, or undefined. For a text that is no pattern it may be either: the engine's parser, which recurses as deep, refuses it. */
export function excess(source: string, flags: string): string | undefined {
  if (source.length > LONGEST) return `has ${source.length} code units, and ${LONGEST} are allowed`;
  const hasNestedClasses = stringIndexOf(flags, "v") >= 0;
  let groups = 0;
  let classes = 0;
  for (let i = 0; i < source.length; i++) {
    const code = stringCharCodeAt(source, i);
    if (code === BACKSLASH) i++;
    else if (code === OPEN_CLASS) classes = hasNestedClasses ? classes + 1 : 1;
    else if (code === CLOSE_CLASS) classes -= classes > 0 ? 1 : 0;
    else if (classes > 0) continue;
    else if (code === OPEN) groups++;
    else if (code === CLOSE) groups--;
    if (groups + classes > DEEPEST) return `nests groups more than ${DEEPEST} deep`;
  }
  return undefined;
}

const BACKSLASH = 0x5c;
const OPEN = 0x28;
const CLOSE = 0x29;
const OPEN_CLASS = 0x5b;
const CLOSE_CLASS = 0x5d;
