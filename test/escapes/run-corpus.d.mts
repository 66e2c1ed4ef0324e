import type { Header } from "./attack-files.mjs";

export interface AttackRow {
  readonly name: string;
  readonly header: Header;
  readonly verdict: "escaped" | "polluted" | "leaked" | "forged" | "denied" | "blocked";
  readonly by?: string;
  readonly code?: string;
  readonly codegen: boolean;
  readonly detail: string;
}

export function runCorpus(options: {
  preset: string;
  bundle: string;
  names: readonly string[];
  onResult?: (row: AttackRow) => void;
}): Promise<AttackRow[]>;
