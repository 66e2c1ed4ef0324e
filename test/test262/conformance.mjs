// npm run test262 -- CHECKOUT [options of run.mjs]: the tests that are in scope and that plain Node passes, in a cell each.
import { fileURLToPath } from "node:url";
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
process.argv.splice(2, Infinity, ...defaults, ...rest);
await import("./run.mjs");
