export { analyze } from "./analyze.js";
export { analyzeScopes } from "./facts/analyze-scopes.js";
export { COMMONJS_PARAMETERS } from "./commonjs-parameters.js";
export { examine, isError, type Examination } from "./examine.js";
export { slowPatterns } from "./slow-patterns.js";
export type { Analysis, AnalyzeOptions, NameClass, RequiredGlobal, Requirements } from "./analysis.js";
export type { Binding, BindingKind, Facts, FreeReference, Scope } from "./facts/facts.js";
