export const LINES: readonly number[];
export function engineOf(line: number): string | undefined;
