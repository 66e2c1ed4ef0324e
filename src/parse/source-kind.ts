import type { Goal } from "../contract/index.js";
import type { SyntaxOptions } from "./parse-source.js";

export interface SourceKind {
  readonly goal: Goal;
  readonly syntax: SyntaxOptions;
}

/** What a file of that name holds, going by its extension: `a.cts` a CommonJS program in TypeScript, `a.jsx` a module with JSX. Unknown ones: a module. */
export function sourceKindOf(filename: string): SourceKind {
  const extension = /\.([mc]?[jt]sx?)$/.exec(filename)?.[1] ?? "js";
  return {
    goal: extension.startsWith("c") ? "commonjs" : "module",
    syntax: { typescript: extension.includes("ts"), jsx: extension.endsWith("x") },
  };
}
