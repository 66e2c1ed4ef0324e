import { CleanseError, inspect } from "../../compiler.js";
import { verify, VerifyError } from "../../verifier/index.js";
import { LANGUAGE_GLOBALS, type ExportEntry, type Manifest } from "../../contract/index.js";
import { visibleText } from "../../diagnostics/printers/index.js";
import { asciiPretty } from "../../diagnostics/printers/json.js";
import { permission, type RequiredPower } from "../permission.js";
import { isArtifact } from "../artifact-names.js";
import { exitOf } from "../input-problems.js";
import { eachInput } from "../read-inputs.js";
import { printReport } from "../report.js";
import { addSourceOptions, policyOf, type SourceOptions } from "../shared-options.js";
import { compileOptionsOf } from "../compile-options.js";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.js";
import type { ExitCode } from "../exit-codes.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";

interface InspectOptions extends SourceOptions {
  readonly json?: boolean;
  readonly color?: boolean;
}

/** What a program asks for, whether told by its source or by a verified manifest. */
interface Needs {
  readonly globals: readonly RequiredPower[];
  readonly names: readonly string[];
  readonly imports: readonly { readonly specifier: string; readonly names: readonly string[]; readonly star: boolean }[];
  readonly exports: readonly ExportEntry[];
  readonly dynamicImports: readonly string[];
  readonly features: readonly string[];
}

/** `cloister inspect`: what programs use, as a list of permissions that a person can read. */
export function inspectCommand(program: Command, io: CliIo, finish: (exit: ExitCode) => void): void {
  addSourceOptions(program.command("inspect").argument("<files...>", "source or artifacts: files, folders, patterns, or -"))
    .description("tell what programs need: names, imports, exports, features")
    .option("--json", "print JSON")
    .option("--color", "colours, whatever the output is")
    .option("--no-color", "no colours, whatever the output is")
    .addHelpText("after", "\nExample:\n  cloister inspect plugin.js\n")
    .action(async (files: string[], options: InspectOptions) => finish(await run(io, files, options)));
}

async function run(io: CliIo, args: readonly string[], options: InspectOptions): Promise<ExitCode> {
  const policy = await policyOf(io.cwd, options);
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  const found: { file: string; needs: Needs }[] = [];
  const files = await eachInput(
    io,
    args,
    { stdinFilename: options.stdinFilename },
    (problem) => diagnostics.push(problem),
    ({ file, text }) => {
      try {
        const needs = isArtifact(text) ? needsOf(verify(text).manifest) : inspect(text, compileOptionsOf(file.name, policy, options));
        found.push({ file: file.name, needs });
      } catch (error) {
        if (!(error instanceof CleanseError) && !(error instanceof VerifyError)) throw error;
        sources.set(file.name, text);
        diagnostics.push(...error.diagnostics);
      }
    },
  );
  if (options.json === true) io.stdout.write(asciiPretty(found.map(({ file, needs }) => ({ file, ...needs }))));
  else for (const { file, needs } of found) io.stdout.write(`${visibleText(file)}\n${describe(needs)}`);
  if (diagnostics.length > 0)
    printReport(
      io,
      io.stderr,
      { diagnostics, sources, files },
      { format: "pretty", ...(options.color !== undefined && { color: options.color }) },
    );
  return exitOf(diagnostics);
}

function needsOf(manifest: Manifest): Needs {
  const { globals, names, imports, exports, dynamicImports, features } = manifest;
  return { globals: globals.map((name) => ({ name, members: [] })), names, imports, exports, dynamicImports, features };
}

/** One line a permission, powers first: what the language itself supplies says least. */
function describe(needs: Needs): string {
  const rows: [string, string][] = [];
  const language = new Set(LANGUAGE_GLOBALS);
  const global = ({ name, members }: Needs["globals"][number]): string =>
    members.length === 0 ? name : members.map((member) => `${name}.${member}`).join(", ");
  for (const each of needs.globals) if (!language.has(each.name)) rows.push(permission(each));
  for (const { specifier, names, star } of needs.imports) {
    rows.push(["imports", `${JSON.stringify(specifier)}${star ? " (all of it)" : names.length > 0 ? ` (${names.join(", ")})` : ""}`]);
  }
  for (const specifier of needs.dynamicImports) rows.push(["imports", `${JSON.stringify(specifier)} (when it runs)`]);
  if (needs.names.length > 0) rows.push(["looks up", needs.names.join(", ")]);
  if (needs.features.length > 0) rows.push(["features", needs.features.join(", ")]);
  if (needs.exports.length > 0) rows.push(["exports", needs.exports.map((entry) => entry.export).join(", ")]);
  const own = needs.globals.filter(({ name }) => language.has(name));
  if (own.length > 0) rows.push(["language", own.map(global).join(", ")]);
  if (rows.length === 0) rows.push(["needs", "nothing"]);
  return rows.map(([label, text]) => `  ${label.padEnd(9)} ${visibleText(text)}\n`).join("");
}
