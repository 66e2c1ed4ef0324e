// Shows the three ways in on one small application: lint, build, and load. Run it with `npm run example`.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { CellTerminated } from "cloister";
import { NotesApp } from "./notes-app.mjs";
import { librariesPolicy, loadPlugin } from "./plugin-host.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));
const cli = fileURLToPath(new URL("../../dist/cli/bin.js", import.meta.url));

const heading = (text) => console.log(`\n\u2500\u2500 ${text} ${"\u2500".repeat(Math.max(0, 76 - text.length))}\n`);

/** Runs a command of the tool as a person would. */
function cloister(...args) {
  console.log(`$ cloister ${args.join(" ")}`);
  const { status } = spawnSync(process.execPath, [cli, ...args], { cwd: here, stdio: "inherit" });
  console.log(`(exit code ${status})\n`);
}

rmSync(`${here}dist`, { recursive: true, force: true });
mkdirSync(`${here}dist`);
const names = "notes,console,open";

heading("1. Lint: what would be refused, without running anything");
cloister("lint", "--allow", names, "plugins/word-count.js", "plugins/sneak.js");
cloister("lint", "--allow", names, "plugins/thief.js");

heading("2. Build: plugins become artifacts, and anybody can check those");
await build({
  entryPoints: [`${here}plugins/markdown.js`],
  outfile: `${here}dist/markdown.bundle.js`,
  bundle: true,
  format: "esm",
  target: "es2022",
  logLevel: "error",
});
cloister("build", "--allow", names, "--out-dir", "dist", "plugins/word-count.js", "plugins/sneak.js");
cloister("build", "--allow", names, "--policy", "compat", "dist/markdown.bundle.js");
cloister("verify", "--allow", names, "dist/word-count.cell.js", "dist/sneak.cell.js");
// somebody takes a guard out of an artifact after it was reviewed, and makes the digest in its header fit again
writeFileSync(`${here}dist/forged.cell.js`, forge(artifact("word-count")));
cloister("verify", "--allow", names, "dist/forged.cell.js");

heading("3. Load: each plugin in a cell of its own, with what the application grants");
const app = new NotesApp({
  Ideas: "# Ideas\n\n- a *padded* cell\n- a [bastion](https://en.wikipedia.org/wiki/Bastion)\n",
  Today: "Buy two lemons.",
});

const counter = await loadPlugin(app, artifact("word-count"), { name: "word-count" });
console.log("word-count answers:", counter.plugin.run());

const markdown = await loadPlugin(app, artifact("markdown.bundle"), { name: "markdown", policy: librariesPolicy });
console.log("markdown answers:\n" + markdown.plugin.run("Ideas"));

const sneak = await loadPlugin(app, artifact("sneak"), { name: "sneak" });
console.log("sneak tried to");
for (const [attempt, end] of Object.entries(sneak.plugin.run())) console.log(`  ${attempt}\n      ${end}`);
try {
  sneak.plugin.forever();
} catch (error) {
  if (!(error instanceof CellTerminated)) throw error;
  console.log(`  run for ever\n      ${error.message}; its cell is ${sneak.cell.status}`);
}

console.log(
  `\nThe application is as it was: ${app.titles().length} notes, [1, 2].map(x => 2 * x) is ${JSON.stringify([1, 2].map((x) => 2 * x))}.`,
);

function artifact(name) {
  return readFileSync(`${here}dist/${name}.cell.js`, "utf8");
}

function forge(text) {
  const [header, body] = text.split(/(?<=^\/\/ \{"body":.*\n)/m);
  const forged = body.replace(/__cc_key\((\w+), \w+\)/, "$1");
  const digest = `sha256-${createHash("sha256").update(forged).digest("base64")}`;
  return header.replace(/"body":".*"/, `"body":"${digest}"`) + forged;
}
