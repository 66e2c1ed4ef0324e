/** The public door: lint, build and load JavaScript that is not trusted. */
import { cleanse, cleanseForEvaluate } from "./compiler.js";
import { provideCompiler } from "./runtime/compiler-port.js";

provideCompiler((source, { goal, ...request }) =>
  goal === "evaluate"
    ? cleanseForEvaluate(source, { ...request, sourceMap: true })
    : cleanse(source, { ...request, goal, sourceMap: true }),
);

export * from "./compiler.js";
export * from "./policy/index.js";
export * from "./runtime/index.js";
export * from "./verifier/index.js";
