import { cleanse, cleanseForEvaluate } from "./compiler.js";
import type { Compiler } from "./runtime/compiler-port.js";

/** The compiler as cells ask for it: with source maps, so that stacks of guests show their own lines. */
export const compileForCells: Compiler = (source, { goal, ...request }) =>
  goal === "evaluate"
    ? cleanseForEvaluate(source, { ...request, sourceMap: true })
    : cleanse(source, { ...request, goal, sourceMap: true });
