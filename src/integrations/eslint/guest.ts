import type { Linter } from "eslint";
import * as espree from "espree";
import type { Goal } from "../../contract/index.js";
import { canonicalPolicy, definePolicy, isPolicy, type Policy, type PolicyInput } from "../../policy/index.js";
import type { SyntaxOptions } from "../../parse/syntax-options.js";
import plugin from "./plugin.js";
import { tolerant } from "./tolerant.js";

export interface GuestOptions {
  /** Patterns of the guests' files. Default: all that ESLint looks at. */
  readonly files?: string[];
  /** Default: the preset `strict`. */
  readonly policy?: Policy | PolicyInput;
  /** Default: by `sourceType`, then by extension. */
  readonly goal?: Goal;
  /** Names that the cell will supply. */
  readonly supplied?: readonly string[];
  /** Dialects, and what elements of JSX call. Default: by extension. */
  readonly syntax?: SyntaxOptions;
  /** What other rules see the files through: `tseslint.parser` for TypeScript. Default: ESLint's own. */
  readonly parser?: Parameters<typeof tolerant>[0];
}

/** A configuration for guests' files: every rule on, what refuses a program as an error, all else as a warning. */
export function guest(options: GuestOptions = {}): Linter.Config {
  const { files, policy = {}, goal, supplied, syntax, parser = espree } = options;
  const canonical = canonicalPolicy(isPolicy(policy) ? policy : definePolicy(policy));
  return {
    name: "cloister/guest",
    ...(files !== undefined && { files }),
    plugins: { cloister: plugin },
    languageOptions: {
      parser: tolerant(parser),
      ...(goal !== undefined && { sourceType: goal === "expression" ? "script" : goal, parserOptions: { goal } }),
    },
    settings: {
      cloister: {
        policy: canonical,
        ...(goal !== undefined && { goal }),
        ...(supplied !== undefined && { supplied }),
        ...(syntax !== undefined && { syntax }),
      },
    },
    rules: Object.fromEntries(Object.keys(plugin.rules).map((family) => [`cloister/${family}`, family === "advice" ? "warn" : "error"])),
  };
}
