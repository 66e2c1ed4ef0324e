import { basename, relative } from "node:path";
import type { UnpluginMessage } from "unplugin";
import { cleanse, lint } from "../../compiler.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { PRINTERS } from "../../diagnostics/printers/index.js";
import { sourceKindOf } from "../../parse/source-kind.js";
import type { Policy } from "../../policy/index.js";

export interface CompiledModule {
  /** A module whose default export is the artifact's text. */
  readonly code: string;
  readonly warnings: readonly UnpluginMessage[];
  /** All that refuses the program, in one message; then there is no code. */
  readonly error?: UnpluginMessage;
}

/** Compiles a guest to a module that exports its artifact. Goal and dialects go by the extension, as everywhere. */
export function artifactModule(
  source: string,
  file: string,
  options: { readonly policy: Policy; readonly supplied?: readonly string[] },
): CompiledModule {
  const filename = displayName(file);
  const compiling = { ...options, ...sourceKindOf(file), filename };
  const found = lint(source, compiling);
  const told = (list: readonly Diagnostic[]): UnpluginMessage => {
    const { start } = list[0]!.loc;
    const message = PRINTERS.pretty({ diagnostics: list, sources: new Map([[filename, source]]), files: 1 }, { colour: false }).trimEnd();
    return { message, id: file, loc: { file, ...start } };
  };
  const warnings = found.filter(({ severity }) => severity === "warning").map((warning) => told([warning]));
  const errors = found.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { code: "", warnings, error: told(errors) };
  return { code: `export default ${JSON.stringify(cleanse(source, compiling).text)};\n`, warnings };
}

/** A guest sees its name in stacks, so it is no path of the host's. */
function displayName(file: string): string {
  const path = relative(process.cwd(), file).replaceAll("\\", "/");
  return path.startsWith("..") ? basename(file) : path;
}
