/** The public door: lint, build and load JavaScript that is not trusted. */
import { compileForCells } from "./compile-for-cells.js";
import { provideCompiler } from "./runtime/compiler-port.js";

provideCompiler(compileForCells);

export * from "./compiler.js";
export * from "./policy/index.js";
export * from "./runtime/index.js";
export * from "./verifier/index.js";
