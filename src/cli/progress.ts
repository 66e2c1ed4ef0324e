import type { CliIo } from "./cli-io.js";

/** Shown only for at least this many files. */
const MANY = 8;
/** Least time between two drawings, ms. */
const INTERVAL = 60;

export interface Progress {
  step(name: string): void;
  /** Removes what was drawn; call it before anything else is printed. */
  done(): void;
}

/** A line on stderr that says how far a command has got; nothing at all unless stderr is a terminal, so piped output stays clean. */
export function progress(io: CliIo, total: number): Progress {
  if (io.stderr.isTTY !== true || total < MANY) return { step: () => undefined, done: () => undefined };
  let at = 0;
  let drawn = 0;
  return {
    step(name) {
      at++;
      const now = Date.now();
      if (now - drawn < INTERVAL) return;
      drawn = now;
      const text = `${at}/${total} ${name}`;
      // a terminal that does not know its width says 0
      io.stderr.write(`\r\u001b[2K${text.slice(0, Math.max(20, io.stderr.columns ?? 80) - 1)}`);
    },
    done() {
      if (drawn > 0) io.stderr.write("\r\u001b[2K");
    },
  };
}
