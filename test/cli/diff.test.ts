import { describe, expect, test } from "vitest";
import { cleanse, definePolicy, type CompileOptions } from "../../src/index.js";
import { cli, folderWith } from "./run-cli.js";

const policy = definePolicy({
  extends: "compat",
  globals: { allow: ["console", "fetch", "open"] },
  modules: { allow: "*" },
});
const artifact = (source: string, options: Partial<CompileOptions> = {}): string => cleanse(source, { policy, ...options }).text;

interface Json {
  readonly authority: string;
  readonly semver: string;
  readonly changes: readonly unknown[];
  readonly offers: readonly unknown[];
}

async function diff(from: string, to: string, options: Partial<CompileOptions> = {}): Promise<Json> {
  const cwd = folderWith({ "a.cell.js": artifact(from, options), "b.cell.js": artifact(to, options) });
  const { exit, stdout } = await cli(cwd, ["diff", "--json", "a.cell.js", "b.cell.js"]);
  expect(exit).toBe(0);
  return JSON.parse(stdout) as Json;
}

describe("what an update adds", () => {
  test.each([
    [
      "a global",
      "export {};",
      "fetch('x'); export {};",
      [
        ["globals", ["fetch"]],
        ["members", ["fetch.()"]],
      ],
    ],
    ["a member", "console.log(1); export {};", "console.log(1); console.warn(1); export {};", [["members", ["console.warn"]]]],
    ["a power passed on", "console.log(1); export {};", "console.log(1); (() => {})(console); export {};", [["members", ["console.*"]]]],
    [
      "a computed member",
      "console.log(1); export {};",
      "const k = 'a' + 1; console[k](); console.log(1); export {};",
      [["members", ["console.*"]]],
    ],
    ["a shorthand", "console.log(1); export {};", "console.log(1); export const a = { console }.console;", [["members", ["console.*"]]]],
    ["an import", "export {};", "import 'fs'; export {};", [["imports", ['"fs"']]]],
    ["an imported name", "import { a } from 'm'; a();", "import { a, b } from 'm'; a(b);", [["importedNames", ['"m".b']]]],
    ["a dynamic import", "export {};", "import('m'); export {};", [["dynamicImports", ['"m"']]]],
    ["a computed import", "import('m'); export {};", "import('m'); import('m' + 1); export {};", [["dynamicImports", ["*"]]]],
    ["a feature", "export {};", "export const f = (o) => o.constructor;", [["features", ["constructor"]]]],
  ] as const)("%s", async (_, from, to, added) => {
    const result = await diff(from, to);
    expect([result.authority, result.semver]).toEqual(["widened", "major"]);
    expect(result.changes).toEqual(added.map(([what, names]) => ({ what, added: names, removed: [] })));
    const back = await diff(to, from);
    expect(back.authority).toBe("narrowed");
    expect(back.changes).toEqual(added.map(([what, names]) => ({ what, added: [], removed: names })));
  });

  test("names that were free to it before are no news", async () => {
    expect((await diff("export const c = console;", "export const c = console; c; console.log(1);")).authority).toBe("same");
    expect((await diff("import * as m from 'm'; m[1];", "import * as m from 'm'; import { a } from 'm'; m[1]; a();")).authority).toBe(
      "same",
    );
  });

  test("the language's own names are no authority, keys of a power's name no use of it", async () => {
    const to = "console.log(1, { console: 1 }.console, Math.max(1)); export {};";
    expect(await diff("console.log(1); export {};", to)).toMatchObject({ authority: "same", semver: "patch", changes: [] });
  });

  test("metering that is gone", async () => {
    const cwd = folderWith({ "a.cell.js": artifact("export {};"), "b.cell.js": artifact("export {};", { metered: false }) });
    expect((await cli(cwd, ["diff", "a.cell.js", "b.cell.js"])).stdout).toContain("wider     metering: +unmetered");
  });

  test("require that is computed", async () => {
    const result = await diff("require('a');", "require('a'); require('a' + exports.x);", { goal: "commonjs" });
    expect(result.changes).toEqual([{ what: "dynamicImports", added: ["*"], removed: [] }]);
  });
});

describe("what an update offers", () => {
  test.each([
    ["the same program", "export const a = 1;", "export const a = 1;", "none", []],
    ["other code", "export const a = 1;", "export const a = 2;", "patch", []],
    ["one more export", "export const a = 1;", "export const a = 1, b = 1;", "minor", [{ what: "exports", added: ["b"], removed: [] }]],
    ["an export gone", "export const a = 1, b = 1;", "export const a = 1;", "major", [{ what: "exports", added: [], removed: ["b"] }]],
    ["less authority", "fetch('x'); export const a = 1;", "export const a = 1;", "patch", []],
  ])("%s", async (_, from, to, semver, offers) => {
    expect(await diff(from, to)).toMatchObject({ semver, offers });
  });
});

test("people read it line by line", async () => {
  const cwd = folderWith({
    "a.cell.js": artifact("console.log(1); export const run = 1, old = 1;"),
    "b.cell.js": artifact("fetch('x'); export const run = 1, more = 1;"),
  });
  const { exit, stdout } = await cli(cwd, ["diff", "a.cell.js", "b.cell.js"]);
  expect(exit).toBe(0);
  expect(stdout.split("\n")).toEqual([
    "authority widened, semver major",
    "  wider     globals: +fetch",
    "  narrower  globals: -console",
    "  wider     members: +fetch.()",
    "  narrower  members: -console.log",
    "  offers    exports: +more",
    "  breaks    exports: -old",
    "",
  ]);
});

describe("exit codes", () => {
  const cwd = folderWith({
    "a.cell.js": artifact("export {};"),
    "b.cell.js": artifact("fetch('x'); export {};"),
    "forged.cell.js": artifact("export const a = 1;").replace("= 1", "= 2"),
    "source.js": "export {};",
  });
  test.each([
    [["a.cell.js", "b.cell.js"], 0, ""],
    [["--fail-on-wider", "a.cell.js", "b.cell.js"], 1, ""],
    [["--fail-on-wider", "b.cell.js", "a.cell.js"], 0, ""],
    [["a.cell.js", "forged.cell.js"], 1, "I13-digest"],
    [["a.cell.js", "source.js"], 2, "[no-artifact]"],
    [["a.cell.js", "none.cell.js"], 2, "[file-not-found]"],
    [["a.cell.js"], 2, "missing required argument"],
  ])("%j", async (args, exit, stderr) => {
    const result = await cli(cwd, ["diff", ...args]);
    expect(result.exit).toBe(exit);
    expect(result.stderr).toContain(stderr);
  });
});
