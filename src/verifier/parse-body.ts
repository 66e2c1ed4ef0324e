import type { AnyNode, BlockStatement, Program } from "acorn";
import { ARTIFACT_LIMITS, closingText, openingText, type Manifest } from "../contract/index.js";
import { preScan } from "../parse/pre-scan.js";
import { parseCell } from "./cell-parser.js";
import type { Report } from "./report.js";

/**
 * Parses the body and finds `run`'s block in it (I1, I3, I7, I12).
 *
 * The fixed parts are compared byte for byte; that `run`'s block begins and ends where they say is then known from the tree, so guest
 * text cannot close the record and open another. The text is parsed as a module. Engines run a script, which reads the same: there are no
 * comments and no `<!--` (which begins one for scripts; `-->` at a line's start is an error in modules), `await` is no name, all is strict by the
 * directive, and it is one expression.
 */
export function parseBody(body: string, manifest: Manifest, report: Report): BlockStatement {
  const opening = openingText(manifest);
  if (!body.startsWith(opening)) report.stop("I3-prelude", "The prelude is not the manifest's.", { start: 0, end: opening.length });
  const end = body.length - closingText.length;
  if (end < opening.length - 1 || !body.endsWith(closingText))
    report.stop("I3-prelude", "The body does not end as its frame does.", { start: Math.max(0, end), end: body.length });
  const opaque: number[] = [];
  const finding = preScan(body, ARTIFACT_LIMITS, { awaitMayBeName: false, onOpaque: (start) => opaque.push(start) });
  if (finding !== undefined) report.stop("I12-text", finding.message, { start: finding.offset, end: finding.offset + 1 });
  const run = runBlock(parse(body, opaque, report), opening);
  if (run === undefined || run.start !== opening.length - 2 || run.end !== end + 2)
    return report.stop("I3-record", "The guest's text does not stay within `run`.", { start: opening.length, end });
  return run;
}

function parse(body: string, expected: readonly number[], report: Report): Program {
  let parsed: ReturnType<typeof parseCell>;
  try {
    parsed = parseCell(body, (_isBlock, _text, start, end) => report.refuse("I7-comment", "A comment stands in the body.", { start, end }));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos } = error as { pos?: number };
    return report.stop("I7-parse", error.message, { start: pos ?? 0, end: (pos ?? 0) + 1 });
  }
  const { program, opaque } = parsed;
  const at = opaque.findIndex((start, i) => start !== expected[i]);
  if (at >= 0 || opaque.length !== expected.length) {
    const start = opaque[at] ?? body.length;
    report.stop("I7-reading", "Parser and pre-scan do not agree on where texts begin.", { start, end: start });
  }
  return program;
}

/** The block of `run`, in `(function (__cc) { "use strict"; … return { run() {…} }; })`. */
function runBlock(program: Program, opening: string): BlockStatement | undefined {
  const [statement, ...others] = program.body;
  if (others.length > 0 || statement?.type !== "ExpressionStatement" || statement.expression.type !== "FunctionExpression")
    return undefined;
  const last: AnyNode | undefined = statement.expression.body.body.at(-1);
  if (last?.type !== "ReturnStatement" || last.start !== opening.lastIndexOf("return { ") || last.argument?.type !== "ObjectExpression")
    return undefined;
  const [record, ...more] = last.argument.properties;
  if (more.length > 0 || record?.type !== "Property" || record.value.type !== "FunctionExpression") return undefined;
  return record.value.body;
}
