import { CATALOGUE } from "../../diagnostics/catalogue.js";
import { generalEntry, type GeneralEntry } from "../../diagnostics/general-entry.js";
import { CliError } from "../cli-error.js";
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
  return `${code} (${entry.severity})\n\n${wrap(entry.message)}\n\nWhy\n${wrap(entry.why)}\n\nWhat to do\n${wrap(entry.fix)}\n`;
}

function listing(): string {
  const width = Math.max(...[...ENTRIES.keys()].map((code) => code.length));
  return [...ENTRIES].map(([code, { message }]) => `${code.padEnd(width)}  ${message}\n`).join("");
}

/** Codes of the rules and of files as such; where a message quotes the program, its parameter stands in angle brackets. */
const ENTRIES: ReadonlyMap<string, GeneralEntry> = new Map([
  ...Object.entries(CATALOGUE).map(([code, entry]) => [code, generalEntry(entry)] as const),
  ...Object.entries(INPUT_PROBLEMS).map(
    ([code, { message, why, fix }]) => [code, { severity: "error" as const, message, why, fix }] as const,
  ),
]);

const wrap = (text: string): string => text.replace(/(?=.{79})(.{1,78})\s+/g, "$1\n").replace(/^/gm, "  ");
