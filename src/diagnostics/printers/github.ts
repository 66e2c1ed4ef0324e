import { docLink } from "./pretty.js";
import { visibleText } from "./visible-text.js";
import type { Printer } from "./printer.js";

/**
 * Workflow commands that GitHub Actions shows beside the line (`::error file=…,line=…::message`).
 * Data is escaped as the runner demands: a raw line feed, `::` or `%` in a guest's text could start a command of its own.
 */
export const github: Printer = (report) =>
  report.diagnostics
    .map((d) => {
      const { start, end } = d.loc;
      const place: [string, string | number][] = [
        ["file", d.filename],
        ["line", start.line],
        ["endLine", end.line],
        ["col", start.column + 1],
        ...(end.line === start.line ? ([["endColumn", end.column + 1]] as [string, number][]) : []),
        ["title", d.code],
      ];
      const head = place.map(([key, value]) => `${key}=${property(String(value))}`).join(",");
      return `::${d.severity} ${head}::${data(`${visibleText(d.message)}\n${visibleText(d.fix)}\n${docLink(d.code)}`)}\n`;
    })
    .join("");

const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(visibleText(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
