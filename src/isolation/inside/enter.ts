import vm from "node:vm";
import { provideCompiler, type Compiler } from "../../runtime/compiler-port.js";
import { makeDiagnosticsError } from "../diagnostics-error.js";
import { provideEngines, type FindEngine } from "../../regexp/engine-texts.js";
import { makeCell } from "./make-cell.js";
import { serve } from "./serve.js";
import type { QueueTransport } from "../wire/queue-transport.js";

/** The compiler, if it was sent along: the bundle's second parameter (scripts/generate-isolation.mjs). */
declare const compilerText: string | undefined;

type LoadCompiler = (require: (id: string) => unknown, findEngine: FindEngine) => Compiler;

function loadCompiler(script: string): void {
  const load = new vm.Script(script, { filename: "compiler" }).runInThisContext() as LoadCompiler;
  provideCompiler(load((id) => process.getBuiltinModule(id), findEngine));
}

/** What came with the cell's description, for this bundle and the compiler's. */
const engines = new Map<string, string>();
const findEngine: FindEngine = (name) => {
  const text = engines.get(name);
  if (text === undefined) throw new Error(`this vessel was not sent what \`regexp\` policies other than the cell's own need: ${name}`);
  return text;
};

/** Begins to serve in a vessel: the same in a thread and in a process. */
export function enter(transport: QueueTransport, leave: () => void): void {
  // a rejection that the cell does not know of is a mistake of ours or a broken channel: no reason to take the vessel down with a stack on stderr
  provideEngines(findEngine);
  process.on("unhandledRejection", () => undefined);
  serve({
    transport,
    makeCell: (description) => {
      for (const [name, text] of Object.entries(description.engines)) engines.set(name, text);
      return makeCell(description);
    },
    loadCompiler,
    makeDiagnosticsError,
    leave,
  });
  // after the first messages could be taken: whoever waits for a cell does not wait for this
  if (compilerText !== undefined) setImmediate(loadCompiler, compilerText);
}
