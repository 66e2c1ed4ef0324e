/** The compiler for vessels: bundled to text (scripts/generate-isolation.mjs), given to `provideCompiler` there. */
import { compileForCells as compile } from "../../compile-for-cells.js";
import { canonicalPolicy, policyFromCanonical } from "../../policy/index.js";
import { provideEngines, type FindEngine } from "../../regexp/engine-texts.js";
import type { Compiler } from "../../runtime/compiler-port.js";

/** The bundle's second parameter: texts that the vessel was sent. */
declare const findEngine: FindEngine;
provideEngines(findEngine);

/** The vessel's policy was made by another copy of these modules, which do not know each other's. */
export const compileForCells: Compiler = (source, request) =>
  compile(source, { ...request, policy: policyFromCanonical(canonicalPolicy(request.policy)) });
