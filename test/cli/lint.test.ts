import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.js";
import { cli, folderWith } from "./run-cli.js";

const PROTO = "export const f = (o) => o.__proto__;\n";

describe("lint", () => {
  test("--fix makes safe rewrites and tells of the rest", async () => {
    const cwd = folderWith({ "a.js": `${PROTO}export const g = (o) => o.constructor;\n`, "b.js": "export {};\n" });
    const result = await cli(cwd, ["lint", "--fix", "--format", "compact", "."]);
    expect(readFileSync(join(cwd, "a.js"), "utf8")).toBe(
      "export const f = (o) => Object.getPrototypeOf(o);\nexport const g = (o) => o.constructor;\n",
    );
    expect([result.exit, result.stdout.trim().split("\n").length, result.stdout.includes("forbidden-constructor")]).toEqual([1, 1, true]);
  });

  test("--fix keeps permissions, links, line ends and byte order marks, and is done the first time", async () => {
    const cwd = folderWith({
      "a.js": `\ufeffexport const f = (o) => o.__proto__;\r\n`,
      "b.js": `${"x = x.__proto__".padEnd(200, ".__proto__")};\nvar x = {};\n`,
    });
    chmodSync(join(cwd, "a.js"), 0o755);
    symlinkSync("a.js", join(cwd, "link.js"));
    const first = await cli(cwd, ["lint", "--fix", "link.js", "b.js"]);
    expect(first).toEqual({ exit: 0, stdout: "no problems in 2 files; mended 20\n", stderr: "" });
    expect(lstatSync(join(cwd, "link.js")).isSymbolicLink()).toBe(true);
    expect(statSync(join(cwd, "a.js")).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(cwd, "a.js"), "utf8")).toBe("\ufeffexport const f = (o) => Object.getPrototypeOf(o);\r\n");
    expect((await cli(cwd, ["lint", "--fix", "."])).stdout).toBe("no problems in 3 files\n");
  });

  test("--fix of standard input writes the mended text, and tells of the rest beside it", async () => {
    const result = await cli(folderWith({}), ["lint", "--fix", "--format", "compact", "-"], { stdin: `${PROTO}eval;\n` });
    expect(result).toMatchObject({ exit: 1, stdout: "export const f = (o) => Object.getPrototypeOf(o);\neval;\n" });
    expect(result.stderr).toContain("<stdin>:2:1: error[forbidden-global]");
  });

  test("a policy that makes no sense is shown where it makes none, all of it", async () => {
    const json = `{\n  "globals": { "alow": [] },\n  "modules": { "allow": ["a", 1] },\n  "extends": { "enforce": "no" }\n}\n`;
    const cwd = folderWith({ "cloister.policy.json": json, "a.js": "export {};\n" });
    const { exit, stdout, stderr } = await cli(cwd, ["lint", "a.js"]);
    expect([exit, stdout]).toEqual([2, ""]);
    expect([...stderr.matchAll(/--> (.*)/g)].map(([, place]) => place)).toEqual([
      "cloister.policy.json:2:16",
      "cloister.policy.json:3:31",
      "cloister.policy.json:4:27",
    ]);
    expect(stderr).toContain("must be a string, not 1");
    writeFileSync(join(cwd, "cloister.policy.json"), '{ "globals": { "allow": [] }, }');
    expect((await cli(cwd, ["lint", "a.js"])).stderr).toMatch(/is not JSON.*\n {2}--> cloister\.policy\.json:1:31\n/);
    writeFileSync(join(cwd, "cloister.policy.json"), `${'{"extends":'.repeat(3000)}{}${"}".repeat(3000)}`);
    expect((await cli(cwd, ["lint", "a.js"])).stderr).toContain("more than 100 policies in a row");
  });

  test("ignore files and patterns hold for folders and patterns, not for files that are named", async () => {
    const cwd = folderWith({ ".cloisterignore": "old/\n", "old/a.js": PROTO, "gen/a.js": PROTO, "src/a.js": "export {};\n" });
    expect((await cli(cwd, ["lint", "--ignore-pattern", "gen/", "."])).stdout).toBe("no problems in 1 file\n");
    expect((await cli(cwd, ["lint", "--ignore-pattern", "gen/", "**/*.js"])).exit).toBe(0);
    expect((await cli(cwd, ["lint", "old/a.js"])).exit).toBe(1);
    expect((await cli(cwd, ["lint", "--ignore-path", "none", "."])).stderr).toContain("[ignore-not-found]");
  });

  test("the nearest policy file counts, unless another is named", async () => {
    const cwd = folderWith({
      "cloister.policy.json": '{ "$schema": "x", "globals": { "allow": ["notes", "fetch"] } }',
      "p/a.js": "notes();\n",
      "p/b.js": "fetch;\n",
    });
    expect((await cli(join(cwd, "p"), ["lint", "."])).exit).toBe(0);
    expect((await cli(join(cwd, "p"), ["lint", "--policy", "strict", "."])).exit).toBe(1);
    const unused = await cli(cwd, ["lint", "--unused-grants", "--json", "p/a.js"]);
    expect(JSON.parse(unused.stdout)).toMatchObject({
      warnings: 1,
      diagnostics: [{ code: "unused-grant", filename: "cloister.policy.json", range: [50, 57] }],
    });
  });

  test("a policy may be a module; it runs in a cell", async () => {
    const cwd = folderWith({
      "cloister.policy.ts":
        'import { definePolicy, type PolicyInput } from "cloister";\nconst names: string[] = ["no" + "tes"];\nexport default definePolicy({ extends: definePolicy({ extends: "compat" }), globals: { allow: names } } satisfies PolicyInput);\n',
      "a.js": "notes.__proto__;\n",
    });
    expect(await cli(cwd, ["lint", "--quiet", "a.js"])).toMatchObject({ exit: 0, stdout: "no problems in 1 file\n" });
    writeFileSync(join(cwd, "cloister.policy.ts"), "export default { globals: { allow: [process.env.HOME] } };\n");
    expect((await cli(cwd, ["lint", "a.js"])).stderr).toMatch(/cloister\.policy\.ts does not run: .*process.*\[policy-invalid\]/s);
    writeFileSync(join(cwd, "cloister.policy.ts"), "for (;;);\n");
    expect((await cli(cwd, ["lint", "a.js"])).stderr).toContain("[policy-invalid]");
    writeFileSync(join(cwd, "cloister.policy.ts"), "export default await new Promise(() => {});\n");
    expect((await cli(cwd, ["lint", "a.js"])).stderr).toMatch(/waits for something that never comes \[policy-invalid\]/);
    writeFileSync(join(cwd, "cloister.policy.ts"), "export default () => 1;\n");
    expect((await cli(cwd, ["lint", "a.js"])).stderr).toContain("must be an object, not a function");
  });

  test("warnings: counted, limited, left out", async () => {
    const cwd = folderWith({ "a.js": "Math.max = 1;\n" });
    const args = ["lint", "--policy", "compat", "--json", "a.js"];
    expect((await cli(cwd, args)).exit).toBe(0);
    expect((await cli(cwd, [...args, "--max-warnings", "0"])).exit).toBe(1);
    expect(JSON.parse((await cli(cwd, [...args, "--quiet"])).stdout)).toMatchObject({ diagnostics: [] });
    expect((await cli(cwd, [...args, "--max-warnings", "few"])).stderr).toContain("[bad-number]");
  });

  test("a cache answers for what has not changed, under the same policy", async () => {
    const cwd = folderWith({ "a.js": PROTO, "b.js": "export {};\n" });
    const args = ["lint", "--json", "--cache", "--cache-location", "c.json", "."];
    const first = await cli(cwd, args);
    const cache = readFileSync(join(cwd, "c.json"), "utf8");
    expect((await cli(cwd, args)).stdout).toBe(first.stdout);
    // what it says is what is believed
    writeFileSync(join(cwd, "c.json"), cache.replaceAll("forbidden-key", "from-the-cache"));
    expect((await cli(cwd, args)).stdout).toContain("from-the-cache");
    writeFileSync(join(cwd, "a.js"), `${PROTO}\n`);
    expect((await cli(cwd, args)).stdout).not.toContain("from-the-cache");
    expect((await cli(cwd, [...args, "--policy", "compat"])).exit).toBe(0);
    writeFileSync(join(cwd, "c.json"), "{");
    expect((await cli(cwd, args)).exit).toBe(1);
  });

  test("--watch looks again when something changes", async () => {
    const cwd = folderWith({ "a.js": PROTO });
    const controller = new AbortController();
    let stdout = "";
    const io = { cwd, env: {}, readStdin: () => Promise.resolve(Buffer.alloc(0)), signal: controller.signal };
    const sink = { write: (text: string) => (stdout += text) };
    const running = main(["lint", "--watch", "--format", "compact", "."], { ...io, stdout: sink, stderr: sink });
    await until(() => stdout.includes("forbidden-key"));
    await sleep(300);
    writeFileSync(join(cwd, "a.js"), "export const a = eval;\n");
    await until(() => stdout.includes("forbidden-global"));
    controller.abort();
    expect(await running).toBe(1);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !holds(); i++) await sleep(100);
  expect(holds()).toBe(true);
}
