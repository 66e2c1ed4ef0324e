/** The guest's side of `setTimeout` and `setInterval`: arguments for the callback stay in the cell, and so remain themselves. */
export function makeStarter(name: "setTimeout" | "setInterval", start: (callback: () => void, delay: unknown) => number): unknown {
  const starter = (callback: unknown, delay: unknown, args: readonly unknown[]): number => {
    if (typeof callback !== "function") throw new TypeError(`the callback of ${name} is no function`);
    const call = callback as (...args: readonly unknown[]) => unknown;
    return start(args.length === 0 ? () => call() : () => call(...args), typeof delay === "number" ? delay : Number(delay));
  };
  const both = {
    setTimeout(callback: unknown, delay?: unknown, ...args: unknown[]): number {
      return starter(callback, delay, args);
    },
    setInterval(callback: unknown, delay?: unknown, ...args: unknown[]): number {
      return starter(callback, delay, args);
    },
  };
  return both[name];
}
