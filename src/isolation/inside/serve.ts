import type { MakeDiagnosticsError } from "../wire/describe-error.js";
import { Peer } from "../wire/peer.js";
import type { CellDescription, Method, ProgramText } from "../protocol.js";
import type { QueueTransport } from "../wire/queue-transport.js";

/** The cell that a vessel holds, as far as serving it goes. */
export interface ServedCell {
  load(program: unknown): Promise<unknown>;
  evaluate(program: unknown): unknown;
  execute(program: unknown): void;
  import(specifier: string): Promise<unknown>;
  reload(specifier: string): Promise<unknown>;
  unload(specifier: string): void;
  idle(): Promise<void>;
  readonly usage: unknown;
  readonly status: unknown;
}

export interface Vessel {
  readonly transport: QueueTransport;
  makeCell(description: CellDescription): ServedCell;
  /** Loads the compiler, given as text of a script; the next `makeCell` and all later loads of source use it. */
  loadCompiler(script: string): void;
  readonly makeDiagnosticsError: MakeDiagnosticsError;
  /** The supervisor is gone, or says what it would not say. */
  leave(): void;
}

/** Serves one cell to the supervisor at the other end. Runs in the vessel. */
export function serve(vessel: Vessel): void {
  let cell: ServedCell | undefined;
  const cellOrThrow = (): ServedCell => {
    if (cell === undefined) throw new Error("no cell has been started");
    return cell;
  };
  const perform = (method: Method, argument: unknown): unknown => {
    switch (method) {
      case "ping":
        return undefined;
      case "compiler":
        return vessel.loadCompiler(argument as string);
      case "start":
        if (cell !== undefined) throw new Error("a vessel holds one cell");
        cell = vessel.makeCell(argument as CellDescription);
        return undefined;
      case "load":
        return cellOrThrow()
          .load(programOf(argument as ProgramText))
          .then(snapshot);
      case "evaluate":
        return cellOrThrow().evaluate(programOf(argument as ProgramText));
      case "execute":
        return cellOrThrow().execute(programOf(argument as ProgramText));
      case "import":
        return cellOrThrow()
          .import(argument as string)
          .then(snapshot);
      case "reload":
        return cellOrThrow()
          .reload(argument as string)
          .then(snapshot);
      case "unload":
        return cellOrThrow().unload(argument as string);
      case "idle":
        return cellOrThrow().idle();
      case "usage":
        return { ...(cellOrThrow().usage as object) };
      case "status":
        return cellOrThrow().status;
    }
  };
  new Peer({
    transport: vessel.transport,
    serve: (method, args) => perform(method as Method, args[0]),
    makeDiagnosticsError: vessel.makeDiagnosticsError,
    stacks: true,
    onMalformed: () => vessel.leave(),
  });
}

const programOf = (program: ProgramText): unknown =>
  "source" in program ? program.source : program.map === undefined ? program.text : { text: program.text, map: program.map };

/** A module's exports as they are now, as plain data: what is live in the cell cannot be live at the other end of a channel. */
function snapshot(namespace: unknown): Readonly<Record<string, unknown>> {
  const exports: Record<string, unknown> = {};
  for (const name of Object.keys(namespace as object)) {
    const value: unknown = (namespace as Record<string, unknown>)[name];
    Object.defineProperty(exports, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return exports;
}
