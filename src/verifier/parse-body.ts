import { parse, type AnyNode, type BlockStatement, type Program } from "acorn";
import { ARTIFACT_LIMITS, closingText, openingText, type Manifest } from "../contract/index.js";
import { preScan } from "../parse/pre-scan.js";
import type { Report } from "./report.js";

/**
 * Parses the body and finds `run`'s block in it (I1, I3, I7, I12).
 *
 * The fixed parts are compared byte for byte; that `run`'s block begins and ends where they say is then known from the tree, so guest
 * text cannot close the record and open another. The parser reads a script of the edition that Node 20 to 24 read alike (2024: no
 * modifiers or duplicate names in regular expressions, no `using`). A module reads the same: the text has no comments (so no `<!--` or
 * `-->` that scripts skip), no name `await`, and all of it is strict by the directive.
 */
export function parseBody(body: string, manifest: Manifest, report: Report): BlockStatement {
  const opening = openingText(manifest);
  if (!body.startsWith(opening)) report.stop("I3-prelude", "The prelude is not the manifest's.", { start: 0, end: opening.length });
  const end = body.length - closingText.length;
  if (end < opening.length - 1 || !body.endsWith(closingText))
    report.stop("I3-prelude", "The body does not end as its frame does.", { start: Math.max(0, end), end: body.length });
  const finding = preScan(body, ARTIFACT_LIMITS);
  if (finding !== undefined) report.stop("I12-text", finding.message, { start: finding.offset, end: finding.offset + 1 });
  const run = runBlock(parseScript(body, report), opening);
  if (run === undefined || run.start !== opening.length - 2 || run.end !== end + 2)
    return report.stop("I3-record", "The guest's text does not stay within `run`.", { start: opening.length, end });
  return run;
}

function parseScript(body: string, report: Report): Program {
  try {
    return parse(body, {
      ecmaVersion: 2024,
      sourceType: "script",
      onComment: (_isBlock, _text, start, end) => report.refuse("I7-comment", "A comment stands in the body.", { start, end }),
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos } = error as { pos?: number };
    return report.stop("I7-parse", error.message, { start: pos ?? 0, end: (pos ?? 0) + 1 });
  }
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
