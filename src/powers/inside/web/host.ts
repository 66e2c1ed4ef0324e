/**
 * Below `powers/inside` stands code that runs inside a cell, as guest code: bundled, cleansed and verified like any plugin (scripts/generate-powers.mjs).
 * Nothing is trusted to it; what it holds of the host are these three functions, behind the membrane.
 */
export interface WebHost {
  /** Tells the supervisor of an error that no caller receives. */
  report(error: unknown): void;
  /** Runs the callback in a turn of its own. */
  task(callback: () => void): void;
  /** The ASCII form of a domain (UTS #46), or null for one that has none. */
  domainToASCII(domain: string): string | null;
}
