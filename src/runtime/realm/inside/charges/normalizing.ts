/**
 * What it costs to normalize a text, which comparing by a locale does as well: a step for a character, and the square of each run of marks, since the engine sorts
 * those by insertion.
 *
 *   ("a" + "\u0300\u0316".repeat(5e4)).normalize("NFD")        seconds
 */
import { defineProperty, regExpExec } from "../intrinsics.js";
import { hidden } from "../descriptors.js";

/** Fewer marks behind each other are sorted in no time. */
const RUN = 32;
/** Comparisons of marks in the time of a step. */
const PER_STEP = 4;

const marks = new RegExp(`\\p{M}{${RUN},}`, "gu");
// before any guest code
defineProperty(marks, "exec", hidden(RegExp.prototype.exec));

/** Units for this text. */
export function normalizing(text: string): number {
  let units = text.length;
  if (units < RUN) return units;
  marks.lastIndex = 0;
  for (let found = regExpExec(marks, text); found !== null; found = regExpExec(marks, text)) {
    const run = (found as readonly string[])[0]!.length;
    units += (run * run) / PER_STEP;
  }
  return units;
}
