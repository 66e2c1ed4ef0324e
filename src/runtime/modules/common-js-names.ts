import { createRequire } from "node:module";
import type { parse as Parse } from "cjs-module-lexer";

/** Loaded for the first CommonJS program: most cells run none. */
let lexer: typeof Parse | undefined;
const parse: typeof Parse = (text) =>
  (lexer ??= (createRequire(import.meta.url)("cjs-module-lexer") as { parse: typeof Parse }).parse)(text);

export interface CommonJsNames {
  readonly exports: readonly string[];
  /** Specifiers whose exports are handed on. */
  readonly reexports: readonly string[];
}

/**
 * The exports of a CommonJS program as Node finds them: by a lexer that looks for the usual ways of writing them, without running
 * anything. A name that it misses can still be had through `default`; a name too many is undefined.
 */
export function commonJsNames(text: string): CommonJsNames {
  try {
    const { exports, reexports } = parse(text);
    return { exports: [...new Set(exports)], reexports: [...new Set(reexports)] };
  } catch {
    // not a text that the lexer understands: no names, as in Node
    return { exports: [], reexports: [] };
  }
}

/** Whether a text without a declared type is a module: it has import or export declarations, or `import.meta` (as Node 22 decides). */
export function isModuleSyntax(text: string): boolean {
  try {
    parse(text);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ERR_LEXER_ESM_SYNTAX";
  }
}
