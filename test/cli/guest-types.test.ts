import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import { cli, folderWith } from "./run-cli.js";

const BASTION = fileURLToPath(new URL("../../src/runtime/bastion.js", import.meta.url));

const HOST = `import type { Bastion } from ${JSON.stringify(BASTION)};
class Notes {
  #texts = ["buy milk"];
  path = "/home/me/notes";
  all(): string[] { return this.#texts; }
  add(text: string): number { return this.#texts.push(text); }
}
export const globals = { notes: {} as Bastion<Notes>, limit: 3 as number, secret: () => 42 };
`;

/** What TypeScript says of a guest's text, as an editor would show it, under the declarations that \`policy types\` writes. */
async function problems(guest: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const policy = '{ "globals": { "allow": ["notes", "limit", "other", "console"] }, "modules": { "allow": ["host:db"] } }';
  const cwd = folderWith({ "cloister.policy.json": policy, "guest.ts": guest, ...more });
  const { exit, stdout } = await cli(cwd, ["policy", "types", ...args]);
  expect(exit).toBe(0);
  writeFileSync(join(cwd, "guest.d.ts"), stdout);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ["lib.es2024.d.ts"],
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
  };
  const program = ts.createProgram([join(cwd, "guest.ts"), join(cwd, "guest.d.ts")], options);
  const files = ["guest.ts", "guest.d.ts"].map((name) => program.getSourceFile(join(cwd, name)));
  return files.flatMap((file) => ts.getPreEmitDiagnostics(program, file)).map((d) => ts.flattenDiagnosticMessageText(d.messageText, " "));
}

test("guests get the types of the bastions that they are granted, and errors for all else", async () => {
  const host = { "host.ts": HOST };
  expect(
    await problems("export const f = (): number => notes.add(notes.all()[0]!.trim()) + limit;", ["--host", "./host.js"], host),
  ).toEqual([]);
  expect(
    await problems("export {}; notes.add(1); notes.path; secret(); fetch('/'); other.x; limit.trim();", ["--host", "./host.js"], host),
  ).toEqual([
    "Argument of type 'number' is not assignable to parameter of type 'string'.",
    expect.stringMatching(/^Property 'path' does not exist/),
    "Cannot find name 'secret'.",
    "Cannot find name 'fetch'.",
    "'other' is of type 'unknown'.",
    "Property 'trim' does not exist on type 'number'.",
  ]);
});

test("described by hand, or not at all", async () => {
  const declarations = `declare const limit: 3;\ndeclare const secret: 1;\ndeclare module "host:db" { export function get(id: string): number; }\n`;
  const described = ["-d", "host.d.ts"];
  const more = { "host.d.ts": declarations };
  expect(await problems(`import { get } from "host:db"; console.log(get("a"), limit);`, described, more)).toEqual([]);
  expect(await problems(`import { put } from "host:db"; console.table(limit + secret); notes.all();`, described, more)).toEqual([
    `Module '"host:db"' has no exported member 'put'.`,
    expect.stringMatching(/^Property 'table' does not exist/),
    "Cannot find name 'secret'.",
    "'notes' is of type 'unknown'.",
  ]);
});
