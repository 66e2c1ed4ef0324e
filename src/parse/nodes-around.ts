import type * as t from "@babel/types";
import { VISITOR_KEYS } from "../babel.js";

/**
 * The nodes that hold a stretch of the text, outermost first: found from the root by their places, so that no walk has to keep track of them for the
 * few that ask. Costs a look at each level. Dialects may leave nodes without places; what is behind those is not found.
 */
export function nodesAround(root: t.Node, start: number, end: number): readonly t.Node[] {
  const found: t.Node[] = [];
  for (let at: t.Node | undefined = root; at !== undefined; at = childAround(at, start, end)) found.push(at);
  return found;
}

function childAround(parent: t.Node, start: number, end: number): t.Node | undefined {
  for (const field of VISITOR_KEYS[parent.type] ?? []) {
    const child = (parent as unknown as Record<string, t.Node | readonly (t.Node | null)[] | null | undefined>)[field];
    const candidate = isList(child) ? lastBefore(child, start) : child;
    if (candidate?.start != null && candidate.start <= start && (candidate.end ?? 0) >= end) return candidate;
  }
  return undefined;
}

/** The last of a list, in source order and perhaps with holes, that does not begin behind `offset`. */
function lastBefore(list: readonly (t.Node | null)[], offset: number): t.Node | null {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    let probe = middle;
    while (probe < high && list[probe] === null) probe++;
    if (probe < high && (list[probe]?.start ?? 0) <= offset) low = probe + 1;
    else high = middle;
  }
  return list[low - 1] ?? null;
}

const isList = (child: t.Node | readonly (t.Node | null)[] | null | undefined): child is readonly (t.Node | null)[] => Array.isArray(child);
