import { cleanse, sourceKindOf } from "../../compiler.js";
import { Cell } from "../../runtime/index.js";

/** Steps that a file of settings may take. */
const FUEL = 1_000_000;

/** The default export of a policy module, as data. `definePolicy` and `defineConfig` of `cloister` answer with what they are given. */
export async function evaluatePolicy(text: string, name: string): Promise<unknown> {
  const cell = new Cell({ name, limits: { fuel: FUEL }, modules: { cloister: { definePolicy: (input: unknown) => input } } });
  try {
    const { syntax } = sourceKindOf(name);
    const namespace = await cell.load(cleanse(text, { filename: name, syntax }));
    if (!("default" in namespace)) throw new Error("it has no default export");
    return namespace["default"];
  } finally {
    cell.dispose();
  }
}
