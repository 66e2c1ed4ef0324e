/** `cloister/rexec`: restricted execution with the names of Python's old modules `rexec`, `Bastion` and `ihooks`, over `Cell`. */
export { Bastion } from "./bastion.js";
export { RExec, type RExecOptions, type RStdio } from "./r-exec.js";
export type { RFile } from "./r-file.js";
export { RHooks, type FoundModule, type RHooksOptions, type Suffix } from "./r-hooks.js";
