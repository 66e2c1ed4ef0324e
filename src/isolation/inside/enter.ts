import vm from "node:vm";
import type { RpcTransport } from "capnweb";
import { provideCompiler, type Compiler } from "../../runtime/compiler-port.js";
import { makeDiagnosticsError } from "../diagnostics-error.js";
import { makeCell } from "./make-cell.js";
import { serve } from "./serve.js";

/** The compiler, if it was sent along: the bundle's second parameter (scripts/generate-isolation.mjs). */
declare const compilerText: string | undefined;

function loadCompiler(script: string): void {
  const load = new vm.Script(script, { filename: "compiler" }).runInThisContext() as (require: (id: string) => unknown) => Compiler;
  provideCompiler(load((id) => process.getBuiltinModule(id)));
}

/** Begins to serve in a vessel: the same in a thread and in a process. */
export function enter(transport: RpcTransport, leave: () => void): void {
  // a rejection that the cell does not know of is a mistake of ours or a broken channel: no reason to take the vessel down with a stack on stderr
  process.on("unhandledRejection", () => undefined);
  serve({
    transport,
    makeCell,
    loadCompiler,
    makeDiagnosticsError,
    leave,
  });
  // after the first messages could be taken: whoever waits for a cell does not wait for this
  if (compilerText !== undefined) setImmediate(loadCompiler, compilerText);
}
