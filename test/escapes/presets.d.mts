import type { AttackRow } from "./run-corpus.mjs";

export const PRESETS: readonly string[];
export const RAW: string;
export function isForRaw(header: AttackRow["header"]): boolean;
export const RAW_ENTRY: Readonly<Record<string, string>>;
export const RAW_LOOPS: Readonly<Record<string, string>>;
