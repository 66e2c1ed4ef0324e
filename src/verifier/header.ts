import { EDITION, MANIFEST_FIELDS, headerText, type Manifest } from "../contract/index.js";
import { everyFieldShaped } from "./checks/every-field-shaped.js";
import type { Report } from "./report.js";

/**
 * Reads the manifest: a line per field, in order, each spelled as the compiler would spell it (invariant I13). Comparing the whole header with
 * what `headerText` prints for the values read leaves no room for duplicate keys, other spellings, or text before the first line.
 *
 * @returns the manifest and the offset of the body
 */
export function readHeader(text: string, report: Report): { manifest: Manifest; bodyStart: number } {
  const fields: Record<string, unknown> = {};
  let at = 0;
  for (const field of MANIFEST_FIELDS) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, Math.max(at, end));
    const place = { start: at, end: at + line.length };
    const value = line.startsWith("// {") ? parseLine(line.slice(3)) : undefined;
    if (value === undefined || !Object.hasOwn(value, field))
      return report.stop("I13-header", `The line for \`${field}\` is not there.`, place);
    if (field === "edition" && value[field] !== EDITION)
      return report.stop("I13-edition", `The artifact is of edition ${String(value[field])}; this verifier knows ${EDITION}.`, place);
    const problem = everyFieldShaped(field, value[field]);
    if (problem !== undefined) return report.stop("I13-field", `\`${field}\` ${problem}.`, place);
    fields[field] = value[field];
    at = end + 1;
  }
  const manifest = deepFreeze(fields) as unknown as Manifest;
  if (headerText(manifest) !== text.slice(0, at))
    return report.stop("I13-header", "The header is not spelled in its canonical form.", { start: 0, end: at });
  return { manifest, bodyStart: at };
}

/** @param json begins with a brace */
function parseLine(json: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Values out of `JSON.parse` whose shape is known: no cycles, no null, and not deep. */
function deepFreeze<T>(value: T): T {
  if (typeof value === "object") for (const part of Object.values(value as object)) deepFreeze(part);
  return Object.freeze(value);
}
