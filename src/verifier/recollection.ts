import { version as acornVersion } from "acorn";
import { EDITION } from "../contract/index.js";
import { VERIFIER_DIGEST } from "./version.generated.js";

/** Remembers which texts the verifier has accepted, by digest. */
export interface Recollection {
  /** Whether a verifier of `verifierVersion` has told `learned` of the digest. */
  knows(digest: string): boolean;
  /** The verifier has accepted the text of this digest. Told of what it knows as well. */
  learned(digest: string): void;
}

/** Names this very verifier: its own text, its parser, the edition. What one has accepted is no news of another. */
export const verifierVersion = `${EDITION} ${VERIFIER_DIGEST} acorn ${acornVersion}`;
