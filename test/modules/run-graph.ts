import { Cell, CellError, CleanseError, GuestError, memoryHooks, type CellOptions } from "../../src/index.js";
import type { Graph } from "./graphs.js";

export interface GraphResult {
  /** One per `log(…)`. */
  readonly lines: readonly string[];
  /** `ok`, or the name of the error (or the text of another value) that the import ended with. */
  readonly end: string;
}

/** Runs a graph in a cell. */
export async function runGraph({ files, main }: Graph, options: CellOptions = {}): Promise<GraphResult> {
  const lines: string[] = [];
  const cell = new Cell({
    ...options,
    globals: { log: (...values: unknown[]) => void lines.push(values.map(String).join(" ")) },
    hooks: memoryHooks(files),
  });
  let end = "ok";
  try {
    await cell.import(`./${main}`);
  } catch (error) {
    end = endOf(error);
  }
  await cell.idle();
  return { lines, end };
}

/** Errors of linking and compiling reach a supervisor as its own; a guest that imports gets a SyntaxError, as in Node. */
function endOf(error: unknown): string {
  if (error instanceof GuestError) return error.guestName === "" ? String(error.value) : error.guestName;
  if (error instanceof CleanseError || (error instanceof CellError && error.code === "module-link")) return "SyntaxError";
  return String(error);
}
