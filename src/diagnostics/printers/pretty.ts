import pico from "picocolors";
import { codeFrame, linesOf } from "./code-frame.js";
import { summary } from "./summary.js";
import { rewrittenLine } from "./rewritten-line.js";
import { visibleText } from "./visible-text.js";
import { wrap } from "./wrap.js";
import type { Diagnostic } from "../diagnostic.js";
import type { Printer } from "./printer.js";

/** Where a code is explained; `cloister explain CODE` prints the same page. */
export const docLink = (code: string): string => `diagnostics.md#${code}`;

/** Terminals that are narrower, or do not know their width, break lines by themselves. */
const NARROWEST = 48;
/** What stands in front of the second line of a reason. */
const INDENT = " ".repeat(8);

/**
 * For a person: each finding with its place, the code around it, why it matters, what to write instead, and the line as it would be.
 *
 *     error[code]: message
 *       --> plugin.js:3:5
 *     > 3 | let __cc_get = 1;
 *         |     ^^^^^^^^ label
 *       why:  …
 *       fix:  …
 *       try:  let cc_get = 1;
 *       more: diagnostics.md#code
 */
export const pretty: Printer = (report, { colour, columns = Infinity }) => {
  const c = pico.createColors(colour);
  const style = { gutter: c.dim, marker: (text: string) => c.bold(c.red(text)) };
  const lines = new Map<string, readonly string[]>();
  const lineList = (filename: string): readonly string[] | undefined => {
    const source = report.sources.get(filename);
    if (source === undefined || source === "") return undefined;
    let list = lines.get(filename);
    if (list === undefined) lines.set(filename, (list = linesOf(source)));
    return list;
  };
  const prose = (text: string): string => wrap(visibleText(text), Math.max(NARROWEST, columns) - INDENT.length).join(`\n${INDENT}`);
  const one = (d: Diagnostic): string => {
    const paint = d.severity === "error" ? c.red : c.yellow;
    const rows = [
      `${c.bold(paint(`${d.severity}[${d.code}]`))}${c.bold(`: ${visibleText(d.message)}`)}`,
      `  ${c.blue("-->")} ${visibleText(d.filename)}:${d.loc.start.line}:${d.loc.start.column + 1}`,
    ];
    const source = lineList(d.filename);
    if (source !== undefined) rows.push(codeFrame(source, d, style));
    if (d.why !== "") rows.push(`  ${c.cyan("why:")}  ${prose(d.why)}`);
    if (d.fix !== "") rows.push(`  ${c.green("fix:")}  ${prose(d.fix)}`);
    const line =
      source === undefined || d.suggestion === undefined ? undefined : rewrittenLine(report.sources.get(d.filename)!, d.suggestion);
    if (line !== undefined) rows.push(`  ${c.green("try:")}  ${visibleText(line)}`);
    rows.push(`  ${c.dim(`more: ${docLink(d.code)}`)}`);
    return rows.join("\n");
  };
  return report.diagnostics.map((d) => one(d) + "\n\n").join("") + c.bold(summary(report)) + "\n";
};
