import { verify } from "../verifier/index.js";
import type { VerifiedProgram } from "../verifier/verified-program.js";

const verified = new Map<string, VerifiedProgram>();

/** A library of ours as cells run it: verified like any program, once per process. */
export function library(text: string): VerifiedProgram {
  let program = verified.get(text);
  if (program === undefined) verified.set(text, (program = verify(text)));
  return program;
}
