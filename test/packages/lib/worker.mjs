import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [adapterId, file] = process.argv.slice(2);
const send = (m) => new Promise((r) => process.send(m, r));
const done = async (m) => {
  await send(m);
  process.exit(0);
};
process.on("uncaughtException", (e) => {
  done({ status: "error", error: "uncaught " + (e && e.stack ? e.stack : e) });
});
process.on("unhandledRejection", (e) => {
  if (!settled) done({ status: "error", error: "unhandled " + (e && e.stack ? e.stack : e) });
});
let settled = false;
const spec = /[/\\]|\.mjs$/.test(adapterId)
  ? pathToFileURL(path.resolve(adapterId)).href
  : new URL("../adapters/" + adapterId + ".mjs", import.meta.url).href;
const adapter = await import(spec);
const source = fs.readFileSync(file, "utf8");
const ticking = setInterval(() => {}, 1000);
let message;
try {
  const result = await adapter.run(source, { filename: file });
  message = { status: "done", json: JSON.stringify(result) };
} catch (e) {
  let text, phase, stack;
  try {
    text = e && (e.name || e.message) ? `${e.name}: ${e.message}` : String(e);
    phase = e && e.phase;
    stack = e && e.stack;
  } catch {
    text = "unprintable error";
  }
  message = {
    status: phase === "compile" ? "compile" : "error",
    error: String(text),
    stack: typeof stack === "string" ? stack.split("\n").slice(0, 8).join("\n") : "",
  };
}
settled = true;
clearInterval(ticking);
await done(message);
