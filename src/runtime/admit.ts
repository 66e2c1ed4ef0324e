import { headerText, LANGUAGE_GLOBALS, GLOBAL_OBJECT_NAMES, featuresBeyond, isMediated } from "../contract/index.js";
import { allowsSpecifier, definePolicy, type Policy } from "../policy/index.js";
import { isVerified, verify } from "../verifier/index.js";
import type { Artifact, VerifiedProgram } from "../verifier/verified-program.js";
import type { ProgramCache } from "./cache/program-cache.js";
import { CapabilityError, CellError } from "./errors.js";

export interface Admission {
  readonly policy: Policy;
  /** Names that the cell supplies beside the language's. */
  readonly supplied: readonly string[];
  /** Whether programs without depth and fuel may run. */
  readonly unmetered: boolean;
  /** Asked before the verifier. */
  readonly cache?: ProgramCache | undefined;
  /** Told of names that the policy or the cell does not grant, where the policy only reports (`enforce: "report"`). */
  readonly onViolation: (violation: Violation) => void;
}

/** A use of a name or a module that is not granted, by a program that runs all the same. */
export interface Violation {
  readonly kind: "global" | "module";
  /** The name, or the specifier. */
  readonly name: string;
  /** Display name of the program, or id of the importing module, where there is one. */
  readonly program: string;
}

/** Text of this beginning is an artifact, not source. */
const ARTIFACT_HEAD = '// {"edition":';
export const isArtifactText = (text: string): boolean => text.startsWith(ARTIFACT_HEAD);

/**
 * Lets a program in, or not: the one way to a program that a cell runs. Artifacts are verified; what has been verified before, under whatever policy, is
 * held against this cell's.
 *
 * @throws VerifyError when it is not in the cell language, or goes beyond the policy
 * @throws CapabilityError when the policy allows a global that the cell does not supply
 */
export function admit(program: string | Artifact | VerifiedProgram, admission: Admission): VerifiedProgram {
  const admitted =
    typeof program !== "string" && isVerified(program) ? heldTo(program, admission) : verified(program as string | Artifact, admission);
  requireGranted(admitted, admission);
  return admitted;
}

/** A program whose regular expressions nobody has held against this policy is verified anew. */
function heldTo(program: VerifiedProgram, admission: Admission): VerifiedProgram {
  const { regexp } = admission.policy;
  if (regexp === "native" || program.regexp === regexp) return program;
  const text = headerText(program.manifest) + program.body;
  return verified(program.map === undefined ? text : { text, manifest: program.manifest, map: program.map }, admission);
}

function verified(artifact: string | Artifact, admission: Admission): VerifiedProgram {
  const { cache } = admission;
  const options = { policy: concrete(admission) };
  if (cache === undefined) return verify(artifact, options);
  const program = cache.verify(artifact, options);
  // types are not there at run time: something else may have been given as the cache
  if (!isVerified(program)) throw new CellError("invalid-options", "cache must be a ProgramCache");
  return program;
}

/** The policy with "whatever is supplied" spelled out. */
function concrete({ policy, supplied }: Admission): Policy {
  if (policy.globals.allow !== "supplied") return policy;
  return definePolicy({ extends: policy, globals: { allow: [...policy.globals.optional, ...supplied] } });
}

function requireGranted({ manifest }: VerifiedProgram, { policy, supplied, unmetered, onViolation }: Admission): void {
  if (!manifest.metered && !unmetered) {
    throw new CellError("not-metered", `${manifest.filename} is not metered; only a cell with \`limits: { unmetered: true }\` runs it`);
  }
  const beyond = featuresBeyond(manifest, policy.language);
  if (beyond.length > 0)
    throw new CapabilityError(`${manifest.filename} needs the language feature ${beyond.join(", ")}, which the policy does not grant`);
  if (policy.mediation === "full" && !isMediated(manifest))
    throw new CapabilityError(`${manifest.filename} was not built with full mediation, which the policy wants`);
  const missing = manifest.globals.filter((name) => !isGranted(name, policy, supplied));
  const program = manifest.filename;
  if (policy.enforce === "report") {
    const refused = missing.filter((name) => GLOBAL_OBJECT_NAMES.includes(name));
    if (refused.length > 0) throw new CapabilityError(`${program} needs ${refused.join(", ")}, which no policy only reports`);
    // what a script looks up at run time may be its own; it is told of if the cell would have it
    const lookedUp = manifest.names.filter((name) => supplied.includes(name) && !isGranted(name, policy, supplied));
    for (const name of [...missing, ...lookedUp]) onViolation({ kind: "global", name, program });
    return; // imports are told of by the loader, which sees each
  }
  if (missing.length > 0) throw new CapabilityError(`${manifest.filename} needs ${missing.join(", ")}, which this cell does not supply`);
  const denied = manifest.imports.map((entry) => entry.specifier).filter((specifier) => !allowsSpecifier(policy.modules.allow, specifier));
  if (denied.length > 0) throw new CapabilityError(`${manifest.filename} imports ${denied.join(", ")}, which the policy does not grant`);
}

/** Whether the cell has the name and the policy lets programs use it. */
export function isGranted(name: string, policy: Policy, supplied: readonly string[]): boolean {
  if (LANGUAGE_GLOBALS.includes(name) || policy.globals.optional.includes(name)) return true;
  if (policy.language.globalObject && GLOBAL_OBJECT_NAMES.includes(name)) return true;
  const { allow } = policy.globals;
  return supplied.includes(name) && (allow === "*" || allow === "supplied" || allow.includes(name));
}
