import { asciiPretty } from "./json.js";
import { docLink } from "./pretty.js";
import { visibleText } from "./visible-text.js";
import type { Log, ReportingDescriptor, Result } from "sarif";
import type { Diagnostic } from "../diagnostic.js";
import type { Printer } from "./printer.js";

/** What GitHub code scanning takes of one run; more results would be rejected with the whole file. */
export const SARIF_RESULT_LIMIT = 25_000;

/** SARIF 2.1.0 (OASIS), for code scanning: one run, one rule per code that occurs. */
export const sarif: Printer = (report) => {
  const rules = new Map<string, ReportingDescriptor>();
  const shown = mostGrave(report.diagnostics);
  for (const d of shown) if (!rules.has(d.code)) rules.set(d.code, ruleOf(d));
  const indices = new Map([...rules.keys()].map((code, index) => [code, index]));
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "cloister", rules: [...rules.values()] } },
        columnKind: "utf16CodeUnits",
        results: shown.map((d) => resultOf(d, indices.get(d.code)!)),
      },
    ],
  };
  return asciiPretty(log);
};

/** As many as are taken: errors, and warnings if there is room. */
function mostGrave(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= SARIF_RESULT_LIMIT) return diagnostics;
  return [...diagnostics].sort((a, b) => Number(a.severity !== "error") - Number(b.severity !== "error")).slice(0, SARIF_RESULT_LIMIT);
}

const ruleOf = (d: Diagnostic): ReportingDescriptor => ({
  id: d.code,
  shortDescription: { text: d.why === "" ? d.code : d.why },
  help: { text: d.fix === "" ? docLink(d.code) : `${d.fix} See ${docLink(d.code)}.` },
  defaultConfiguration: { level: d.severity },
});

const resultOf = (d: Diagnostic, ruleIndex: number): Result => ({
  ruleId: d.code,
  ruleIndex,
  level: d.severity,
  message: { text: d.message },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: uriOf(d.filename) },
        region: {
          startLine: d.loc.start.line,
          startColumn: d.loc.start.column + 1,
          endLine: d.loc.end.line,
          endColumn: d.loc.end.column + 1,
          charOffset: d.range[0],
          charLength: d.range[1] - d.range[0],
        },
      },
    },
  ],
});

/** A relative URI reference: path separators kept, all else escaped. */
const uriOf = (filename: string): string =>
  filename
    .replaceAll("\\", "/")
    .split("/")
    .map((part) => encodeURIComponent(visibleText(part)))
    .join("/");
