/** All that a command uses of the process, so that tests can run it in theirs. */
export interface CliIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: CliSink;
  readonly stderr: CliSink;
  /** Ends what would go on for ever (`lint --watch`). */
  readonly signal?: AbortSignal | undefined;
  /** Standard input, of which no more than `limit` bytes and a chunk are kept. */
  readStdin(limit: number): Promise<Buffer>;
}

export interface CliSink {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Colours on a terminal, unless `NO_COLOR` is set (no-color.org); `FORCE_COLOR` and `--color`/`--no-color` decide otherwise. */
export function wantsColour(io: CliIo, sink: CliSink, asked: boolean | undefined): boolean {
  if (asked !== undefined) return asked;
  if (io.env["NO_COLOR"] !== undefined && io.env["NO_COLOR"] !== "") return false;
  if (io.env["FORCE_COLOR"] !== undefined && io.env["FORCE_COLOR"] !== "0") return true;
  return sink.isTTY === true && io.env["TERM"] !== "dumb";
}
