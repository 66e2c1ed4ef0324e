export { fileHooks } from "./file-hooks.js";
export { memoryHooks, type MemoryModule } from "./memory-hooks.js";
export type { ModuleFiles } from "./module-files.js";
export { nodeModulesHooks, type NodeModulesOptions } from "./node-modules-hooks.js";
