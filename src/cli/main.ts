import { Command, CommanderError } from "commander";
import { CliError } from "./cli-error.js";
import { printCliError } from "./print-cli-error.js";
import { EXIT, type ExitCode } from "./exit-codes.js";
import { packageVersion } from "./package-version.js";
import type { CliIo } from "./cli-io.js";

type AddCommand = (program: Command, io: CliIo, finish: (exit: ExitCode) => void) => void;

/** Each with what it needs loaded only when it is asked for: a parser takes longer to load than many a command to run. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  lint: async () => (await import("./commands/lint.js")).lintCommand,
  build: async () => (await import("./commands/build.js")).buildCommand,
  verify: async () => (await import("./commands/verify.js")).verifyCommand,
  run: async () => (await import("./commands/run.js")).runCommand,
  diff: async () => (await import("./commands/diff.js")).diffCommand,
  inspect: async () => (await import("./commands/inspect.js")).inspectCommand,
  policy: async () => (await import("./commands/policy.js")).policyCommand,
  explain: async () => (await import("./commands/explain.js")).explainCommand,
};

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
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
    });
  const asked = argv[0] !== undefined && Object.hasOwn(COMMANDS, argv[0]) ? [argv[0]] : Object.keys(COMMANDS);
  for (const name of asked) (await COMMANDS[name]!())(program, io, (code) => (exit = code));
  adopt(program);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exit;
  } catch (error) {
    return failure(error, io);
  }
}

/** Commands, and those below them, end like the program itself: by an exit code that is returned. */
function adopt(program: Command): void {
  for (const command of program.commands) {
    command.exitOverride().copyInheritedSettings(program);
    adopt(command);
  }
}

function failure(error: unknown, io: CliIo): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : badUsage(error, io);
  if (error instanceof CliError) {
    printCliError(error, io);
    return error.exit;
  }
  if (isSystemError(error)) {
    io.stderr.write(`cloister: the system refuses: ${error.message} [system-${error.code.toLowerCase()}]\n`);
    return EXIT.usage;
  }
  const told = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
  io.stderr.write(`cloister: internal error, please report it: ${told}\n`);
  if (io.env["CLOISTER_DEBUG"] !== undefined && error instanceof Error) io.stderr.write(`${error.stack ?? ""}\n`);
  return EXIT.internal;
}

/** Commander's own words, under a code like all others. */
function badUsage({ code, message }: CommanderError, io: CliIo): ExitCode {
  if (code !== "commander.help") {
    const name = code.replace(/^commander\./, "").replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
    io.stderr.write(`cloister: ${message.replace(/^error: /, "").trimEnd()} [${name}]; --help tells more\n`);
  }
  return EXIT.usage;
}

/** A disk that is full, a folder that is gone: nobody's fault here. */
const isSystemError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
