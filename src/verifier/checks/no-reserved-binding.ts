import type { Identifier } from "acorn";
import { isRawTemp, isReserved, isTemp } from "../shapes.js";
import type { Walk } from "../walk.js";
import { isOrdinary } from "./every-reserved-name-in-its-form.js";

/** I3: no declaration binds a reserved name, but temps, each once in the artifact, and the compiler's ordinary locals. */
export function noReservedBinding(walk: Walk, node: Identifier): void {
  const { name } = node;
  if (!isReserved(name) || isOrdinary(name)) return;
  if (!isTemp(name) && !isRawTemp(name)) return walk.report.refuse("I3-reserved-name", `\`${name}\` is declared.`, node);
  if (walk.temps.has(name)) walk.report.refuse("I3-temp", `\`${name}\` is declared twice.`, node);
  walk.temps.add(name);
}
