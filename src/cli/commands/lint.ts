import { lint } from "../../compiler.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { exitOf } from "../input-problems.js";
import { eachInput } from "../read-inputs.js";
import { addReportOptions, printReport, type ReportOptions } from "../report.js";
import { addSourceOptions, compileOptionsOf, policyOf, type SourceOptions } from "../shared-options.js";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";

interface LintOptions extends SourceOptions, ReportOptions {
  readonly maxWarnings?: string;
}

/** `cloister lint`: what a cell would refuse, without running or writing anything. */
export function lintCommand(program: Command, io: CliIo, finish: (exit: ExitCode) => void): void {
  const command = program.command("lint").argument("<files...>", "files, folders, patterns, or - for standard input");
  addReportOptions(addSourceOptions(command))
    .description("report what a cell would refuse")
    .option("--max-warnings <count>", "fail on more warnings than this")
    .addHelpText(
      "after",
      "\nExamples:\n  cloister lint plugins/\n  cloister lint --allow console,notes 'plugins/*.js'\n  cat plugin.js | cloister lint --format compact -\n",
    )
    .action(async (files: string[], options: LintOptions) => finish(await run(io, files, options)));
}

async function run(io: CliIo, args: readonly string[], options: LintOptions): Promise<ExitCode> {
  const policy = policyOf(io.cwd, options);
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  const files = await eachInput(
    io,
    args,
    { stdinFilename: options.stdinFilename },
    (problem) => diagnostics.push(problem),
    ({ file, text }) => {
      const found = lint(text, compileOptionsOf(file.name, policy, options));
      if (found.length > 0) sources.set(file.name, text);
      for (const d of found) diagnostics.push(d);
    },
  );
  printReport(io, io.stdout, { diagnostics, sources, files }, options);
  const warnings = diagnostics.filter((d) => d.severity === "warning").length;
  if (options.maxWarnings !== undefined && warnings > Number(options.maxWarnings)) return EXIT.refused;
  return exitOf(diagnostics);
}
