export * from "./artifact.js";
export * from "./edition.js";
export * from "./forbidden-keys.js";
export * from "./guards.js";
export * from "./language-globals.js";
export * from "./text-limits.js";
export * from "./weight.js";
