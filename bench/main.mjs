// npm run bench -- [options of run.mjs]: the published programs below BENCH_SRC, native beside the cell, unmetered and metered;
// without BENCH_SRC, the fast paths alone. With `--turns N` by turns.mjs.
import { bundleForTests } from "../scripts/bundle-for-tests.mjs";

process.env.CLOISTER_BUNDLE = await bundleForTests("bench");
if (process.env.BENCH_SRC === undefined) {
  console.log("BENCH_SRC is not set (bench/README.md): measuring the fast paths alone\n");
  await import("./fast-paths.mjs");
} else {
  const given = process.argv.slice(2);
  if (!given.includes("--adapters")) given.push("--adapters", "native,cloister,cloister-metered");
  process.argv.splice(2, Infinity, ...given);
  await import(given.includes("--turns") ? "./turns.mjs" : "./run.mjs");
}
