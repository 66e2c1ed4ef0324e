import pico from "picocolors";
import { codeFrame, linesOf } from "./code-frame.js";
import { summary } from "./summary.js";
import { visibleText } from "./visible-text.js";
import type { Diagnostic } from "../diagnostic.js";
import type { Printer } from "./printer.js";

/** Where a code is explained; `cloister explain CODE` prints the same page. */
export const docLink = (code: string): string => `diagnostics.md#${code}`;

/**
 * For a person: each finding with its place, the code around it, why it matters and what to write instead.
 *
 *     error[code]: message
 *       --> plugin.js:3:5
 *     > 3 | let __cc_get = 1;
 *         |     ^^^^^^^^
 *       why:  …
 *       fix:  …
 *       more: diagnostics.md#code
 */
export const pretty: Printer = (report, { colour }) => {
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
  const one = (d: Diagnostic): string => {
    const paint = d.severity === "error" ? c.red : c.yellow;
    const rows = [
      `${c.bold(paint(`${d.severity}[${d.code}]`))}${c.bold(`: ${visibleText(d.message)}`)}`,
      `  ${c.blue("-->")} ${visibleText(d.filename)}:${d.loc.start.line}:${d.loc.start.column + 1}`,
    ];
    const source = lineList(d.filename);
    if (source !== undefined) rows.push(codeFrame(source, d.loc, style));
    if (d.why !== "") rows.push(`  ${c.cyan("why:")}  ${visibleText(d.why)}`);
    if (d.fix !== "") rows.push(`  ${c.green("fix:")}  ${visibleText(d.fix)}`);
    rows.push(`  ${c.dim(`more: ${docLink(d.code)}`)}`);
    return rows.join("\n");
  };
  return report.diagnostics.map((d) => one(d) + "\n\n").join("") + c.bold(summary(report)) + "\n";
};
