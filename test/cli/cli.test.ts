import { chmodSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli, folderWith } from "./run-cli.js";

const GOOD = "export const twice = (x) => x * 2;\n";
const BAD = "export const f = (() => {}).constructor;\n";

describe("cloister", () => {
  test("without a command, says what there is", async () => {
    const { exit, stderr } = await cli(folderWith({}), []);
    expect(exit).toBe(2);
    expect(stderr).toContain("Usage: cloister");
  });
  test("--help of each command has a usage line and its options", async () => {
    for (const command of ["lint", "build", "verify", "run", "diff", "inspect", "explain"]) {
      const { exit, stdout } = await cli(folderWith({}), [command, "--help"]);
      expect(exit).toBe(0);
      expect(stdout).toContain(`Usage: cloister ${command}`);
    }
    expect((await cli(folderWith({}), ["--help"])).stdout).toContain("Exit codes");
  });
  test.each([
    [["nonsense"], "unknown-command"],
    [["lint"], "missing-argument"],
    [["lint", "--nonsense", "a.js"], "unknown-option"],
    [["lint", "--format", "x", "a.js"], "invalid-argument"],
    [["build", "--goal", "x", "a.js"], "invalid-argument"],
    [["diff", "a", "b", "c"], "excess-arguments"],
    [["explain", "forbiden-key"], "unknown-code"],
    [["run", "."], "one-file"],
    [["run", "--fuel", "much", "a.js"], "bad-number"],
    [["verify", "."], "no-match"],
    [["policy", "check"], "policy-not-found"],
    [["policy", "types", "none.json"], "policy-not-found"],
  ])("%j is bad usage, %s", async (args, code) => {
    const { exit, stderr } = await cli(folderWith({ "a.js": GOOD, "b.js": GOOD }), args);
    expect(exit).toBe(2);
    expect(stderr).toContain(` [${code}]`);
    expect(stderr.split("\n")).toHaveLength(2);
  });
  test("--version", async () => {
    expect((await cli(folderWith({}), ["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("lint", () => {
  test("finds nothing in good code", async () => {
    const result = await cli(folderWith({ "a.js": GOOD }), ["lint", "a.js"]);
    expect(result).toEqual({ exit: 0, stdout: "no problems in 1 file\n", stderr: "" });
  });
  test("reports findings with a frame and exits 1", async () => {
    const { exit, stdout } = await cli(folderWith({ "p/a.js": GOOD, "p/b.js": BAD }), ["lint", "p"]);
    expect(exit).toBe(1);
    expect(stdout).toContain("error[forbidden-constructor]");
    expect(stdout).toContain("--> p/b.js:1:");
    expect(stdout).toContain("^^^^^^^^^^^");
    expect(stdout).toContain("1 error in 1 of 2 files");
  });
  test("takes patterns, several arguments, no file twice", async () => {
    const cwd = folderWith({ "a.js": GOOD, "b.mjs": GOOD, "sub/c.js": GOOD, "node_modules/x/index.js": BAD });
    expect((await cli(cwd, ["lint", "*.{js,mjs}", "a.js", "."])).stdout).toBe("no problems in 3 files\n");
  });
  test("takes standard input under a name", async () => {
    const { exit, stdout } = await cli(folderWith({}), ["lint", "--format", "compact", "--stdin-filename", "plugin.js", "-"], {
      stdin: BAD,
    });
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^plugin\.js:1:\d+: error\[forbidden-constructor\]/);
  });
  test("granted names are no findings, others are", async () => {
    const cwd = folderWith({ "a.js": "notes.add(console);\n" });
    expect((await cli(cwd, ["lint", "--allow", "notes", "--allow", "console", "a.js"])).exit).toBe(0);
    expect((await cli(cwd, ["lint", "--allow", "notes,console", "a.js"])).exit).toBe(0);
    expect((await cli(cwd, ["lint", "--allow", "notes", "a.js"])).stdout).toContain("console");
  });
  test("policies: presets, files, and what is wrong with them", async () => {
    const cwd = folderWith({
      "b.js": BAD,
      "a.js": "notes.add(1);\n",
      "policy.json": JSON.stringify({ extends: "strict", globals: { allow: ["notes"] } }),
      "bad.json": "{",
      "wrong.json": JSON.stringify({ nonsense: 1 }),
    });
    expect((await cli(cwd, ["lint", "--policy", "compat", "b.js"])).exit).toBe(0);
    expect((await cli(cwd, ["lint", "--policy", "policy.json", "a.js"])).exit).toBe(0);
    for (const [name, code] of [
      ["missing.json", "policy-not-found"],
      ["bad.json", "policy-invalid"],
      ["wrong.json", "policy-invalid"],
    ]) {
      const { exit, stderr } = await cli(cwd, ["lint", "--policy", name!, "a.js"]);
      expect(exit).toBe(2);
      expect(stderr).toContain(`[${code}]`);
    }
  });
  test.each(["json", "sarif", "github", "compact"])("format %s", async (format) => {
    const { exit, stdout, stderr } = await cli(folderWith({ "b.js": BAD }), ["lint", "--format", format, "b.js"]);
    expect([exit, stderr]).toEqual([1, ""]);
    expect(stdout).toContain("forbidden-constructor");
    if (format === "json" || format === "sarif") expect(() => JSON.parse(stdout) as unknown).not.toThrow();
  });
  test("draws progress on a terminal only, and cleans up", async () => {
    const cwd = folderWith(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i}.js`, GOOD])));
    expect((await cli(cwd, ["lint", "--no-color", "."], { tty: true })).stderr.endsWith("\u001b[2K")).toBe(true);
    expect((await cli(cwd, ["lint", "."])).stderr).toBe("");
  });
});

describe("bad input", () => {
  const NOISE = Uint8Array.from({ length: 4096 }, (_, i) => (i * 167 + 13) % 256);
  test.each<[string, string | Uint8Array, number, string]>([
    ["empty", "", 1, "file-empty"],
    ["blank", " \n\t\n", 1, "file-empty"],
    ["binary", NOISE, 1, "file-not-text"],
    ["NUL bytes", "let a = 1;\0", 1, "file-not-text"],
    ["latin-1", Uint8Array.from([0x27, 0xe4, 0x27]), 1, "file-not-text"],
    ["no JavaScript", "Dear Sir or Madam,\n", 1, "syntax-error"],
    ["brackets 10,000 deep", "[".repeat(10_000), 1, "too-deep"],
  ])("%s", async (_, content, exit, code) => {
    const cwd = folderWith({ "x.js": content });
    for (const command of ["lint", "build"]) {
      const result = await cli(cwd, [command, "x.js"]);
      expect(result.exit).toBe(exit);
      expect(result.stdout + result.stderr).toContain(code);
      expect(result.stdout + result.stderr).not.toMatch(/\n\s+at /);
    }
    expect(readdirSync(cwd)).toEqual(["x.js"]);
  });
  test("missing files, patterns without a match", async () => {
    const cwd = folderWith({});
    const missing = await cli(cwd, ["lint", "missing.js"]);
    expect([missing.exit, missing.stdout]).toEqual([2, expect.stringContaining("file-not-found")]);
    const none = await cli(cwd, ["lint", "*.js"]);
    expect([none.exit, none.stderr]).toEqual([2, expect.stringContaining("[no-match]")]);
    mkdirSync(join(cwd, "empty"));
    expect((await cli(cwd, ["lint", "empty"])).stderr).toContain("[no-match]");
  });
  test.skipIf(process.getuid?.() === 0)("unreadable files", async () => {
    const cwd = folderWith({ "a.js": GOOD });
    chmodSync(join(cwd, "a.js"), 0);
    expect((await cli(cwd, ["lint", "a.js"])).stdout).toContain("file-unreadable");
  });
  test("one bad file does not hide the others", async () => {
    const { exit, stdout } = await cli(folderWith({ "a.js": "", "b.js": BAD }), ["lint", "a.js", "b.js", "missing.js"]);
    expect(exit).toBe(2);
    for (const code of ["file-empty", "forbidden-constructor", "file-not-found"]) expect(stdout).toContain(code);
  });
});

describe("build", () => {
  test("writes an artifact and its map beside the source", async () => {
    const cwd = folderWith({ "p/a.js": GOOD });
    const { exit, stdout } = await cli(cwd, ["build", "p/a.js"]);
    expect(exit).toBe(0);
    expect(stdout).toContain("p/a.js -> p/a.cell.js");
    expect(readdirSync(join(cwd, "p")).sort()).toEqual(["a.cell.js", "a.cell.js.map", "a.js"]);
    expect(readFileSync(join(cwd, "p/a.cell.js"), "utf8")).toMatch(/^\/\/ \{"edition":/);
    expect(JSON.parse(readFileSync(join(cwd, "p/a.cell.js.map"), "utf8"))).toMatchObject({ version: 3 });
  });
  test("writes below a folder, keeping what the inputs do not share; not over each other", async () => {
    const cwd = folderWith({ "p/a.js": GOOD, "p/sub/b.js": GOOD, "p/a.mjs": GOOD });
    expect((await cli(cwd, ["build", "--no-map", "-o", "out", "p/a.js", "p/sub/b.js"])).exit).toBe(0);
    expect(readdirSync(join(cwd, "out"), { recursive: true }).sort()).toEqual(["a.cell.js", "sub", join("sub", "b.cell.js")]);
    const { exit, stderr } = await cli(cwd, ["build", "p/a.js", "p/a.mjs"]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("[same-output]")]);
  });
  test("writes nothing for a file with findings, and builds the others", async () => {
    const cwd = folderWith({ "a.js": GOOD, "b.js": BAD });
    const { exit, stdout, stderr } = await cli(cwd, ["build", "--no-map", "."]);
    expect(exit).toBe(1);
    expect(stdout).toContain("a.js ->");
    expect(stderr).toContain("forbidden-constructor");
    expect(readdirSync(cwd).sort()).toEqual(["a.cell.js", "a.js", "b.js"]);
  });
  test("an old artifact stays when the new one cannot be written", async () => {
    const cwd = folderWith({ "a.js": GOOD });
    mkdirSync(join(cwd, "a.cell.js", "in-the-way"), { recursive: true });
    const { exit, stderr } = await cli(cwd, ["build", "--no-map", "a.js"]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("[cannot-write]")]);
    expect(readdirSync(cwd).sort()).toEqual(["a.cell.js", "a.js"]);
  });
  test("the same source gives the same bytes", async () => {
    const cwd = folderWith({ "a.js": GOOD });
    await cli(cwd, ["build", "a.js"]);
    const first = readFileSync(join(cwd, "a.cell.js"), "utf8");
    await cli(cwd, ["build", "a.js"]);
    expect(readFileSync(join(cwd, "a.cell.js"), "utf8")).toBe(first);
    expect(first).not.toContain(cwd);
  });
});

describe("verify", () => {
  test("one line an artifact; a changed one is refused", async () => {
    const cwd = folderWith({ "a.js": "export const f = (x) => Math.max(x, 1);\n" });
    await cli(cwd, ["build", "--no-map", "a.js"]);
    const good = await cli(cwd, ["verify", "a.cell.js"]);
    expect(good).toEqual({
      exit: 0,
      stdout: expect.stringMatching(/^ok {7}a\.cell\.js: module, metered, uses Math, sha256-\S+\n$/),
      stderr: "",
    });
    const changed = readFileSync(join(cwd, "a.cell.js"), "utf8").replace("Math.max", "Math.min");
    const bad = await cli(cwd, ["verify", "-"], { stdin: changed });
    expect(bad.exit).toBe(1);
    expect(bad.stdout).toContain("refused  <stdin>: [I13-digest]");
    const json = JSON.parse((await cli(cwd, ["verify", "--json", "."])).stdout) as unknown[];
    expect(json).toMatchObject([{ file: "a.cell.js", ok: true, manifest: { goal: "module" } }]);
  });
  test("what is no artifact is refused", async () => {
    const cwd = folderWith({ "a.js": GOOD, "empty.cell.js": "" });
    expect((await cli(cwd, ["verify", "a.js"])).exit).toBe(1);
    expect((await cli(cwd, ["verify", "empty.cell.js"])).stdout).toContain("file-empty");
  });
});

describe("run", () => {
  test("a plugin with a console; its exports can be called", async () => {
    const cwd = folderWith({ "a.js": 'console.log("hello", [1]);\nexport const add = (a, b) => ({ sum: a + b });\n' });
    expect(await cli(cwd, ["run", "a.js"])).toEqual({ exit: 0, stdout: "hello [ 1 ]\n", stderr: "" });
    expect((await cli(cwd, ["run", "a.js", "--call", "add", "1", "2"])).stdout).toBe("hello [ 1 ]\n{ sum: 3 }\n");
    expect((await cli(cwd, ["run", "a.js", "--call", "missing"])).stderr).toContain("[no-such-export]");
    await cli(cwd, ["build", "--allow", "console", "a.js"]);
    expect((await cli(cwd, ["run", "a.cell.js"])).stdout).toBe("hello [ 1 ]\n");
  });
  test("scripts and expressions, from standard input too", async () => {
    const cwd = folderWith({ "s.js": 'console.log("script");\n' });
    expect((await cli(cwd, ["run", "--goal", "script", "s.js"])).stdout).toBe("script\n");
    expect((await cli(cwd, ["run", "--goal", "expression", "-"], { stdin: "6 * 7" })).stdout).toBe("42\n");
  });
  test("reads below the folder that was granted, and there alone", async () => {
    const cwd = folderWith({
      "notes/a.txt": "text",
      "secret.txt": "secret",
      "a.js": 'console.log(readFile("a.txt"), open("a.txt").read(), list());\nreadFile("../secret.txt");\n',
    });
    const { exit, stdout, stderr } = await cli(cwd, ["run", "--read", "notes", "a.js"]);
    expect(stdout).toBe("text text [ 'a.txt' ]\n");
    expect(exit).toBe(1);
    expect(stderr).toContain("outside the folder");
    expect(stderr).not.toContain(cwd);
    expect((await cli(cwd, ["run", "--read", "missing", "a.js"])).exit).toBe(2);
  });
  test("what the guest throws is told with its own frames alone", async () => {
    const cwd = folderWith({ "a.js": 'function inner() {\n  throw new TypeError("no \\u001b[2J");\n}\ninner();\n' });
    const { exit, stderr } = await cli(cwd, ["run", "a.js"]);
    expect(exit).toBe(1);
    expect(stderr).toContain("Uncaught TypeError: no \ufffd[2J");
    expect(stderr).not.toContain("\u001b");
    expect(stderr).not.toContain("node:");
    expect(stderr).not.toContain(cwd);
  });
  test("tells of rejections that nobody looked after", async () => {
    const cwd = folderWith({ "a.js": 'Promise.reject(new Error("alone"));\nexport const a = 1;\n' });
    const { exit, stderr } = await cli(cwd, ["run", "a.js"]);
    expect([exit, stderr]).toEqual([1, expect.stringContaining("Error: alone")]);
  });
  test("refuses what lint refuses", async () => {
    const { exit, stderr } = await cli(folderWith({ "b.js": BAD }), ["run", "b.js"]);
    expect([exit, stderr]).toEqual([1, expect.stringContaining("forbidden-constructor")]);
  });
  test("ends a loop without end", async () => {
    const { exit, stderr } = await cli(folderWith({ "a.js": "for (;;);\n" }), ["run", "--fuel", "100000", "a.js"]);
    expect([exit, stderr]).toEqual([1, expect.stringContaining("[cell-terminated]")]);
  });
});

describe("inspect", () => {
  test("tells what a program needs, granted or not", async () => {
    const cwd = folderWith({ "a.js": 'import { x } from "./b.js";\nexport const y = notes.read(x) + Math.max(1, 2);\nnotes.add(y);\n' });
    const { stdout } = await cli(cwd, ["inspect", "--allow", "notes", "--allow-module", "./b.js", "a.js"]);
    expect(stdout).toBe('a.js\n  uses      notes.add, notes.read\n  imports   "./b.js" (x)\n  exports   y\n  language  Math.max\n');
    expect(JSON.parse((await cli(cwd, ["inspect", "--json", "a.js"])).stdout)).toMatchObject([
      { file: "a.js", imports: [{ specifier: "./b.js" }] },
    ]);
  });
  test("says so of an artifact too", async () => {
    const cwd = folderWith({ "a.js": "export const y = Math.max(1, 2);\n" });
    await cli(cwd, ["build", "a.js"]);
    expect((await cli(cwd, ["inspect", "a.cell.js"])).stdout).toBe("a.cell.js\n  exports   y\n  language  Math\n");
  });
});

describe("explain", () => {
  const explain = async (...codes: string[]) => cli(folderWith({}), ["explain", ...codes]);

  test("prints an entry with its examples, or all codes", async () => {
    const { exit, stdout } = await explain("reserved-name");
    expect(exit).toBe(0);
    expect(stdout).toContain("What to do");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(82);
    expect(stdout).toMatch(/Refused\n {2}error\[reserved-name\]: .*\n {4}--> input\.js:\d+:\d+\n[^]*\^\^[^]*\nFine\n/);
    expect((await explain()).stdout).toContain("file-not-text");
    expect((await explain("nonsense")).exit).toBe(2);
  });

  test("every code has a page of its own in the docs, with the same examples", async () => {
    const docs = readFileSync(new URL("../../docs/diagnostics.md", import.meta.url), "utf8");
    const codes = (await explain()).stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[0]!);
    expect(codes.length).toBeGreaterThan(80);
    for (const code of codes) {
      const { stdout } = await explain(code);
      const section = docs.split(`\n## ${code}\n`)[1]?.split("\n## ")[0];
      expect(section, code).toBeDefined();
      const fine = stdout
        .split(/\nFine.*\n/)[1]
        ?.trimEnd()
        .replace(/^ {2}/gm, "");
      expect(section!.includes("```js"), code).toBe(fine !== undefined);
      if (fine !== undefined) expect(section).toContain(fine);
    }
  });
});
