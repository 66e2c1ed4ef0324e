// Writes what a run has shown into docs/compatibility.md: a table between `<!-- NAME -->` and `<!-- /NAME -->`. Whatever went wrong has to have
// a reason in the list of known differences; if something has none, or a reason explains nothing any more, it throws.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DOCUMENT = fileURLToPath(new URL("../docs/compatibility.md", import.meta.url));

/**
 * @param {string} name of the section
 * @param {string} summary what stands above the table
 * @param {readonly string[]} failures what went wrong, by name
 * @param {readonly { match: string, what: string, why: string }[]} reasons `match` is a regular expression over names
 */
export function writeTable(name, summary, failures, reasons) {
  const left = new Set(failures);
  const rows = reasons.map(({ match, what, why }) => {
    const known = [...left].filter((failure) => new RegExp(match).test(failure));
    for (const failure of known) left.delete(failure);
    return { what, why, known };
  });
  const text = readFileSync(DOCUMENT, "utf8");
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`docs/compatibility.md has no section ${name}`);
  const table = rows.filter(({ known }) => known.length > 0).map(({ what, why, known }) => `| ${known.length} | ${what} | ${why} |`);
  const section = [summary, "", "| | what | why |", "|--:|---|---|", ...table].join("\n");
  writeFileSync(DOCUMENT, `${text.slice(0, from)}${open}\n${section}\n${text.slice(to)}`);
  if (left.size > 0) throw new Error(`without an explanation:\n${[...left].join("\n")}`);
}
