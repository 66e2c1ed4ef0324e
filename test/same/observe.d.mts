export function withLog(text: string): string;
export function show(value: unknown): string;
export function settle(): Promise<void>;
export function shapeOf(namespace: Readonly<Record<string, unknown>>): Record<string, unknown>;
