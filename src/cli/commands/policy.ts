import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { CleanseError, inspect, type Requirements } from "../../compiler.js";
import { canonicalPolicy, diffPolicies, PRESETS, type Policy } from "../../policy/index.js";
import { visibleText } from "../../diagnostics/printers/index.js";
import { asciiPretty } from "../../diagnostics/printers/json.js";
import { CliError } from "../cli-error.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { exitOf } from "../input-problems.js";
import { unusedGrants } from "../lint/unused-grants.js";
import { findPolicyFile, readPolicyFile } from "../policy-file/policy-file.js";
import { guestTypes } from "../policy-tools/guest-types.js";
import { leastPolicy, wantedBy, type WrittenPolicy } from "../policy-tools/least-policy.js";
import { describeChange } from "../policy-tools/policy-changes.js";
import { policyFromEvents } from "../policy-tools/policy-from-events.js";
import { eachInput } from "../read-inputs.js";
import { addReportOptions, printReport, type ReportOptions } from "../report.js";
import { addTextOptions, policyOf, type PolicyOptions, type TextOptions } from "../shared-options.js";
import { lintJob } from "../lint/lint-job.js";
import { writeAtomically } from "../write-atomically.js";
import { compileOptionsOf } from "../compile-options.js";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";

interface OutOptions {
  readonly out?: string;
}

const BIGGEST_LOG = 64 * 1024 * 1024;

/** `cloister policy …`: policies derived, compared, checked, described to guest authors. */
export function policyCommand(program: Command, io: CliIo, finish: (exit: ExitCode) => void): void {
  const policy = program.command("policy").description("derive, compare and check policies");

  addReportOptions(addTextOptions(policy.command("init").argument("<files...>", "source: files, folders, patterns, or -")))
    .description("write the least policy under which programs pass")
    .addHelpText("after", "\nExample:\n  cloister policy init -o cloister.policy.json plugins/\n")
    .option("-o, --out <file>", "where to write it (default: standard output)")
    .action(async (files: string[], options: TextOptions & ReportOptions & OutOptions) => finish(await init(io, files, options)));

  policy
    .command("diff")
    .argument("<from>", "strict, compat or a policy file")
    .argument("<to>", "strict, compat or a policy file")
    .description("tell what becomes wider and what narrower")
    .addHelpText("after", "\nExample:\n  cloister policy diff --fail-on-wider strict cloister.policy.json\n")
    .option("--json", "print JSON")
    .option("--fail-on-wider", "fail if anything becomes wider")
    .action(async (from: string, to: string, options: { json?: boolean; failOnWider?: boolean }) => {
      const changes = diffPolicies(await named(io.cwd, from), await named(io.cwd, to));
      if (options.json === true) io.stdout.write(asciiPretty(changes));
      else io.stdout.write(changes.length === 0 ? "no difference\n" : changes.map((c) => visibleText(describeChange(c)) + "\n").join(""));
      finish(options.failOnWider === true && changes.some(({ change }) => change !== "narrowed") ? EXIT.refused : EXIT.ok);
    });

  addReportOptions(
    policy
      .command("check")
      .argument("[policy]", "a policy file (default: the nearest)")
      .argument("[files...]", "programs to hold against it"),
  )
    .description("check a policy file, and whether it grants what programs need and no more")
    .addHelpText("after", "\nExamples:\n  cloister policy check\n  cloister policy check cloister.policy.json plugins/\n")
    .action(async (file: string | undefined, files: string[], options: ReportOptions) => finish(await check(io, file, files, options)));

  policy
    .command("from-events")
    .argument("<log>", "a log of events, one of JSON a line, or - for standard input")
    .description("write the policy that would have let pass what a cell reported (enforce: report)")
    .addHelpText("after", "\nExample:\n  cloister policy from-events cell.log -o cloister.policy.json\n")
    .option("-o, --out <file>", "where to write it (default: standard output)")
    .action(async (log: string, options: OutOptions) => {
      const text = log === "-" ? (await io.readStdin(BIGGEST_LOG)).toString("utf8") : textOf(io.cwd, log);
      finish(emit(io, asciiPretty(policyFromEvents(text)), options));
    });

  policy
    .command("types")
    .argument("[policy]", "a policy file (default: the nearest)")
    .description("write TypeScript declarations of what guests are granted")
    .addHelpText(
      "after",
      "\nExamples:\n  cloister policy types -o guest.d.ts\n  cloister policy types --host ./host.js cloister.policy.json\n",
    )
    .option("-d, --declarations <file>", "a .d.ts that describes what the supervisor supplies")
    .option("--host <module>", "a module whose export `globals` is what the supervisor supplies, as the declarations would import it")
    .option("-o, --out <file>", "where to write them (default: standard output)")
    .action(async (file: string | undefined, options: OutOptions & { declarations?: string; host?: string }) => {
      const granted = await policyOf(io.cwd, { ...(file !== undefined && { policy: file }), ...NOTHING_MORE });
      const declarations = options.declarations === undefined ? undefined : textOf(io.cwd, options.declarations);
      finish(emit(io, guestTypes(granted, { declarations, host: options.host }), options));
    });
}

