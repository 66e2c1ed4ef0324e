import type { Node } from "acorn";
import { FORBIDDEN_KEYS } from "../../contract/index.js";
import type { Walk } from "../walk.js";

/** I5: no static key, in any position, is forbidden, unless its feature stands in the manifest (and the policy grants it). */
export function noForbiddenKey(walk: Walk, name: string | undefined, node: Node): void {
  const feature = FORBIDDEN_KEYS.get(name!); // no name, no entry
  if (feature !== undefined && !walk.manifest.features.includes(feature))
    walk.report.refuse("I5-forbidden-key", `The key \`${name!}\` needs the feature \`${feature}\`.`, node);
}
