import type { PolicyChange } from "../../policy/index.js";

/** A change as a person reads it: what was added, what was taken away. */
export function describeChange({ path, change, from, to }: PolicyChange): string {
  const label = { widened: "wider  ", narrowed: "narrower", both: "changed" }[change].padEnd(8);
  if (!Array.isArray(from) || !Array.isArray(to)) return `${label}  ${path}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`;
  const [before, after] = [from as string[], to as string[]];
  const added = after.filter((name) => !before.includes(name)).map((name) => `+${name}`);
  const dropped = before.filter((name) => !after.includes(name)).map((name) => `-${name}`);
  return `${label}  ${path}: ${[...added, ...dropped].join(" ")}`;
}
