import { CATALOGUE } from "../../diagnostics/catalogue.js";
import { generalEntry, type GeneralEntry } from "../../diagnostics/general-entry.js";
import { CODES } from "../../verifier/codes.js";
import { CliError } from "../cli-error.js";
import { EXAMPLES } from "../examples.generated.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { INPUT_PROBLEMS } from "../input-problems.js";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.js";

/** `cloister explain CODE`: what a finding means, why it is one, and what to write instead. */
export function explainCommand(program: Command, io: CliIo, finish: (exit: ExitCode) => void): void {
  program
    .command("explain")
    .argument("[code]", "code of a finding, as printed in brackets")
    .description("explain a finding; without a code, list them all")
    .action((code: string | undefined) => {
      io.stdout.write(code === undefined ? listing() : page(code));
      finish(EXIT.ok);
    });
}

function page(code: string): string {
  const entry = ENTRIES.get(code);
  if (entry === undefined)
    throw new CliError("unknown-code", `no finding has the code ${JSON.stringify(code)}; \`cloister explain\` lists them`);
  const examples = (EXAMPLES[code] ?? []).map(
    ({ title, text }) => `\n${title.replaceAll("`", "")}\n${text.replace(WHY, "").replace(/^(?=.)/gm, "  ")}\n`,
  );
  return `${code} (${entry.severity})\n\n${wrap(entry.message)}\n\nWhy\n${wrap(entry.why)}\n\nWhat to do\n${wrap(entry.fix)}\n${examples.join("")}`;
}

/** Lines of a printed finding that the page has above. */
const WHY = /\n {2}why:[^]*$/;

function listing(): string {
  const width = Math.max(...[...ENTRIES.keys()].map((code) => code.length));
  return [...ENTRIES].map(([code, { message }]) => `${code.padEnd(width)}  ${message}\n`).join("");
}

/** Codes of the rules, of files as such and of the verifier; where a message quotes the program, its parameter stands in angle brackets. */
const ENTRIES: ReadonlyMap<string, GeneralEntry> = new Map([
  ...Object.entries(CATALOGUE).map(([code, entry]) => [code, generalEntry(entry)] as const),
  ...Object.entries(INPUT_PROBLEMS).map(
    ([code, { message, why, fix }]) => [code, { severity: "error" as const, message, why, fix }] as const,
  ),
  ...Object.entries(CODES).map(([code, why]) => [code, ofArtifacts(code, why)] as const),
]);

function ofArtifacts(code: string, why: string): GeneralEntry {
  const fix = `Build it anew from its source with a compiler of this edition. Invariant ${code.replace(/-.*/, "")} of docs/invariants.md says what must hold.`;
  return { severity: "error", message: "The artifact is not one that may run.", why, fix };
}

const wrap = (text: string): string => text.replace(/(?=.{79})(.{1,78})\s+/g, "$1\n").replace(/^/gm, "  ");
