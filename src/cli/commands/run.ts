import { cleanse, CleanseError } from "../../compiler.js";
import { definePolicy } from "../../policy/index.js";
import { Cell, CellError, CellExit, GuestError } from "../../runtime/index.js";
import { verify, VerifyError, type VerifiedProgram } from "../../verifier/index.js";
import { visibleText } from "../../diagnostics/printers/index.js";
import { formatValues } from "../../powers/format-values.js";
import { isArtifact } from "../artifact-names.js";
import { CliError } from "../cli-error.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { grantsOf, type GrantOptions } from "../grants.js";
import { exitOf } from "../input-problems.js";
import { eachInput, type Input } from "../read-inputs.js";
import { printReport } from "../report.js";
import { addSourceOptions, policyOf, type SourceOptions } from "../shared-options.js";
import { compileOptionsOf } from "../compile-options.js";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";

interface RunOptions extends SourceOptions, GrantOptions {
  readonly call?: readonly string[];
  readonly fuel?: string;
  readonly depth?: string;
  readonly deadline?: string;
  readonly color?: boolean;
}

/** Fuel of a plugin that nobody gave a budget: some seconds of work, so that a loop without end comes to one. */
const DEFAULT_FUEL = 1_000_000_000;

/** `cloister run`: one program in a cell, with a console and what else was granted. */
export function runCommand(program: Command, io: CliIo, finish: (exit: ExitCode) => void): void {
  addSourceOptions(program.command("run").argument("<file>", "source, an artifact, or - for standard input"))
    .description("run a program in a cell")
    .option("--no-console", "give it no console")
    .option("--read <folder>", "give it open, readFile and list, for files below this folder")
    .option("-c, --call <name-and-arguments...>", "call an export with arguments in JSON, and print what it returns")
    .option("--fuel <units>", "steps that it may take in all", String(DEFAULT_FUEL))
    .option("--depth <units>", "how deep its calls may go")
    .option("--deadline <ms>", "time for each call into it")
    .option("--color", "colours, whatever the output is")
    .option("--no-color", "no colours, whatever the output is")
    .addHelpText(
      "after",
      "\nExamples:\n  cloister run plugin.js\n  cloister run dist/plugin.cell.js --call render '\"# Title\"'\n  cloister run --read notes --goal script script.js\n  echo '6 * 7' | cloister run --goal expression -\n",
    )
    .action(async (file: string, options: RunOptions) => finish(await run(io, file, options)));
}

async function run(io: CliIo, file: string, options: RunOptions): Promise<ExitCode> {
  const globals = grantsOf(io, options);
  const base = await policyOf(io.cwd, options);
  const policy = definePolicy({ extends: base, globals: { allow: [...new Set([...Object.keys(globals), ...options.allow])] } });
  const diagnostics: Diagnostic[] = [];
  const inputs: Input[] = [];
  await eachInput(
    io,
    [file],
    { stdinFilename: options.stdinFilename, isSingle: true },
    (problem) => diagnostics.push(problem),
    (input) => void inputs.push(input),
  );
  const [input] = inputs;
  if (input === undefined) return refuse(io, diagnostics, "", options);
  let verified: VerifiedProgram;
  try {
    verified = isArtifact(input.text)
      ? verify(input.text, { policy })
      : verify(cleanse(input.text, compileOptionsOf(input.file.name, policy, options)), { policy });
  } catch (error) {
    if (error instanceof CleanseError || error instanceof VerifyError) return refuse(io, error.diagnostics, input.text, options);
    throw error;
  }
  const rejected: unknown[] = [];
  const cell = new Cell({
    policy,
    globals,
    limits: limitsOf(options),
    stdio: io,
    name: input.file.name,
    onEvent: (event) => {
      if (event.type === "unhandled-rejection") rejected.push(event.error);
    },
  });
  try {
    await execute(io, cell, verified, options.call ?? []);
    await cell.idle();
    for (const error of rejected) io.stderr.write(`In a promise: ${error instanceof CellError ? describe(error) : "a rejection\n"}`);
    return rejected.length === 0 ? EXIT.ok : EXIT.refused;
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    if (error instanceof CellExit && error.exitCode === 0) return EXIT.ok;
    io.stderr.write(describe(error));
    return EXIT.refused;
  } finally {
    cell.dispose();
  }
}

async function execute(io: CliIo, cell: Cell, program: VerifiedProgram, call: readonly string[]): Promise<void> {
  const { goal } = program.manifest;
  if (goal === "script") return cell.execute(program);
  if (goal === "expression") return print(io, await cell.evaluate(program));
  const namespace = await cell.load<Record<string, unknown>>(program);
  const [name, ...texts] = call;
  if (name === undefined) return;
  const exported = Object.hasOwn(namespace, name) ? namespace[name] : undefined;
  if (typeof exported !== "function") throw new CliError("no-such-export", `the program exports no function ${JSON.stringify(name)}`);
  print(io, await (exported as (...args: unknown[]) => unknown)(...texts.map(argument)));
}

function argument(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError("argument-not-json", `not JSON: ${text} (a text needs its own quotes: '"text"')`);
  }
}

/** Text as it is, everything else as a console shows it. The value has been converted: nothing of the guest's runs here. */
function print(io: CliIo, value: unknown): void {
  if (value !== undefined) io.stdout.write(visibleText(formatValues([value]), true) + "\n");
}

function refuse(io: CliIo, diagnostics: readonly Diagnostic[], text: string, options: RunOptions): ExitCode {
  const sources = new Map(diagnostics.map((d) => [d.filename, text]));
  printReport(
    io,
    io.stderr,
    { diagnostics, sources, files: 1 },
    { format: "pretty", ...(options.color !== undefined && { color: options.color }) },
  );
  return exitOf(diagnostics);
}

/** What a guest or its end looks like: its own words behind ours, and only its own frames. */
function describe(error: CellError): string {
  const text = error instanceof GuestError ? `Uncaught ${error.stack ?? error.message}` : `${error.message} [${error.code}]`;
  return visibleText(text, true) + "\n";
}

function limitsOf({ fuel, depth, deadline }: RunOptions): { fuel: number; depth?: number; deadlineMs?: number } {
  return {
    fuel: count("--fuel", fuel) ?? DEFAULT_FUEL,
    ...(depth !== undefined && { depth: count("--depth", depth)! }),
    ...(deadline !== undefined && { deadlineMs: count("--deadline", deadline)! }),
  };
}

function count(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const n = Number(text);
  if (!Number.isSafeInteger(n) || n < 1) throw new CliError("bad-number", `${option} wants a whole number from 1, not ${text}`);
  return n;
}
