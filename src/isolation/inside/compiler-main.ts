/** The compiler for vessels: bundled to text (scripts/generate-isolation.mjs), given to `provideCompiler` there. */
export { compileForCells } from "../../compile-for-cells.js";
