/** `cloister/runtime`: cells that run artifacts. No parser of guest source is in its import graph. */
export type { Violation } from "./admit.js";
export { bastion, revoke, type Bastion, type BastionOptions } from "./bastion.js";
export { ProgramCache, type ProgramCacheOptions } from "./cache/program-cache.js";
export { Cell, type CellRunner } from "./cell.js";
export type { CallLimits, CellEvent, CellOptions, Limits, Namespace, Stdio, TextSink, Usage } from "./cell-options.js";
export { provideCompiler, type Compiler, type CompileRequest } from "./compiler-port.js";
export { CapabilityError, CellError, CellExit, CellTerminated, GuestError, type CellErrorCode, type TerminationReason } from "./errors.js";
export type { Access, Guard, Guards } from "./mediation.js";
export { GuestObject } from "./membrane/host.js";
export type { CellHooks, LoadedModule, MaybePromise, ModuleType, Referrer } from "./modules/cell-hooks.js";
export {
  fileHooks,
  memoryHooks,
  nodeModulesHooks,
  type MemoryModule,
  type ModuleFiles,
  type NodeModulesOptions,
} from "./modules/hooks/index.js";
export { definePolicy, type Policy, type PolicyInput } from "../policy/index.js";
