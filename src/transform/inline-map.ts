import type { SourceMapV3 } from "../verifier/verified-program.js";

/** UTF-16 units of a map in a comment. Decoded, it takes some twenty times as much. */
const LARGEST = 8 * 1024 * 1024;

/**
 * The source map that a text carries at its end (`//# sourceMappingURL=data:application/json;base64,…`), as compilers and bundlers write it: stacks then
 * show what the text was made from. It is whatever the guest wrote there, so it decides what names and places are shown, and nothing else.
 *
 * @returns undefined if there is none that can be read
 */
export function inlineMap(text: string): SourceMapV3 | undefined {
  const at = text.lastIndexOf("//# sourceMappingURL=data:application/json");
  if (at < 0 || text.length - at > LARGEST) return undefined;
  const encoded = /^[^,\s]{0,100};base64,([A-Za-z0-9+/=]+)\s*$/.exec(
    text.slice(at + "//# sourceMappingURL=data:application/json".length),
  )?.[1];
  if (encoded === undefined) return undefined;
  try {
    const map: unknown = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
    return isMap(map) ? map : undefined;
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is SourceMapV3 {
  const map = value as Partial<SourceMapV3> | null;
  if (typeof map !== "object" || map?.version !== 3 || typeof map.mappings !== "string") return false;
  return isNames(map.sources) && isNames(map.names ?? []) && (map.sourcesContent === undefined || Array.isArray(map.sourcesContent));
}

const isNames = (value: unknown): boolean => Array.isArray(value) && value.every((name) => typeof name === "string");
