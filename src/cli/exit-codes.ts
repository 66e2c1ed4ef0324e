/** What a shell sees. */
export const EXIT = {
  /** Nothing to complain about. */
  ok: 0,
  /** Findings, a refusal, or a guest that failed. */
  refused: 1,
  /** The command line, a policy or a file could not be used. */
  usage: 2,
  /** A fault of ours. */
  internal: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
