// node test/packages/write-results.mjs RESULTS readable|minified: the table of packages in docs/compatibility.md, from what run.mjs wrote with --json.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeTable } from "../compatibility-table.mjs";

/** @param {"readable" | "minified"} variant */
export function writeResults(all, variant) {
  const rows = all.filter((row) => row.expected === "run");
  const failures = rows.filter((row) => row.status !== "ok").map((row) => row.name);
  const summary = `${rows.length - failures.length} of ${rows.length} packages that are expected to run do what they do natively (${variant} bundles).`;
  writeTable(
    `packages-${variant}`,
    summary,
    failures,
    JSON.parse(readFileSync(new URL("./known-differences.json", import.meta.url), "utf8")),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeResults(Object.values(JSON.parse(readFileSync(process.argv[2], "utf8"))).flat(), process.argv[3]);
