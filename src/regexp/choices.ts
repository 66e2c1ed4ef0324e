/**
 * An upper bound of the ways in which the loop-free parts of a pattern can be gone through: what a proof about growth with the text's length says nothing
 * about, for it grows with the pattern alone.
 *
 *   (jan|feb|mar) ?\d{1,2}     3 · 2 · 2
 *   (a?){30}a{30}              2^30: exponential in the thirty, and no loop in it
 *   (?:a|b)*                   1: a loop in which there is more than one way is found by the proof
 *
 * The pattern must be one that the engine compiles. One pass, not recursive.
 */
export function choices(source: string): number {
  /** Alternatives finished, and the present one so far; for each group that is open. */
  const done: number[] = [0];
  const product: number[] = [1];
  /** Ways of the last atom, on which a quantifier may follow; already in the product's future. */
  let atom = 1;
  let at = 0;
  const settle = (): void => {
    product[product.length - 1]! *= atom;
    atom = 1;
  };
  while (at < source.length) {
    const char = source[at]!;
    const counted = char === "{" ? COUNTED.exec(source.slice(at, at + LONGEST_COUNT)) : null;
    if (char === "*" || char === "+" || counted?.[3] === "") {
      atom = 1;
      at += counted?.[0].length ?? 1;
    } else if (char === "?") {
      // behind another quantifier it only says which way is tried first
      if (!isQuantified(source, at)) atom += 1;
      at++;
    } else if (counted !== null) {
      const least = Number(counted[1]);
      const most = counted[3] === undefined ? least : Number(counted[3]);
      atom = atom === 1 ? most - least + 1 : atom ** most * (most - least + 1);
      at += counted[0].length;
    } else {
      settle();
      if (char === "(") {
        done.push(0);
        product.push(1);
        at += opening(source, at);
      } else if (char === "|" || char === ")") {
        done[done.length - 1]! += product.pop()!;
        if (char === "|") product.push(1);
        else atom = done.pop()!;
        at++;
      } else if (char === "[") at = classEnd(source, at);
      else at += char === "\\" ? 2 : 1;
    }
  }
  settle();
  return done[0]! + product[0]!;
}

/** `{2}`, `{2,}`, `{2,3}`: the third is what follows the comma. */
const COUNTED = /^\{(\d+)(,(\d*))?\}/;
const LONGEST_COUNT = 32;

/** `(`, `(?:`, `(?=`, `(?<name>`, … */
const opening = (source: string, at: number): number => /^\((?:\?(?:<?[=!]|:|<[^>]*>|[^)]))?/.exec(source.slice(at, at + 200))![0].length;

/** Whether a quantifier ends in front of this place. */
function isQuantified(source: string, at: number): boolean {
  const before = source[at - 1];
  if (before === "}")
    return /\{\d+(?:,\d*)?\}$/.test(source.slice(Math.max(0, at - LONGEST_COUNT), at)) && !isEscaped(source, source.lastIndexOf("{", at));
  return (before === "*" || before === "+" || before === "?") && !isEscaped(source, at - 1);
}

function isEscaped(source: string, at: number): boolean {
  let slashes = 0;
  while (source[at - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
}

/** Behind the class that begins here. Classes within it are of the flag `v`, which is beyond the proof. */
function classEnd(source: string, at: number): number {
  let end = at + 1;
  while (end < source.length && source[end] !== "]") end += source[end] === "\\" ? 2 : 1;
  return end + 1;
}
