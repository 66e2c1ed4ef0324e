import { setFlagsFromString } from "node:v8";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";

/**
 * How much bytecode V8 inlines into one function, and of one function: about two and a half times its own defaults (920 and 460 in Node 20 to 24).
 * Metering lengthens each function by two calls, which use up the defaults, so that what V8 inlines natively it calls in a cell: with these, programs of
 * many small functions take 0.6 to 0.9 of the time (bench/README.md). They are read whenever a function is optimized, and change nothing but speed.
 */
const INLINING_BUDGET: readonly string[] = ["--max-inlined-bytecode-size-cumulative=2500", "--max-inlined-bytecode-size=1000"];

/** Threads inherit this. Those of the worker tier do not know the command line, and V8's flags are of the process anyway. */
const RAISED = "cloister.inlining-budget";

/** Raises the budget for the whole process, once, and leaves alone what the command line names. Before anything is compiled: V8's code caches are by flags. */
export function raiseInliningBudget(): void {
  if (getEnvironmentData(RAISED) !== undefined) return;
  setEnvironmentData(RAISED, true);
  const named = process.execArgv.map((argument) => argument.replaceAll("_", "-"));
  for (const flag of INLINING_BUDGET) {
    const name = flag.slice(0, flag.indexOf("="));
    if (!named.some((argument) => argument === name || argument.startsWith(`${name}=`))) setFlagsFromString(flag);
  }
}
