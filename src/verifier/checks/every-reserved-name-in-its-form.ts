import type { Identifier } from "acorn";
import { LOCALS, guardId } from "../../contract/index.js";
import { Use } from "../scope.js";
import { isRawTemp, isTemp } from "../shapes.js";
import type { Walk } from "../walk.js";

/** Locals of the compiler that hold what a guest may have: they are names like any other. */
const ORDINARY: ReadonlySet<string> = new Set([LOCALS.caught, LOCALS.completion, LOCALS.argument, LOCALS.defaultExport]);

/** Whether a reserved name may be declared by any declaration. */
export const isOrdinary = (name: string): boolean => ORDINARY.has(name);

const STAR = /^__cc_star(0|[1-9][0-9]*)$/;

/** I3: a reserved name that stands for itself, outside every form, is a temp, an ordinary local, `__cc_meta` or a namespace object. */
export function everyReservedNameInItsForm(walk: Walk, node: Identifier, use: Use): void {
  const { name } = node;
  if (isTemp(name)) {
    if (use !== Use.Write) walk.readTemps.add(name);
    return walk.references.add(node, walk.scope, use);
  }
  if (isOrdinary(name)) return walk.references.add(node, walk.scope, use);
  if (use < Use.Write && walk.manifest.goal === "module") {
    const star = STAR.exec(name);
    if (name === guardId("meta") || (star !== null && walk.manifest.imports[Number(star[1])]?.star === true)) return;
  }
  if (isRawTemp(name)) walk.report.refuse("I3-raw-temp", `\`${name}\` is used before it has passed its guard.`, node);
  else walk.report.refuse("I3-guard-astray", `\`${name}\` stands outside its form.`, node);
}
