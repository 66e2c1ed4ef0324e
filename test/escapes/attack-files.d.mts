export interface Header {
  readonly technique: string;
  readonly source: string;
  readonly goal: string;
  readonly kind: "script" | "module";
  readonly family: string;
  readonly note?: string;
  readonly needs: readonly string[];
}

export function parseHeader(text: string): Header;
export function attackNames(): string[];
export function readAttack(name: string): string;
export function outcomePath(name: string): string;
export const corpusFolder: string;
