import type { Suggestion } from "../diagnostics/diagnostic.js";

/** How to write a character that must not stand in a text as it is. Which token it stands in is not known here, so it is a guess. */
export function characterRewrite(text: string, offset: number): Suggestion | undefined {
  if (text.startsWith("<!--", offset)) return { edits: [{ range: [offset, offset + 4], text: "//" }], kind: "guess" };
  const unit = text.charCodeAt(offset);
  if (unit !== 0 && (unit < 0xd800 || unit > 0xdfff)) return undefined;
  const escape = `\\u${unit.toString(16).padStart(4, "0")}`;
  return { edits: [{ range: [offset, offset + 1], text: escape }], kind: "guess" };
}
