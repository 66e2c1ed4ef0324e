import { Option, type Command } from "commander";
import { PRINTERS, type Format, type Report } from "../diagnostics/printers/index.js";
import { wantsColour, type CliIo, type CliSink } from "./cli-io.js";

export interface ReportOptions {
  readonly format: Format;
  readonly json?: boolean;
  readonly color?: boolean;
}

export function addReportOptions(command: Command): Command {
  return command
    .addOption(new Option("-f, --format <format>", "how findings are printed").choices(Object.keys(PRINTERS)).default("pretty"))
    .option("--json", "the same as --format json")
    .option("--color", "colours, whatever the output is")
    .option("--no-color", "no colours, whatever the output is");
}

export const formatOf = (options: ReportOptions): Format => (options.json === true ? "json" : options.format);

/** Prints a report in the format that was asked for. */
export function printReport(io: CliIo, sink: CliSink, report: Report, options: ReportOptions): void {
  sink.write(
    PRINTERS[formatOf(options)](report, {
      colour: wantsColour(io, sink, options.color),
      columns: sink.isTTY === true ? sink.columns : undefined,
    }),
  );
}
