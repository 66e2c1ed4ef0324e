import { spawnSync } from "node:child_process";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { bundleForTests } from "../../scripts/bundle-for-tests.mjs";
import { folderWith } from "./run-cli.js";

let bin: string;
beforeAll(async () => {
  bin = `${await bundleForTests("cli")}/cli.js`;
});

/** A terminal's colours are not those of a pipe, whoever runs the tests. */
const plain = { ...process.env, FORCE_COLOR: undefined };

const run = (cwd: string, args: readonly string[], input = "", env: NodeJS.ProcessEnv = plain) =>
  spawnSync(process.execPath, [bin, ...args], { cwd, input, env, encoding: "utf8", timeout: 60_000 });

test("as a program: exit codes, no colours in a pipe, standard input", () => {
  const cwd = folderWith({ "a.js": "export const a = 1;\n", "b.js": "export const b = eval;\n" });
  const good = run(cwd, ["lint", "a.js"]);
  expect([good.status, good.stdout, good.stderr]).toEqual([0, "no problems in 1 file\n", ""]);
  const bad = run(cwd, ["lint", "."]);
  expect([bad.status, bad.stderr]).toEqual([1, ""]);
  expect(bad.stdout).not.toContain("\u001b");
  expect(run(cwd, ["lint", "-"], "export const a = 1;").status).toBe(0);
  expect(run(cwd, ["lint"]).status).toBe(2);
});

test("what Babel's plugins refuse is found at its place, in colour too", () => {
  const cwd = folderWith({ "a.ts": "type A = 1;\nexport = 1;\n" });
  const { stdout } = run(cwd, ["lint", "a.ts", "--format", "compact"], "", { ...process.env, FORCE_COLOR: "1" });
  expect(stdout).toMatch(/a\.ts:2:1\b/);
});

test("a reader that goes away is no error", () => {
  const cwd = folderWith(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}.js`, "export const b = eval;\n"])));
  const shell = spawnSync("sh", ["-c", `"${process.execPath}" "${bin}" lint . | head -1`], {
    cwd,
    env: plain,
    encoding: "utf8",
    timeout: 60_000,
  });
  expect([shell.status, shell.stderr]).toEqual([0, ""]);
});

test.runIf(existsSync("/dev/full"))("a disk that is full is told of in a line", () => {
  const cwd = folderWith({ "a.js": "export const b = eval;\n" });
  const shell = spawnSync("sh", ["-c", `"${process.execPath}" "${bin}" lint . > /dev/full`], {
    cwd,
    env: plain,
    encoding: "utf8",
    timeout: 60_000,
  });
  expect([shell.status, shell.stderr]).toEqual([2, "cloister: cannot write the output: ENOSPC [cannot-write]\n"]);
});

test.runIf(process.getuid?.() === 0)("a folder that cannot be read is told of, and does not pass for empty", () => {
  const cwd = folderWith({ "ok/a.js": "export {};\n", "no/b.js": "eval;\n" });
  chmodSync(cwd, 0o755);
  chmodSync(join(cwd, "no"), 0o700);
  const { status, stdout } = spawnSync(process.execPath, [bin, "lint", "--format", "compact", "."], {
    cwd,
    env: plain,
    encoding: "utf8",
    uid: 65_534,
  });
  expect([status, stdout]).toEqual([2, "no:1:1: error[file-unreadable]: The system does not let this file or folder be read.\n"]);
});

test("a guest that awaits for ever ends the command", () => {
  const { status, stderr } = run(folderWith({ "a.js": "await new Promise(() => {});\n" }), ["run", "a.js"]);
  expect([status, stderr]).toEqual([1, expect.stringContaining("[never-settled]")]);
});
