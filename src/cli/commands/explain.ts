import { nearName } from "../../diagnostics/near-name.js";
import { CATALOGUE } from "../../diagnostics/catalogue.js";
import { wrap } from "../../diagnostics/printers/wrap.js";
import { generalEntry, type GeneralEntry } from "../../diagnostics/general-entry.js";
import { CODES } from "../../verifier/codes.js";
import { CliError } from "../cli-error.js";
import { EXAMPLES } from "../examples.generated.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { INPUT_PROBLEMS } from "../input-problems.js";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.js";

/** The verifier's codes have reasons of their own, and this in common. */
const REFUSED = "The artifact is not one that may run.";

/** `cloister explain CODE`: what a finding means, why it is one, and what to write instead. */
export function explainCommand(program: Command, io: CliIo, finish: (exit: ExitCode) => void): void {
  program
    .command("explain")
    .argument("[code]", "code of a finding, as printed in brackets")
    .description("explain a finding; without a code, list them all")
    .addHelpText("after", "\nExample:\n  cloister explain forbidden-constructor\n")
    .action((code: string | undefined) => {
      io.stdout.write(code === undefined ? listing() : page(code));
      finish(EXIT.ok);
    });
}

function page(code: string): string {
  const entry = ENTRIES.get(code);
  if (entry === undefined) {
    const near = nearName(code, ENTRIES.keys());
    const help = near === undefined ? "`cloister explain` lists them" : `did you mean ${near}?`;
    throw new CliError("unknown-code", `no finding has the code ${JSON.stringify(code)}; ${help}`);
  }
  const examples = (EXAMPLES[code] ?? []).map(
    ({ title, text }) => `\n${title.replaceAll("`", "")}\n${text.replace(WHY, "").replace(/^(?=.)/gm, "  ")}\n`,
  );
  return `${code} (${entry.severity})\n\n${prose(entry.message)}\n\nWhy\n${prose(entry.why)}\n\nWhat to do\n${prose(entry.fix)}\n${examples.join("")}`;
}

/** Lines of a printed finding that the page has above. */
const WHY = /\n {2}why:[^]*$/;

function listing(): string {
  const width = Math.max(...[...ENTRIES.keys()].map((code) => code.length));
  return [...ENTRIES].map(([code, { message, why }]) => `${code.padEnd(width)}  ${message === REFUSED ? why : message}\n`).join("");
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
  return { severity: "error", message: REFUSED, why, fix };
}

const prose = (text: string): string =>
  wrap(text, 78)
    .map((line) => `  ${line}`)
    .join("\n");
