import type { Manifest } from "../contract/index.js";
import type { RegExpPolicy } from "../policy/index.js";

declare const verified: unique symbol;

/** A program that the verifier has accepted. Only `verify` makes one; a cell runs nothing else. Frozen. */
export interface VerifiedProgram {
  readonly [verified]: true;
  readonly manifest: Manifest;
  /** The artifact's body, exactly the bytes that were verified. */
  readonly body: string;
  /** The policy on regular expressions that it was held against. */
  readonly regexp: RegExpPolicy;
  /** Digest of the whole artifact text, `sha256-…`. */
  readonly digest: string;
  /** Where generated positions come from; data only, for stacks. Not verified, and trusted with nothing. */
  readonly map?: SourceMapV3;
}

/** A version 3 source map. */
export interface SourceMapV3 {
  readonly version: 3;
  readonly sources: readonly (string | null)[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly names: readonly string[];
  readonly mappings: string;
  readonly file?: string;
  readonly sourceRoot?: string;
}

/** What the compiler hands on: the text, and the map beside it. */
export interface Artifact {
  readonly text: string;
  readonly manifest: Manifest;
  readonly map?: SourceMapV3;
}
