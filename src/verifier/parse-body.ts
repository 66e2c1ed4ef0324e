import type { BlockStatement, Program } from "acorn";
import { closingText, openingText, type Manifest } from "../contract/index.js";
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
  if (!body.endsWith(closingText)) report.stop("I3-prelude", "The body does not end as its frame does.", { start: end, end: body.length });
  const run = runBlock(parse(body, report), opening);
  if (run?.end !== end + 2) return report.stop("I3-record", "The guest's text does not stay within `run`.", { start: opening.length, end });
  return run;
}

function parse(body: string, report: Report): Program {
  try {
    return parseCell(body, report);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos } = error as { pos?: number };
    return report.stop("I7-parse", error.message, { start: pos ?? 0, end: (pos ?? 0) + 1 });
  }
}

/**
 * The block of `run`, in `(function (__cc) { "use strict"; … return { run() {…} }; })`. The way to it is the opening's text; where the guest's has closed
 * some of it and gone on, the way ends elsewhere or the block does.
 */
function runBlock(program: Program, opening: string): BlockStatement | undefined {
  const statements = opening.split("\n").length - 2; // one a line, and the directive with the head
  let found: unknown = program;
  for (const part of ["body", 0, "expression", "body", "body", statements, "argument", "properties", 0, "value", "body"])
    found = (found as Readonly<Record<string, unknown>> | undefined)?.[part];
  return found as BlockStatement | undefined;
}
