import { verify, VerifyError, type VerifiedProgram } from "../../verifier/index.js";
import { visibleText } from "../../diagnostics/printers/index.js";
import { asciiPretty } from "../../diagnostics/printers/json.js";
import { ARTIFACT_EXTENSION } from "../artifact-names.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { exitOf } from "../input-problems.js";
import { eachInput } from "../read-inputs.js";
import { addPolicyOptions, policyOf, type PolicyOptions } from "../shared-options.js";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";

interface VerifyOptions extends PolicyOptions {
  readonly json?: boolean;
}

/** What became of one file. */
interface Outcome {
  readonly file: string;
  readonly program?: VerifiedProgram;
  readonly diagnostics: readonly Diagnostic[];
}

/** `cloister verify`: whether artifacts are in the cell language and ask for no more than the policy grants. */
export function verifyCommand(program: Command, io: CliIo, finish: (exit: ExitCode) => void): void {
  addPolicyOptions(
    program.command("verify").argument("<artifacts...>", `artifacts (*${ARTIFACT_EXTENSION}), folders of them, patterns, or -`),
  )
    .description("check artifacts, one line each; the compiler is not trusted for it")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  cloister verify --allow console dist/\n")
    .action(async (files: string[], options: VerifyOptions) => finish(await run(io, files, options)));
}

async function run(io: CliIo, args: readonly string[], options: VerifyOptions): Promise<ExitCode> {
  const policy = await policyOf(io.cwd, options);
  const outcomes: Outcome[] = [];
  await eachInput(
    io,
    args,
    { folderPattern: `**/*${ARTIFACT_EXTENSION}` },
    (problem) => outcomes.push({ file: problem.filename, diagnostics: [problem] }),
    ({ file, text }) => {
      try {
        outcomes.push({ file: file.name, program: verify(text, { policy }), diagnostics: [] });
      } catch (error) {
        if (!(error instanceof VerifyError)) throw error;
        outcomes.push({ file: file.name, diagnostics: error.diagnostics });
      }
    },
  );
  io.stdout.write(options.json === true ? asciiPretty(outcomes.map(data)) : outcomes.map(line).join(""));
  const exits = outcomes.map((o) => (o.program === undefined && o.diagnostics.length === 0 ? EXIT.refused : exitOf(o.diagnostics)));
  return exits.reduce((worst, exit) => (exit > worst ? exit : worst), EXIT.ok as ExitCode);
}

const data = ({ file, program, diagnostics }: Outcome): unknown =>
  program === undefined ? { file, ok: false, diagnostics } : { file, ok: true, digest: program.digest, manifest: program.manifest };

function line({ file, program, diagnostics }: Outcome): string {
  const name = visibleText(file);
  if (program === undefined) {
    const [first] = diagnostics;
    const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : "";
    return `refused  ${name}: ${first === undefined ? "" : `[${first.code}] ${visibleText(first.message)}`}${more}\n`;
  }
  const { goal, metered, globals, imports } = program.manifest;
  const uses = [...globals, ...imports.map((entry) => JSON.stringify(entry.specifier))].map((name) => visibleText(name));
  return `ok       ${name}: ${goal}, ${metered ? "metered" : "unmetered"}, uses ${uses.length === 0 ? "nothing" : uses.join(", ")}, ${program.digest}\n`;
}
