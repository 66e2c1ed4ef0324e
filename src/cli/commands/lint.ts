import { resolve } from "node:path";
import { canonicalPolicy } from "../../policy/index.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { CliError } from "../cli-error.js";
import { findFiles, STDIN, type FoundFile } from "../find-files.js";
import { exitOf } from "../input-problems.js";
import { ignoredFiles } from "../lint/ignored-files.js";
import { LintCache } from "../lint/lint-cache.js";
import { unusedGrants } from "../lint/unused-grants.js";
import { printCliError } from "../print-cli-error.js";
import { progress } from "../progress.js";
import { readText } from "../read-text.js";
import { addReportOptions, printReport, type ReportOptions } from "../report.js";
import { addSourceOptions, choosePolicy, type SourceOptions } from "../shared-options.js";
import { packageVersion } from "../package-version.js";
import { writeAtomically } from "../write-atomically.js";
import { Option, type Command } from "commander";
import type { CliIo } from "../cli-io.js";
import type { FixedText } from "../lint/fix-text.js";
import type { LintJob, LintResult, LintSettings } from "../lint/lint-job.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";

interface LintOptions extends SourceOptions, ReportOptions {
  readonly fix?: boolean;
  readonly maxWarnings?: string;
  readonly quiet?: boolean;
  readonly unusedGrants?: boolean;
  readonly ignorePath?: string;
  readonly ignorePattern: readonly string[];
  readonly cache?: boolean;
  readonly cacheLocation: string;
  readonly threads?: string;
  readonly watch?: boolean;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** `cloister lint`: what a cell would refuse, without running or writing anything but with `--fix`. */
export function lintCommand(program: Command, io: CliIo, finish: (exit: ExitCode) => void): void {
  const command = program.command("lint").argument("<files...>", "files, folders, patterns, or - for standard input");
  addReportOptions(addSourceOptions(command))
    .description("report what a cell would refuse")
    .option(
      "--fix",
      "make the rewrites that change no meaning; with -, the mended text goes to standard output and the report to standard error",
    )
    .option("--max-warnings <count>", "fail on more warnings than this")
    .option("--quiet", "leave warnings out")
    .option("--unused-grants", "warn of names that the policy file grants and none of the files uses")
    .option("--ignore-path <file>", "patterns of files to leave out, as in a .gitignore (default: .cloisterignore)")
    .addOption(new Option("--ignore-pattern <pattern>", "one more of them; may be repeated").argParser(collect).default([], "none"))
    .option("--cache", "look again only at files that have changed")
    .option("--cache-location <file>", "where results are kept", "node_modules/.cache/cloister/lint.json")
    .option("--threads <count>", "threads to use (default: more than one if there is much to do)")
    .option("--watch", "look again whenever a file changes")
    .addHelpText(
      "after",
      "\nExamples:\n  cloister lint plugins/\n  cloister lint --allow console,notes 'plugins/*.js'\n  cat plugin.js | cloister lint --format compact -\n",
    )
    .action(async (files: string[], options: LintOptions) => finish(await run(io, files, options)));
}

async function run(io: CliIo, args: readonly string[], options: LintOptions): Promise<ExitCode> {
  count("--max-warnings", options.maxWarnings);
  if (options.watch !== true) return lintOnce(io, args, options);
  let exit: ExitCode = EXIT.ok;
  const { watchFiles } = await import("../lint/watch-files.js");
  await watchFiles(io.cwd, args, io.signal ?? new AbortController().signal, async () => {
    if (io.stdout.isTTY === true) io.stdout.write("\u001b[2J\u001b[H");
    try {
      exit = await lintOnce(io, args, options);
    } catch (error) {
      // a policy that is being edited, a folder that is being moved: the next change may mend it
      if (!(error instanceof CliError)) throw error;
      printCliError(error, io);
    }
  });
  return exit;
}

async function lintOnce(io: CliIo, args: readonly string[], options: LintOptions): Promise<ExitCode> {
  const { policy, file: policyFile } = await choosePolicy(io.cwd, options);
  const settings: LintSettings = { policy: canonicalPolicy(policy), ...(options.goal !== undefined && { goal: options.goal }) };
  const found = await findFiles(io.cwd, args, { isIgnored: ignoredFiles(io.cwd, options.ignorePath, options.ignorePattern) });
  const { jobs, origins, problems } = await read(io, found, options.stdinFilename);
  const results = await resultsOf(io, jobs, settings, options);

  const diagnostics: Diagnostic[] = [...problems];
  const sources = new Map<string, string>();
  const uses = new Set<string>();
  let mended = 0;
  for (const [i, job] of jobs.entries()) {
    let result = results[i]!;
    let { text } = job;
    if (options.fix === true) {
      const { fixText } = await import("../lint/fix-text.js");
      const fixed = fixText(job, result, settings);
      write(io, origins[i]!, fixed);
      mended += fixed.applied;
      ({ text, result } = fixed);
    }
    if (result.diagnostics.length > 0) sources.set(job.name, text);
    for (const each of result.diagnostics) diagnostics.push(each);
    for (const name of result.uses) uses.add(name);
  }
  if (options.unusedGrants === true && policyFile !== undefined) {
    sources.set(policyFile.name, policyFile.text);
    diagnostics.push(...unusedGrants(policyFile, uses));
  }
  const warnings = diagnostics.filter((d) => d.severity === "warning").length;
  const shown = options.quiet === true ? diagnostics.filter((d) => d.severity === "error") : diagnostics;
  // mended text from standard input goes to standard output, alone
  const sink = options.fix === true && found.some(({ path }) => path === STDIN) ? io.stderr : io.stdout;
  printReport(io, sink, { diagnostics: shown, sources, files: found.length, mended }, options);
  if (options.maxWarnings !== undefined && warnings > Number(options.maxWarnings)) return EXIT.refused;
  return exitOf(diagnostics);
}

/** Where a text came from. */
interface Origin {
  readonly path: string;
  /** Whether a byte order mark stood in front of it. */
  readonly isMarked: boolean;
}

/** A file is written when something was mended, what came from standard input in any case. */
function write(io: CliIo, { path, isMarked }: Origin, { text, applied }: FixedText): void {
  const whole = isMarked ? `\ufeff${text}` : text;
  if (path === STDIN) io.stdout.write(whole);
  else if (applied > 0) writeAtomically(path, whole);
}

async function read(io: CliIo, found: readonly FoundFile[], stdinFilename: string | undefined) {
  const jobs: LintJob[] = [];
  const origins: Origin[] = [];
  const problems: Diagnostic[] = [];
  for (const each of found) {
    const file = each.path === STDIN && stdinFilename !== undefined ? { ...each, name: stdinFilename } : each;
    const result = await readText(io, file);
    if ("problem" in result) problems.push(result.problem);
    else {
      jobs.push({ name: file.name, text: result.text });
      origins.push({ path: file.path, isMarked: result.isMarked });
    }
  }
  return { jobs, origins, problems };
}

/** Results of all jobs, in their order: those that the cache knows, and the others. */
async function resultsOf(
  io: CliIo,
  jobs: readonly LintJob[],
  settings: LintSettings,
  options: LintOptions,
): Promise<readonly LintResult[]> {
  const cache = options.cache === true ? new LintCache(resolve(io.cwd, options.cacheLocation), packageVersion(), settings) : undefined;
  const results = jobs.map((job) => cache?.get(job));
  const missing = [...jobs.keys()].filter((i) => results[i] === undefined);
  if (missing.length === 0) return results as LintResult[];
  // the compiler is not loaded where nothing has changed
  const { lintAll } = await import("../lint/lint-pool.js");
  const bar = progress(io, missing.length);
  try {
    const fresh = await lintAll(
      missing.map((i) => jobs[i]!),
      settings,
      count("--threads", options.threads),
      ({ name }) => bar.step(name),
    );
    for (const [at, i] of missing.entries()) {
      results[i] = fresh[at]!;
      cache?.set(jobs[i]!, fresh[at]!);
    }
  } finally {
    bar.done();
  }
  cache?.save();
  return results as LintResult[];
}

function count(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new CliError("bad-number", `${option} wants a whole number, not ${text}`);
  return Number(text);
}
