export function show(value: unknown): string;
export function observer(): { readonly lines: string[]; readonly log: (...values: unknown[]) => void };
export function settle(): Promise<void>;
