/** The compiler for vessels: bundled to text (scripts/generate-isolation.mjs), given to `provideCompiler` there. */
import { provideEngines, type FindEngine } from "../../regexp/engine-texts.js";

export { compileForCells } from "../../compile-for-cells.js";

/** The bundle's second parameter: texts that the vessel was sent. */
declare const findEngine: FindEngine;
provideEngines(findEngine);
