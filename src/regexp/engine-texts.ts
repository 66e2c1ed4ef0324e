import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

/**
 * Programs that only some policies need, too large to be loaded with everything else:
 *   recheck   a checker of patterns, for `regexp: "safe"`: a script whose value is a function
 *   linear    an engine, for `regexp: "linear"`: an artifact that runs inside the cell
 */
export type EngineName = "recheck" | "linear";

export type FindEngine = (name: EngineName) => string;

const texts = new Map<EngineName, string>();

/** From the package's own folder. */
let find: FindEngine = (name) => readFileSync(createRequire(import.meta.url).resolve(`#engines/${name}`), "utf8");

export function engineText(name: EngineName): string {
  let text = texts.get(name);
  if (text === undefined) texts.set(name, (text = find(name)));
  return text;
}

/** The program that a policy needs, if any. */
export const engineFor = (regexp: "native" | "safe" | "linear"): EngineName | undefined =>
  regexp === "native" ? undefined : regexp === "safe" ? "recheck" : "linear";

/** For a process that may not read files. */
export function provideEngines(from: FindEngine): void {
  find = from;
}
