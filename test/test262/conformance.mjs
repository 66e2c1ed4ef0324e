// npm run test262 -- CHECKOUT [options of run.mjs]: the tests that are in scope and that plain Node passes, in a cell each.
import { fileURLToPath } from "node:url";
import { writeResults } from "./write-results.mjs";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [checkout, ...rest] = process.argv.slice(2);
if (checkout === undefined || checkout.startsWith("--")) {
  console.error(
    "usage: npm run test262 -- CHECKOUT [--sample N] [--filter REGEX] [--options JSON] [--out FILE] (a checkout of tc39/test262)",
  );
  process.exit(2);
}
process.env.CLOISTER_BUNDLE = await bundleForTests("test262");
const defaults = [
  "--suite",
  checkout,
  "--adapter",
  here("adapters/cloister.mjs"),
  "--scope",
  here("results/scope.json.gz"),
  "--require-pass",
  here("results/native.json.gz"),
];
// --docs: writes what failed into docs/compatibility.md when the run is over
const docs = rest.indexOf("--docs");
if (docs >= 0) {
  rest.splice(docs, 1);
  const out = rest.includes("--out") ? rest[rest.indexOf("--out") + 1] : `${process.env.CLOISTER_BUNDLE}/results.json`;
  if (!rest.includes("--out")) rest.push("--out", out);
  process.once("exit", (code) => {
    if (code === 0) writeResults(out);
  });
}
process.argv.splice(2, Infinity, ...defaults, ...rest);
await import("./run.mjs");
