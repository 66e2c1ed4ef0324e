import { createHash } from "node:crypto";
import { ARTIFACT_LIMITS, type Manifest } from "../contract/index.js";
import { SourceText } from "../diagnostics/source-text.js";
import { requirePolicy, type Policy, type RegExpPolicy } from "../policy/index.js";
import { everyFieldAgrees } from "./checks/every-field-shaped.js";
import { everyRecordAsItsGoal } from "./checks/every-record-as-its-goal.js";
import { everyWeightCovers } from "./checks/every-function-charged.js";
import { noAuthorityBeyondPolicy } from "./checks/no-authority-beyond-policy.js";
import { readHeader } from "./header.js";
import { parseBody } from "./parse-body.js";
import { Refused, Report } from "./report.js";
import type { Recollection } from "./recollection.js";
import { resolve } from "./resolve.js";
import { Frame, Scope } from "./scope.js";
import type { Artifact, VerifiedProgram } from "./verified-program.js";
import { VerifyError } from "./verify-error.js";
import { Walk } from "./walk.js";

export { VerifyError } from "./verify-error.js";
export type { Artifact, SourceMapV3, VerifiedProgram } from "./verified-program.js";
export type { Code } from "./codes.js";
export { verifierVersion, type Recollection } from "./recollection.js";

export interface VerifyOptions {
  /** The loader's: what it does not grant is refused, by name. Left out: the artifact need only be sound in itself. */
  readonly policy?: Policy;
}

/**
 * Accepts an artifact or throws: in what this returns, every numbered invariant of docs/invariants.md holds. It trusts no compiler;
 * the text is all it looks at (a source map rides along unread).
 *
 * @throws VerifyError, code `verify-refused`
 */
export const verify = (artifact: Artifact | string, options: VerifyOptions = {}): VerifiedProgram => pass(artifact, options);

/**
 * `verify` for a text that this very verifier may have accepted before: whether it is in the cell language depends on the text alone, so that is not asked
 * anew when `recollection` knows its digest. What depends on more is: the header, the digest of the body, the loader's policy. Never the caller's word for
 * anything but that digest, which is computed here; and still nobody but this module makes a program.
 *
 * Who answers `knows` wrongly lets any text in. A recollection therefore holds what `learned` told it and nothing else, under `verifierVersion`, out of the
 * reach of others: see runtime/cache/program-cache.ts, the one there is.
 *
 * @throws VerifyError, code `verify-refused`
 */
export const verifyRecalling = (artifact: Artifact | string, options: VerifyOptions, recollection: Recollection): VerifiedProgram =>
  pass(artifact, options, recollection);

function pass(artifact: Artifact | string, options: VerifyOptions, recollection?: Recollection): VerifiedProgram {
  const text = typeof artifact === "string" ? artifact : artifact.text;
  if (typeof text !== "string") throw new TypeError("an artifact is a text");
  const source = new SourceText(text, "artifact");
  const report = new Report(source);
  let program: VerifiedProgram;
  try {
    program = accept(text, options, report, recollection);
  } catch (error) {
    throw error instanceof Refused ? new VerifyError(report.diagnostics) : error;
  }
  recollection?.learned(program.digest);
  const { map } = artifact as Partial<Artifact>;
  const result = Object.freeze(map === undefined ? program : { ...program, map });
  PROGRAMS.add(result);
  return result;
}

/** Programs that `verify` returned: an object of the same shape is not one of them. */
const PROGRAMS = new WeakSet();

/** Whether `verify` made it. A cell asks this before it runs anything. */
export const isVerified = (program: unknown): program is VerifiedProgram => PROGRAMS.has(program as object);

/** The checks, in order; nothing else decides it. */
function accept(text: string, { policy }: VerifyOptions, report: Report, recollection?: Recollection): VerifiedProgram {
  if (text.length > ARTIFACT_LIMITS.size) report.stop("I12-text", "The artifact is too large.", { start: 0, end: 0 });
  // half a surrogate pair has the digest of U+FFFD: two texts, of which one is none of ours
  if (!isWellFormed(text) || text.includes("\0")) report.stop("I12-text", "The artifact is no text.", { start: 0, end: 0 });
  const { manifest, bodyStart } = readHeader(text, report);
  const problem = everyFieldAgrees(manifest);
  if (problem !== undefined) report.stop("I13-field", problem, { start: 0, end: bodyStart });
  const body = text.slice(bodyStart);
  if (digestOf(body) !== manifest.body)
    report.stop("I13-digest", "The body is not the one that the manifest names.", { start: 0, end: bodyStart });
  if (policy !== undefined) noAuthorityBeyondPolicy(manifest, requirePolicy(policy), report);
  const digest = digestOf(text);
  const regexp = policy?.regexp ?? "native";
  // what is known was perhaps accepted under a policy with any regular expression
  if (regexp !== "native" || recollection?.knows(digest) !== true) judge(manifest, body, report.from(bodyStart), regexp);
  if (report.diagnostics.length > 0) throw new Refused();
  return { manifest, body, digest, regexp } as VerifiedProgram;
}

/** Parses, walks, resolves. */
function judge(manifest: Manifest, body: string, report: Report, regexp: RegExpPolicy): void {
  const block = parseBody(body, manifest, report);
  const frame = new Frame("run", manifest.goal === "module", false);
  const prelude = new Scope(undefined, frame);
  for (const name of manifest.globals) prelude.declare(name, true); // what else it binds is reserved, and known by its name
  const scope = new Scope(prelude, frame);
  frame.vars = scope;
  if (manifest.goal === "commonjs") for (const name of COMMONJS) scope.declare(name);
  frame.bindings = manifest.goal === "commonjs" ? COMMONJS.length : 0;
  const walk = new Walk(manifest, body, report, scope, frame, regexp);
  everyRecordAsItsGoal(walk, block, block.body);
  everyWeightCovers(walk, block);
  resolve(walk);
}

const COMMONJS = ["exports", "require", "module", "__filename", "__dirname"] as const;

/** ECMA-262 §22.1.3.9, which the library's edition does not list yet. */
const isWellFormed = (text: string): boolean => (text as string & { isWellFormed(): boolean }).isWellFormed();
const digestOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
