export function withLog(text: string): string;
export function show(value: unknown): string;
export function settle(): Promise<void>;
export function shapeOf(namespace: Readonly<Record<string, unknown>>): Record<string, unknown>;
export function inputOf(folder: string): { readonly file: string; readonly isModule: boolean };
export function configOf(folder: string): FixtureConfig;
export interface FixtureConfig {
  /** Only these, because the others refuse the program. */
  readonly presets?: readonly ("strict" | "compat")[];
  readonly jsx?: { readonly factory?: string; readonly fragment?: string; readonly importSource?: string };
}
