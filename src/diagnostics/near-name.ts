/**
 * The candidate that `name` was probably meant to be: at most one slip in four letters (a letter missing, added, wrong, or two swapped).
 * Undefined if none is near. Time grows with the number of candidates, which the caller bounds.
 */
export function nearName(name: string, candidates: Iterable<string>): string | undefined {
  const limit = name.length < 3 ? 0 : Math.max(1, Math.floor(name.length / 4));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least || candidate === name) continue;
    const slips = distance(name, candidate);
    if (slips < least) [best, least] = [candidate, slips];
  }
  return best;
}

/** Optimal string alignment distance; a change of case is half a slip. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : a[i - 1]!.toLowerCase() === b[j - 1]!.toLowerCase() ? 0.5 : 1;
      let slips = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, before[j - 2]! + 1);
      row.push(slips);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length]!;
}
