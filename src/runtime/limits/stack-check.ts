/**
 * Asks the native stack whether so many bytes are left, in some 20 ns and without touching them.
 *
 * The engine checks on entry that a function's whole frame has room. The one made here has a variable for every eight of the bytes, in a branch that is
 * never taken. Compiled by the optimizing compiler its frame is tiny, but the check on entry still provides for the big one (it may have to fall
 * back to it): so a call costs nothing and fails exactly when the room is not there. Until it has been optimized each call fills that frame: 10 µs.
 *
 * Alternatives measured: a call with so many arguments 30 µs; a regular expression with as many registers 100 ns, but 150 ms and 14 MB to compile.
 */

import { hasHeadroom } from "./headroom.js";

const BYTES_PER_VARIABLE = 8;
/**
 * Assignments in the dead branch: too much bytecode for the optimizing compiler to inline the function into its caller (460 bytes, on each line of Node). Inlined
 * there is no entry, and no check: it would answer for ever after that there is room.
 */
const BALLAST = 400;
const LOOPS = 20_000;
/** Questions that are answered without that function, at some 40 µs each: making it takes a tenth of a second, which most processes have no use for. */
const PATIENCE = 500;

/** Source of an expression: a function that throws RangeError if fewer than so many bytes are left; its argument makes it loop, to get it optimized. */
export function stackCheckSource(bytes: number): string {
  const names = Array.from({ length: Math.ceil(bytes / BYTES_PER_VARIABLE) }, (_, i) => `a${i.toString(36)}`);
  const ballast = names.slice(0, BALLAST).map((name) => `${name}=n`);
  return `(function () { "use strict"; return function (n) { for (let i = 0; i < n; i++); if (n === -1) { var ${names.join()}; ${ballast.join(";")};${names.join(";")} } }; })()`;
}

/**
 * @param evaluate evaluates a script in the host's own realm
 * @returns a function that answers whether so many bytes are left; never throws.
 */
export function makeStackCheck(bytes: number, evaluate: (source: string) => unknown): () => boolean {
  let check: ((loops: number) => void) | undefined;
  const warm = (): ((loops: number) => void) => {
    check = evaluate(stackCheckSource(bytes)) as (loops: number) => void;
    for (let i = 0; i < 10; i++) check(LOOPS);
    return check;
  };
  let patience = PATIENCE;
  return () => {
    if (patience > 0) {
      patience--;
      return hasHeadroom(bytes);
    }
    try {
      (check ?? warm())(0);
      return true;
    } catch {
      return false;
    }
  };
}
