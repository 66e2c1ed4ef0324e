/** Characters of an argument that are told; what follows is left out, as is what is known at run time only. */
const LONGEST = 80;

/**
 * What the text says of the first argument of a call whose callee ends at an offset: `fetch("https://a/b")` ⟶ `https://a/b`,
 * `` open(`notes/${name}`) `` ⟶ `notes/…`, and `…` where the text does not say. For a list of permissions that people read; nothing relies on it.
 */
export function literalArgument(text: string, calleeEnd: number): string {
  const call = /\s*\(\s*(?:(["'])((?:(?!\1)[^\\\n])*)\1\s*[,)]|`([^`$\\]*)([`$]))/y;
  const match = call.exec(text.slice(calleeEnd, calleeEnd + WINDOW));
  if (match === null) return "…";
  const literal = match[2] ?? match[3] ?? "";
  const isWhole = match[2] !== undefined || match[4] === "`";
  return literal.length > LONGEST || !isWhole ? `${literal.slice(0, LONGEST)}…` : literal;
}

/** Text looked at behind a callee. */
const WINDOW = 500;
