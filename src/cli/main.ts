import { Command, CommanderError } from "commander";
import { buildCommand } from "./commands/build.js";
import { explainCommand } from "./commands/explain.js";
import { inspectCommand } from "./commands/inspect.js";
import { lintCommand } from "./commands/lint.js";
import { runCommand } from "./commands/run.js";
import { verifyCommand } from "./commands/verify.js";
import { CliError } from "./cli-error.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import type { CliIo } from "./cli-io.js";

const COMMANDS = [lintCommand, buildCommand, verifyCommand, runCommand, inspectCommand, explainCommand];

const EPILOGUE = `
Exit codes: ${EXIT.ok} nothing to complain about · ${EXIT.refused} findings, a refusal or a guest that failed · ${EXIT.usage} bad usage, policy or file · ${EXIT.internal} a fault of cloister
`;

/**
 * The command line, without the process: `argv` is what stands behind the program's name.
 * Every failure becomes a line on stderr and an exit code; nothing is thrown.
 */
export async function main(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  let exit: ExitCode = EXIT.ok;
  const program = new Command("cloister")
    .description("Run code that you do not trust: report what a cell would refuse, compile to artifacts, verify and run them.")
    .addHelpText("after", EPILOGUE)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
  for (const add of COMMANDS) add(program, io, (code) => (exit = code));
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program).showHelpAfterError("(--help tells more)");
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exit;
  } catch (error) {
    return failure(error, io);
  }
}

function failure(error: unknown, io: CliIo): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CliError) {
    io.stderr.write(`cloister: ${error.message} [${error.code}]\n`);
    return error.exit;
  }
  const told = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
  io.stderr.write(`cloister: internal error, please report it: ${told}\n`);
  if (io.env["CLOISTER_DEBUG"] !== undefined && error instanceof Error) io.stderr.write(`${error.stack ?? ""}\n`);
  return EXIT.internal;
}