const NOTHING_MORE: Pick<PolicyOptions, "allow" | "allowModule"> = { allow: [], allowModule: [] };

async function init(io: CliIo, args: readonly string[], options: TextOptions & ReportOptions & OutOptions): Promise<ExitCode> {
  const programs: Requirements[] = [];
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  const files = await eachInput(
    io,
    args,
    { stdinFilename: options.stdinFilename },
    (problem) => diagnostics.push(problem),
    ({ file, text }) => {
      try {
        programs.push(inspect(text, compileOptionsOf(file.name, PRESETS.strict, options)));
      } catch (error) {
        if (!(error instanceof CleanseError)) throw error;
        sources.set(file.name, text);
        diagnostics.push(...error.diagnostics);
      }
    },
  );
  if (diagnostics.length > 0) {
    printReport(io, io.stderr, { diagnostics, sources, files }, options);
    return exitOf(diagnostics);
  }
  return emit(io, asciiPretty(leastPolicy(wantedBy(programs)) satisfies WrittenPolicy), options);
}

async function check(io: CliIo, given: string | undefined, args: readonly string[], options: ReportOptions): Promise<ExitCode> {
  const path = given ?? findPolicyFile(io.cwd);
  if (path === undefined) throw new CliError("policy-not-found", "there is no cloister.policy.json, .ts or .mjs here or above");
  const file = await readPolicyFile(io.cwd, path);
  const diagnostics: Diagnostic[] = [];
  const sources = new Map([[file.name, file.text]]);
  let files = 0;
  if (args.length > 0) {
    const uses = new Set<string>();
    const settings = { policy: canonicalPolicy(file.policy) };
    files = await eachInput(
      io,
      args,
      {},
      (problem) => diagnostics.push(problem),
      ({ file: { name }, text }) => {
        const result = lintJob({ name, text }, settings);
        sources.set(name, text);
        diagnostics.push(...result.diagnostics);
        for (const each of result.uses) uses.add(each);
      },
    );
    diagnostics.push(...unusedGrants(file, uses));
  }
  printReport(io, io.stdout, { diagnostics, sources, files: files + 1 }, options);
  return exitOf(diagnostics);
}

async function named(cwd: string, name: string): Promise<Policy> {
  return name === "strict" || name === "compat" ? PRESETS[name] : (await readPolicyFile(cwd, name)).policy;
}

function textOf(cwd: string, path: string): string {
  try {
    return readFileSync(resolve(cwd, path), "utf8");
  } catch {
    throw new CliError("file-not-found", `${JSON.stringify(path)} cannot be read`);
  }
}

/** Writes to the file that was asked for, else to standard output. */
function emit(io: CliIo, text: string, { out }: OutOptions): ExitCode {
  if (out === undefined) io.stdout.write(text);
  else {
    writeAtomically(resolve(io.cwd, out), text);
    io.stderr.write(`${relative(io.cwd, resolve(io.cwd, out))} written\n`);
  }
  return EXIT.ok;
}
