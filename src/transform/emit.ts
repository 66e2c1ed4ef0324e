import { createHash } from "node:crypto";
import remapping from "@jridgewell/remapping";
import type * as t from "@babel/types";
import { generate, type GeneratorOptions } from "../babel.js";
import { closingText, headerText, MANIFEST_FIELDS, openingText, type Manifest } from "../contract/index.js";
import { inlineMap } from "./inline-map.js";
import type { Artifact, SourceMapV3 } from "../verifier/verified-program.js";

export interface EmitOptions {
  readonly source: string;
  readonly sourceMap: boolean;
  /** Map of the source itself, where it was made from something else; default: the one that it carries. */
  readonly inputMap?: SourceMapV3 | undefined;
}

/** Past this size the text is written without indentation, for it is read by no person then. */
const READABLE = 500_000;

export const digest = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** Prints an artifact: header, opening, the guest's text, closing. Lines and columns of the map count from the artifact's first line. */
export function emit(body: t.Statement[], manifest: Omit<Manifest, "body" | "source">, options: EmitOptions): Artifact {
  const file: t.File = { type: "File", program: { type: "Program", body, directives: [], sourceType: "script", interpreter: null } };
  const settings: GeneratorOptions = { comments: false, shouldPrintComment: () => false, compact: options.source.length > READABLE };
  if (options.sourceMap) Object.assign(settings, { sourceMaps: true, sourceFileName: manifest.filename });
  const { code, map } = generate(file, settings, options.sourceMap ? options.source : undefined);
  const full: Manifest = { ...manifest, source: digest(options.source), body: "" };
  const opening = openingText(full);
  const complete: Manifest = { ...full, body: digest(opening + code + closingText) };
  const text = headerText(complete) + opening + code + closingText;
  const artifact = { text, manifest: complete };
  if (!options.sourceMap || map == null) return artifact;
  const shift = MANIFEST_FIELDS.length + opening.split("\n").length - 1;
  const shifted = { ...map, version: 3 as const, mappings: ";".repeat(shift) + map.mappings };
  const inputMap = options.inputMap ?? inlineMap(options.source);
  return { ...artifact, map: plainMap(inputMap === undefined ? shifted : compose(shifted, inputMap)) };
}

type GeneratedMap = Pick<SourceMapV3, "version" | "sources" | "names" | "mappings"> & {
  sourcesContent?: readonly (string | null)[] | undefined;
};

/** A map that cannot be decoded is as if it were not there. */
function compose(outer: GeneratedMap, inner: SourceMapV3): GeneratedMap {
  const layers = [outer, inner] as unknown as Parameters<typeof remapping>[0];
  try {
    return remapping(layers, () => null) as unknown as GeneratedMap;
  } catch {
    return outer;
  }
}

function plainMap({ version, sources, names, mappings, sourcesContent }: GeneratedMap): SourceMapV3 {
  return { version, sources, names, mappings, ...(sourcesContent == null ? {} : { sourcesContent }) };
}
