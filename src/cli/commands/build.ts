import { relative } from "node:path";
import { cleanse, CleanseError } from "../../compiler.js";
import { artifactPath, ARTIFACT_EXTENSION, assertDistinct } from "../artifact-names.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { findFiles, type FoundFile } from "../find-files.js";
import { exitOf } from "../input-problems.js";
import { eachInput } from "../read-inputs.js";
import { addReportOptions, formatOf, printReport, type ReportOptions } from "../report.js";
import { addSourceOptions, policyOf, type SourceOptions } from "../shared-options.js";
import { writeAtomically } from "../write-atomically.js";
import { compileOptionsOf } from "../compile-options.js";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";

interface BuildOptions extends SourceOptions, ReportOptions {
  readonly outDir?: string;
  readonly map: boolean;
  readonly metered: boolean;
}

/** `cloister build`: source to artifacts, one `NAME.cell.js` a file. A file with findings is reported and not written. */
export function buildCommand(program: Command, io: CliIo, finish: (exit: ExitCode) => void): void {
  const command = program.command("build").argument("<files...>", "files, folders, patterns, or - for standard input");
  addReportOptions(addSourceOptions(command))
    .description(`compile programs to artifacts (NAME${ARTIFACT_EXTENSION})`)
    .option("-o, --out-dir <folder>", "where to write them (default: beside the source)")
    .option("--no-map", "write no source maps")
    .option("--no-metered", "leave out depth and fuel: only for code that you trust, or that an outer limit stops")
    .addHelpText("after", "\nExamples:\n  cloister build --allow console plugin.js\n  cloister build -o dist 'plugins/*.js'\n")
    .action(async (files: string[], options: BuildOptions) => finish(await run(io, files, options)));
}

async function run(io: CliIo, args: readonly string[], options: BuildOptions): Promise<ExitCode> {
  const policy = await policyOf(io.cwd, options);
  const all = (await findFiles(io.cwd, args)).filter((file) => !file.path.endsWith(ARTIFACT_EXTENSION));
  const outputs = new Map<string, FoundFile>();
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  const written: string[] = [];
  const files = await eachInput(
    io,
    all.map((file) => file.path),
    { stdinFilename: options.stdinFilename },
    (problem) => diagnostics.push(problem),
    ({ file, text }) => {
      const path = artifactPath(io.cwd, file, all, options.outDir);
      assertDistinct(outputs, path, file);
      outputs.set(path, file);
      try {
        const artifact = cleanse(text, {
          ...compileOptionsOf(file.name, policy, options),
          sourceMap: options.map,
          metered: options.metered,
        });
        if (artifact.map !== undefined) writeAtomically(`${path}.map`, JSON.stringify(artifact.map) + "\n");
        writeAtomically(path, artifact.text);
        written.push(`${file.name} -> ${relative(io.cwd, path)} (${artifact.text.length} characters)`);
      } catch (error) {
        if (!(error instanceof CleanseError)) throw error;
        sources.set(file.name, text);
        diagnostics.push(...error.diagnostics);
      }
    },
  );
  // what was written is for people; a report for programs stands alone on stdout
  const format = formatOf(options);
  const talk = format === "pretty" || format === "compact" ? io.stdout : io.stderr;
  for (const line of written) talk.write(line + "\n");
  if (diagnostics.length > 0 || talk === io.stderr)
    printReport(io, talk === io.stdout ? io.stderr : io.stdout, { diagnostics, sources, files }, options);
  return written.length === files ? EXIT.ok : exitOf(diagnostics);
}
