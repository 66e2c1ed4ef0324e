import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../../src/cli/main.js";

/** A folder of its own for one test, with files in it. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cloister-cli-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface CliResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process. */
export async function cli(cwd: string, args: readonly string[], { stdin = "", tty = false } = {}): Promise<CliResult> {
  const out = { stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr") => ({ write: (text: string) => (out[name] += text), isTTY: tty, columns: 80 });
  const exit = await main(args, {
    cwd,
    env: {},
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    readStdin: () => Promise.resolve(Buffer.from(stdin)),
  });
  return { exit, ...out };
}
