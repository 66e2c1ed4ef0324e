import { verify, VerifyError, type VerifiedProgram } from "../../verifier/index.js";
import { visibleText } from "../../diagnostics/printers/index.js";
import { asciiPretty } from "../../diagnostics/printers/json.js";
import { ARTIFACT_EXTENSION, isArtifact } from "../artifact-names.js";
import { CliError } from "../cli-error.js";
import { authorityOf } from "../diff/authority.js";
import { compareAuthority, type AuthorityChange, type AuthorityDiff } from "../diff/compare-authority.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { INPUT_PROBLEMS, type ProblemCode } from "../input-problems.js";
import { eachInput } from "../read-inputs.js";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.js";

interface DiffOptions {
  readonly json?: boolean;
  readonly failOnWider?: boolean;
}

/** `cloister diff`: what an update asks for that the version before did not. Nothing is run, and nothing of it is taken on trust: both are verified. */
export function diffCommand(program: Command, io: CliIo, finish: (exit: ExitCode) => void): void {
  program
    .command("diff")
    .argument("<from>", `an artifact (*${ARTIFACT_EXTENSION}), or -`)
    .argument("<to>", "the artifact that replaces it")
    .description("tell what authority an update adds, what it drops, and what it no longer exports")
    .option("--json", "print JSON")
    .option("--fail-on-wider", "fail if it asks for anything new")
    .addHelpText(
      "after",
      `
Exit codes: ${EXIT.ok} compared · ${EXIT.refused} an artifact was refused, or --fail-on-wider and wider · ${EXIT.usage} a file cannot be read or is no artifact

Example:
  cloister diff --fail-on-wider plugin-1.0.cell.js plugin-1.1.cell.js
`,
    )
    .action(async (from: string, to: string, options: DiffOptions) => {
      const [a, b] = [await read(io, from), await read(io, to)];
      const sides = [a, b].map((each) => ({ manifest: each.manifest, authority: authorityOf(each) }));
      const diff = compareAuthority(sides[0]!, sides[1]!);
      io.stdout.write(options.json === true ? asciiPretty({ from: a.digest, to: b.digest, ...diff }) : describe(diff));
      finish(options.failOnWider === true && diff.authority === "widened" ? EXIT.refused : EXIT.ok);
    });
}

/** @throws CliError with the code of what is wrong with the file or with the artifact */
async function read(io: CliIo, name: string): Promise<VerifiedProgram> {
  const texts: string[] = [];
  await eachInput(
    io,
    [name],
    { isSingle: true },
    ({ code, message }) => {
      throw new CliError(code, `${name}: ${message}`, INPUT_PROBLEMS[code as ProblemCode].exit);
    },
    ({ text }) => void texts.push(text),
  );
  const text = texts[0]!;
  if (!isArtifact(text)) throw new CliError("no-artifact", `${name}: this is no artifact; \`cloister build\` makes one of source`);
  try {
    return verify(text);
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    const [first] = error.diagnostics;
    throw new CliError("verify-refused", `${name}: refused, [${first?.code ?? ""}] ${visibleText(first?.message ?? "")}`, EXIT.refused);
  }
}

function describe({ authority, changes, offers, semver }: AuthorityDiff): string {
  const lines = [`authority ${authority}, semver ${semver}`];
  for (const each of changes) lines.push(...rows(each, "wider", "narrower"));
  for (const each of offers) lines.push(...rows(each, "offers", "breaks"));
  return lines.map((line) => visibleText(line) + "\n").join("");
}

const LABELS: Readonly<Record<AuthorityChange["what"], string>> = {
  features: "language features",
  globals: "globals",
  members: "members",
  names: "looks up",
  imports: "imports",
  importedNames: "imported names",
  dynamicImports: "imports when it runs",
  metered: "metering",
  goal: "kind of program",
  exports: "exports",
};

function rows({ what, added, removed }: AuthorityChange, more: string, less: string): string[] {
  const row = (label: string, sign: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`  ${label.padEnd(8)}  ${LABELS[what]}: ${names.map((name) => sign + name).join(" ")}`];
  return [...row(more, "+", added), ...row(less, "-", removed)];
}
