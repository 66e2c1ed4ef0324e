#!/usr/bin/env node
import { EXIT } from "./exit-codes.js";
import { main } from "./main.js";

/** Standard input to its end, or until it is longer than anything could use: an endless pipe must not fill the memory. */
async function readStdin(limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}

// a reader that went away (`cloister lint … | head`) is no error of ours; a disk that is full is one, and nobody's bug
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    if (stream === process.stdout)
      process.stderr.write(`cloister: cannot write the output: ${error.code ?? error.message} [cannot-write]\n`);
    process.exit(EXIT.usage);
  });
}

let finished = false;
// nothing is left to do, and the command is not at its end: a guest awaits what never comes
process.once("beforeExit", () => {
  if (finished) return;
  process.stderr.write("cloister: the program waits for something that never comes [never-settled]\n");
  process.exitCode = EXIT.refused;
});

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  readStdin,
}).then((exit) => {
  finished = true;
  process.exitCode = exit;
});
