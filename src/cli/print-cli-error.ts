import { PRINTERS, visibleText } from "../diagnostics/printers/index.js";
import { wantsColour, type CliIo } from "./cli-io.js";
import type { CliError } from "./cli-error.js";

/** One line on stderr with the code, or the findings in the text at fault. */
export function printCliError({ code, message, complaint }: CliError, io: CliIo): void {
  if (complaint === undefined) {
    io.stderr.write(`cloister: ${visibleText(message, true)} [${code}]\n`);
    return;
  }
  const { diagnostics, name, text } = complaint;
  const columns = io.stderr.isTTY === true ? io.stderr.columns : undefined;
  io.stderr.write(
    PRINTERS.pretty(
      { diagnostics, sources: new Map([[name, text]]), files: 1 },
      { colour: wantsColour(io, io.stderr, undefined), columns },
    ),
  );
}
