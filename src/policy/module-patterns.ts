/** Specifier patterns of a policy: an exact specifier, or a prefix with a trailing `*`. */

/** Whether `pattern` allows every specifier that `other` allows. */
function covers(pattern: string, other: string): boolean {
  return pattern.endsWith("*") ? other.startsWith(pattern.slice(0, -1)) : pattern === other;
}

/** Sorted, without patterns that others cover; a bare `*` is `"*"`. */
export function normalPatterns(patterns: readonly string[]): readonly string[] | "*" {
  if (patterns.includes("*")) return "*";
  const distinct = [...new Set(patterns)].sort();
  return distinct.filter((pattern) => !distinct.some((other) => other !== pattern && covers(other, pattern)));
}

/** Whether a specifier may be imported. */
export function allowsSpecifier(allow: readonly string[] | "*", specifier: string): boolean {
  return allow === "*" || allow.some((pattern) => covers(pattern, specifier));
}

/** The patterns that allow exactly what both allow. */
export function meetPatterns(a: readonly string[] | "*", b: readonly string[] | "*"): readonly string[] | "*" {
  if (a === "*") return b;
  if (b === "*") return a;
  // Two patterns overlap only if one covers the other, so the narrower of each pair is the intersection.
  return normalPatterns([...a.filter((p) => b.some((q) => covers(q, p))), ...b.filter((q) => a.some((p) => covers(p, q)))]);
}
