import type { Identifier } from "acorn";
import type { Walk } from "../walk.js";

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;

/**
 * I7, I12: no name is `await`, which scripts and modules read differently; none is written with escapes that hide characters which
 * the pre-scan would have refused.
 */
export function noForeignName(walk: Walk, node: Identifier): void {
  const { name } = node;
  if (name === "await") walk.report.refuse("I7-context", "`await` is a name to scripts and a keyword to modules.", node);
  if (node.end - node.start === name.length) return;
  if (INVISIBLE.test(name) || name.normalize("NFC") !== name)
    walk.report.refuse("I12-text", "A name hides characters behind escapes.", node);
}
