import { engineText } from "../../regexp/engine-texts.js";
import { verify, type VerifiedProgram } from "../../verifier/index.js";

let engine: VerifiedProgram | undefined;

/** The engine of `regexp: "linear"`, verified like any program, once per process. */
export const linearEngine = (): VerifiedProgram => (engine ??= verify(engineText("linear")));
