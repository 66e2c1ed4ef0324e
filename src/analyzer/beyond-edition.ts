/**
 * What a pattern has that only some of the edition's engines know (ECMAScript 2025: modifiers, a group's name used twice): as a literal it would keep
 * the whole program from loading on the others. `new RegExp("…")` asks the engine that runs it.
 */
export function beyondEdition(pattern: string): string | undefined {
  const names = new Set<string>();
  let classes = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === "\\") i++;
    else if (c === "[") classes++;
    else if (c === "]") classes = Math.max(0, classes - 1);
    if (classes > 0 || c !== "(" || pattern[i + 1] !== "?") continue;
    const next = pattern[i + 2] ?? "";
    if ("ims-".includes(next)) return "modifiers of a group, `(?i: )`";
    if (next !== "<" || "=!".includes(pattern[i + 3] ?? "=")) continue;
    const name = pattern.slice(i + 3, pattern.indexOf(">", i));
    if (names.has(name)) return `the group name \`${name}\` twice`;
    names.add(name);
  }
  return undefined;
}
