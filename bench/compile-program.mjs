// Compiles a benchmark program (standard input) to an artifact (standard output). Arguments: whether metered, mediation.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { cleanse, definePolicy } = await import(pathToFileURL(`${process.env.CLOISTER_BUNDLE}/index.js`).href);
const source = readFileSync(0, "utf8").replace(/^"use strict";\n/, "") + "\nexport { benchmark };\n";
const { text } = cleanse(source, {
  goal: "module",
  policy: definePolicy({ extends: "compat", mediation: process.argv[3] }),
  metered: process.argv[2] === "true",
  filename: "program.js",
});
process.stdout.write(text);
