// node test/test262/write-results.mjs RESULTS: the table of failures in docs/compatibility.md, from a results file of run.mjs.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { writeTable } from "../compatibility-table.mjs";

/** @param {string} file written by `run.mjs --out` */
export function writeResults(file) {
  const bytes = readFileSync(file);
  const { results } = JSON.parse(file.endsWith(".gz") ? gunzipSync(bytes).toString("utf8") : bytes.toString("utf8"));
  const positive = results.filter((result) => !result.negative);
  const passed = positive.filter((result) => result.verdict === "pass").length;
  const failures = results.filter((result) => result.verdict !== "pass").map((result) => result.path);
  const share = ((100 * passed) / positive.length).toFixed(2);
  const others = results.length - positive.length;
  const summary = `Of ${positive.length} positive tests in scope that plain Node passes, ${passed} pass under \`compat\`, metered (${share} %); of ${others} negative ones, ${others - failures.length + positive.length - passed}.`;
  const reasons = JSON.parse(readFileSync(new URL("./known-differences.json", import.meta.url), "utf8"));
  writeTable("test262", summary, failures, reasons);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeResults(process.argv[2]);
