import type * as t from "@babel/types";
import { VISITOR_KEYS } from "../babel.js";

/** Visits a node's children, in source order. */
export function forEachChild(node: t.Node, visit: (child: t.Node) => void): void {
  const fields = node as unknown as Record<string, t.Node | readonly (t.Node | null)[] | null | undefined>;
  for (const key of VISITOR_KEYS[node.type] ?? []) {
    const child = fields[key];
    if (child == null) continue;
    if (!isList(child)) visit(child);
    else for (const item of child) if (item !== null) visit(item);
  }
}

const isList = (child: t.Node | readonly (t.Node | null)[]): child is readonly (t.Node | null)[] => Array.isArray(child);
