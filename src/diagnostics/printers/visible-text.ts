/**
 * Makes text that a guest wrote safe to show in a terminal or a log: every control, bidirectional and other invisible character
 * becomes one visible character, so columns stay where they were.
 *
 * A plugin's source or thrown message may hold escape sequences which move the cursor, rename the window or hide the very line that
 * a reviewer is looking at (CVE-2021-42574 does it with bidirectional controls); printed raw, the report would be the guest's.
 *
 * @param keepLineFeeds for text of several lines; elsewhere a line feed would let a guest write report lines of its own
 */
export function visibleText(text: string, keepLineFeeds = false): string {
  return text.replace(HIDDEN, (c) => (keepLineFeeds && c === "\n" ? c : c === "\t" ? " " : "\ufffd".repeat(c.length)));
}

/** Controls, format characters (bidirectional, zero-width, tags), line separators, lone surrogates, and all else that prints as nothing. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
