import { resolve } from "node:path";
import { watch } from "chokidar";

/** Quiet time after a change before the next run, ms: editors write a file in several steps. */
const SETTLE = 50;

/** Calls `run` at once and after each change below the arguments, one run at a time, until the signal. */
export async function watchFiles(cwd: string, args: readonly string[], signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  const roots = args.map((arg) => resolve(cwd, arg.replace(/[^/\\]*[*?[{(!].*$/, "") || "."));
  const watcher = watch(roots, { ignoreInitial: true, ignored: (path) => /[\\/](?:node_modules|\.git)(?:[\\/]|$)/.test(path) });
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => (running = running.then(run)), SETTLE);
  };
  watcher.on("all", again);
  running = running.then(run);
  await new Promise<void>((end) => (signal.aborted ? end() : signal.addEventListener("abort", () => end(), { once: true })));
  clearTimeout(timer);
  await watcher.close();
  await running;
}
