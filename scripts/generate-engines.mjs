// Writes what only some policies on regular expressions need (src/regexp/engine-texts.ts): the checker as a script, the linear engine as an artifact.
import { build } from "esbuild";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { loadCompiler } from "./load-compiler.mjs";

const root = new URL("../", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const { resolve } = createRequire(import.meta.url);

async function bundle(entry, name, extra) {
  const result = await build({
    stdin: { contents: `export { ${name} } from ${JSON.stringify(entry)};`, resolveDir: path(".") },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "bundled",
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
    logLevel: "error",
    ...extra,
  });
  return `(function () { ${result.outputFiles[0].text.trim()}\nreturn bundled.${name}; })()`;
}

function write(name, text) {
  mkdirSync(path("engines"), { recursive: true });
  let before = "";
  try {
    before = readFileSync(path(`engines/${name}`), "utf8");
  } catch {
    // first time
  }
  if (before !== text) writeFileSync(path(`engines/${name}`), text);
}

const license = (name) => readFileSync(path(`node_modules/${name}/LICENSE`), "utf8").trim();

write(
  "recheck.js",
  `/* recheck\n${license("recheck")} */\n${await bundle(resolve("recheck/lib/browser.js"), "checkSync", { minify: true })}`,
);

/** The parts of re2js that no text of a string needs, and a habit of its that the cell language has no form for. */
const oursForRe2js = {
  name: "ours-for-re2js",
  setup(bundle) {
    bundle.onLoad({ filter: /re2js[\\/]build[\\/]index\.js$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8")
        .replace("this.constructor !== other.constructor", "!(other instanceof RE2JS)")
        .replaceAll(/globalThis\.Text(?:En|De)coder/g, "false"),
    }));
  },
};
const engine = await bundle(path("src/regexp/inside/engine.ts"), "compile", { minifySyntax: true, plugins: [oursForRe2js] });
const { cleanse } = await loadCompiler();
write("linear.js", cleanse(engine, { filename: "regexp-engine.js", goal: "expression" }).text);
write("LICENSES", `recheck.js contains recheck\n\n${license("recheck")}\n\nlinear.js contains re2js\n\n${license("re2js")}\n`);
