// Runs one attack in a cell of its own, and does with its value what supervisors do.
import { inspect } from "node:util";

/** Limits that stop an endless attack well inside its time. */
const LIMITS = { fuel: 20_000_000 };

/** Awaits, prints and serialises a completion value: attacks hide in all three. */
async function consume(value) {
  let settled;
  try {
    settled = await value;
  } catch {
    return;
  }
  for (const use of [String, JSON.stringify, inspect]) {
    try {
      use(settled);
    } catch {
      // a hostile value may refuse to be shown
    }
  }
}

/**
 * @param cloister the package's exports
 * @returns {Promise<{ by: "rejected" | "threw" | "completed" | "stopped", error?: string, code?: string }>}
 */
export async function runInCell(cloister, source, { kind, globals, preset }) {
  const { Cell, CellTerminated, CleanseError, cleanse, definePolicy } = cloister;
  const policy = definePolicy({ extends: preset, globals: { allow: Object.keys(globals) } });
  let artifact;
  try {
    artifact = cleanse(source, { goal: kind, policy, filename: "guest.js" });
  } catch (error) {
    if (!(error instanceof CleanseError)) throw error;
    return { by: "rejected", code: error.diagnostics[0]?.code, error: error.diagnostics.map((d) => d.code).join(" ") };
  }
  const cell = new Cell({ policy, globals, limits: LIMITS });
  try {
    await consume(kind === "module" ? await cell.load(artifact) : cell.evaluate(artifact));
    return { by: "completed" };
  } catch (error) {
    if (error instanceof CellTerminated) return { by: "stopped", code: error.reason };
    return { by: "threw", code: error.code, error: error.message };
  }
}
