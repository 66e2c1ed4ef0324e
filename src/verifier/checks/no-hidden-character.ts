import type { Identifier } from "acorn";
import type { Walk } from "../walk.js";

const INVISIBLE = /(?![\u200c\u200d])[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;

/** I12: no name is written with escapes that hide characters which the pre-scan would have refused. */
export function noHiddenCharacter(walk: Walk, node: Identifier): void {
  const { name } = node;
  if (node.end - node.start !== name.length && INVISIBLE.test(name))
    walk.report.refuse("I12-text", "A name hides characters behind escapes.", node);
}
