import { createRequire } from "node:module";
import type * as t from "@babel/types";
import { createDiagnostic } from "../diagnostics/create-diagnostic.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceText } from "../diagnostics/source-text.js";

/** Longest pattern that is analysed, and units of patterns in one program: the analysis takes more than linear time itself. */
const LONGEST = 300;
const MOST_UNITS = 10_000;

/**
 * Warns of regular expressions that backtrack without end: a text of some dozen characters can keep them busy for minutes, in a native call that no
 * fuel is charged for. Only `lint` asks; a build does not wait for it.
 *
 *   /^(a+)+$/, /(\w+\s?)*$/, /x+y?x+z/     warned of: exponential or polynomial within a match
 *   /\s+$/                                  not: quadratic only because the search begins anew at each place
 *
 * A pattern without a finding is not proved fast: long ones, and those beyond a program's share, are not looked at. A miss is an
 * inconvenience, for limits hold at run time (docs/limits.md).
 */
export function slowPatterns(patterns: readonly t.RegExpLiteral[], source: SourceText): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  let left = MOST_UNITS;
  for (const node of patterns) {
    const { pattern, flags } = node;
    if (pattern.length > LONGEST || !canBacktrack(pattern)) continue;
    left -= pattern.length;
    if (left < 0) break;
    const growth = growthOf(pattern, flags);
    if (growth !== undefined) found.push(createDiagnostic("slow-regexp", { growth }, [node.start ?? 0, node.end ?? 0], source));
  }
  return found;
}

/** Two quantifiers without an upper bound, or one behind a group. */
const canBacktrack = (pattern: string): boolean =>
  /\)(?:[*+]|\{\d+,\})/.test(pattern) || (pattern.match(/[*+]|\{\d+,\}/g)?.length ?? 0) > 1;

function growthOf(source: string, flags: string): "exponential" | "polynomial" | undefined {
  try {
    const { reports } = analyser()({ source, flags }, { maxReports: 1, reportTypes: { Move: false } });
    return reports[0] === undefined ? undefined : reports[0].exponential ? "exponential" : "polynomial";
  } catch {
    return undefined; // invalid ones are invalid-regexp's
  }
}

type Analyse = (
  literal: { readonly source: string; readonly flags: string },
  options: { readonly maxReports: number; readonly reportTypes: { readonly Move: boolean } },
) => { readonly reports: readonly { readonly exponential: boolean }[] };

let analyse: Analyse | undefined;

/** Loaded when a pattern asks for it: it takes longer to load than most programs to lint. */
const analyser = (): Analyse => (analyse ??= (createRequire(import.meta.url)("scslre") as { analyse: Analyse }).analyse);
