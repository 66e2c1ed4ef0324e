import { canonicalPolicy } from "../policy/index.js";
import { engineFor, engineText } from "../regexp/engine-texts.js";
import { Cell } from "../runtime/cell.js";
import { CellError } from "../runtime/errors.js";
import type { CellOptions, TextSink } from "../runtime/cell-options.js";
import { Power, type PortablePower } from "../runtime/power.js";
import type { CellDescription } from "./protocol.js";
import type { VesselMemory } from "./vessel.js";

/** Options of a cell in a vessel: those of `Cell`, and memory. */
export interface RemoteCellOptions extends CellOptions {
  readonly memory?: VesselMemory;
}

/**
 * The cell's description for its vessel. Powers that can be made again there are (time and timers must answer at once); everything else that is a
 * function or a bastion stays here and is called over the channel, so that it answers later.
 *
 * @throws CellError `invalid-options` for a power that can do neither
 */
export function describeCell(options: RemoteCellOptions): CellDescription {
  const globals: Record<string, unknown> = {};
  const powers: Record<string, PortablePower> = {};
  for (const [name, value] of Object.entries(options.globals ?? {})) {
    if (value === Cell.exit) powers[name] = { kind: "exit", options: {} };
    else if (!Power.is(value)) globals[name] = value;
    else if (value.portable === undefined)
      throw new CellError("invalid-options", `the power ${name} works in the supervisor's own thread only`);
    else powers[name] = value.portable;
  }
  if (options.guards !== undefined)
    throw new CellError("invalid-options", "guards answer at once, so they work in the supervisor's own thread only");
  const { hooks, stdio } = options;
  const engine = engineFor(options.policy?.regexp ?? "native");
  return {
    policy: options.policy === undefined ? undefined : canonicalPolicy(options.policy),
    engines: engine === undefined ? {} : { [engine]: engineText(engine) },
    globals,
    powers,
    modules: options.modules,
    hooks:
      hooks === undefined
        ? undefined
        : {
            load: (id: string) => hooks.load(id),
            ...(hooks.resolve === undefined
              ? {}
              : { resolve: (specifier: string, referrer: never) => hooks.resolve?.(specifier, referrer) }),
          },
    stdio: { ...writerOf("stdout", stdio?.stdout), ...writerOf("stderr", stdio?.stderr) },
    limits: options.limits,
    name: options.name,
    onEvent: options.onEvent === undefined ? undefined : (event: never) => options.onEvent?.(event),
  };
}

const writerOf = (name: string, sink: TextSink | undefined): Readonly<Record<string, unknown>> =>
  sink === undefined ? {} : { [name]: (text: unknown) => void sink.write(String(text)) };
