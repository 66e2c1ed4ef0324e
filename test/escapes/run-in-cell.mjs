// Runs one attack in a cell of its own, and does with its value what supervisors do.
import { inspect } from "node:util";

/** Stops an endless attack well inside its time, even on a busy machine. */
const LIMITS = { fuel: 3_000_000, hostCalls: 300 };
/** How long a supervisor waits for a module that awaits, ms. */
const PATIENCE = 1_000;

/** The value, or `undefined` with the cell disposed of when it does not come. */
async function patiently(cell, promise) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(cell.dispose()), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

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
    await patiently(cell, consume(kind === "module" ? await patiently(cell, cell.load(artifact)) : cell.evaluate(artifact)));
    return cell.status === "disposed" ? { by: "stopped", code: "patience" } : { by: "completed" };
  } catch (error) {
    if (error instanceof CellTerminated) return { by: "stopped", code: error.reason };
    return { by: "threw", code: error.code, error: error.message };
  }
}
