import { setTimeout } from "node:timers/promises";
import { cleanse, sourceKindOf } from "../../compiler.js";
import { Cell } from "../../runtime/index.js";

/** Steps that a file of settings may take. */
const FUEL = 1_000_000;
/** Time that it may wait, ms. */
const PATIENCE = 2_000;

/** The default export of a policy module, as data. `definePolicy` of `cloister` answers with what it is given. */
export async function evaluatePolicy(text: string, name: string): Promise<unknown> {
  const cell = new Cell({ name, limits: { fuel: FUEL }, modules: { cloister: { definePolicy: (input: unknown) => input } } });
  const done = new AbortController();
  try {
    const { syntax } = sourceKindOf(name);
    const loading = cell.load(cleanse(text, { filename: name, syntax }));
    // steps are bounded by fuel, waiting is not
    const late = setTimeout(PATIENCE, undefined, { ref: true, signal: done.signal }).then(() => {
      throw new Error("it waits for something that never comes");
    });
    late.catch(() => undefined);
    const namespace = await Promise.race([loading, late]);
    if (!("default" in namespace)) throw new Error("it has no default export");
    return namespace["default"];
  } finally {
    done.abort();
    cell.dispose();
  }
}
