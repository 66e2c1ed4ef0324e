import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Cell } from "../../src/index.js";
import { definePolicy, policyJsonSchema, type PolicyInput } from "../../src/policy/index.js";
import { cli, folderWith } from "./run-cli.js";

const PLUGINS = {
  "p/a.js": 'import { z } from "lodash"; import "./b.js"; console.log(z, Math.max(1)); fetch("https://api.example.com/x");\n',
  "p/b.js": 'export const o = {}; o.__proto__ = process.env; await import("later"); typeof Deno; Proxy;\n',
};

describe("policy init", () => {
  test("writes the least policy, under which the programs pass", async () => {
    const cwd = folderWith(PLUGINS);
    const { exit, stdout } = await cli(cwd, ["policy", "init", "p"]);
    expect([exit, JSON.parse(stdout)]).toEqual([
      0,
      {
        $schema: "./node_modules/cloister/docs/policy.schema.json",
        extends: "strict",
        globals: { allow: ["Proxy", "console", "fetch", "process"] },
        modules: { allow: ["./b.js", "later", "lodash"] },
        language: { proto: true },
      },
    ]);
    expect((await cli(cwd, ["policy", "init", "-o", "cloister.policy.json", "p"])).exit).toBe(0);
    expect(readFileSync(join(cwd, "cloister.policy.json"), "utf8")).toBe(stdout);
    const check = await cli(cwd, ["policy", "check", "cloister.policy.json", "--json", "p"]);
    expect([check.exit, JSON.parse(check.stdout)]).toEqual([0, expect.objectContaining({ files: 3, errors: 0 })]);
    expect((await cli(cwd, ["policy", "init", "p/b.js", "p/a.js"])).stdout).toBe(stdout);
  });
});

test("inspect lists permissions as a person reads them", async () => {
  const text =
    'fetch("https://api.example.com/x"); fetch(`https://b.example.com/${1}`); fetch(url()); console.log(1); console.warn(2);\n' +
    'open("notes/a.txt", "r"); setTimeout(f, 1); notes.add(1); Math.max(1); export {}; function url() {} function f() {}\n';
  const { stdout } = await cli(folderWith({ "a.js": text }), ["inspect", "a.js"]);
  expect(stdout.split("\n")).toEqual([
    "a.js",
    "  prints    console.log, console.warn",
    "  network   calls fetch to https://api.example.com/x, https://b.example.com/…, what it decides when it runs",
    "  uses      notes.add",
    "  files     opens files: notes/a.txt",
    "  timers    runs code later (setTimeout)",
    "  language  Math.max",
    "",
  ]);
});

test("inspect tells of an argument only what the text says of all of it", async () => {
  const said = async (argument: string): Promise<string | undefined> =>
    /calls fetch to (.*)/.exec((await cli(folderWith({ "a.js": `fetch(${argument});` }), ["inspect", "a.js"])).stdout)?.[1];
  expect(await said('"https://a/" + name + ".txt"')).toBe("https://a/…");
  expect(await said("`https://a/${x}` + y")).toBe("https://a/…");
  for (const argument of [
    '"https://a/" + 0 && "https://evil/"',
    '`https://a/` && "https://evil/"',
    "`https://a/${0}` ? evil : 1",
    'x + "https://a/"',
    '...["https://evil/"]',
  ])
    expect(await said(argument), argument).toBe("what it decides when it runs");
  expect(await said('"https://a/", { method: "POST" }')).toBe("https://a/");
});

test("policy check tells of what is missing and what is too much", async () => {
  const cwd = folderWith({ ...PLUGINS, "cloister.policy.json": '{ "globals": { "allow": ["console", "spare"] } }' });
  const { exit, stdout } = await cli(cwd, ["policy", "check", "cloister.policy.json", "p/a.js", "--format", "compact"]);
  expect(exit).toBe(1);
  expect(stdout).toContain("unknown-global");
  expect(stdout).toContain("unused-grant");
  expect((await cli(cwd, ["policy", "check"])).exit).toBe(0);
  expect((await cli(folderWith({ "p.json": '{ "global": 1 }' }), ["policy", "check", "p.json"])).stderr).toContain("[policy-invalid]");
});

test("policy diff", async () => {
  const cwd = folderWith({ "a.json": '{ "globals": { "allow": ["a", "b"] } }', "b.json": '{ "globals": { "allow": ["b", "c"] } }' });
  expect((await cli(cwd, ["policy", "diff", "a.json", "b.json"])).stdout).toBe("changed   globals.allow: +c -a\n");
  expect((await cli(cwd, ["policy", "diff", "a.json", "a.json", "--fail-on-wider"])).exit).toBe(0);
  expect((await cli(cwd, ["policy", "diff", "strict", "compat", "--fail-on-wider"])).exit).toBe(1);
  expect(JSON.parse((await cli(cwd, ["policy", "diff", "compat", "strict", "--json"])).stdout)).toContainEqual({
    path: "language.proto",
    change: "narrowed",
    from: true,
    to: false,
  });
});

test("policy from-events makes a policy of a log", async () => {
  const log = [
    '{"type":"violation","kind":"global","name":"fetch","program":"a.js"}',
    "12:00 listening",
    'info {"type":"violation","kind":"module","name":"lodash","program":"a.js"}',
    '{"type":"violation","kind":"global","name":"fetch","program":"b.js"}',
    '{"type":"ended"}',
  ].join("\n");
  const cwd = folderWith({});
  const { stdout } = await cli(cwd, ["policy", "from-events", "-"], { stdin: log });
  expect(JSON.parse(stdout)).toMatchObject({ globals: { allow: ["fetch"] }, modules: { allow: ["lodash"] } });
  expect((await cli(cwd, ["policy", "from-events", "-"], { stdin: "nothing" })).stderr).toContain("[no-events]");
});

test("a program that was only reported passes under the policy made of the report", async () => {
  const log: string[] = [];
  const listen = (message: unknown): void => void log.push(JSON.stringify(message));
  subscribe("cloister:violation", listen);
  const text = 'import { n } from "lib"; export const f = () => fetch(n) + extra.m;';
  const cell = new Cell({
    policy: definePolicy({ enforce: "report", globals: { allow: [] }, modules: { allow: [] } }),
    globals: { extra: { m: 1 }, fetch: () => 2 },
    modules: { lib: { n: 3 } },
  });
  const plugin = await cell.load<{ f(): number }>(text);
  expect(plugin.f()).toBe(3);
  unsubscribe("cloister:violation", listen);
  const cwd = folderWith({ "a.js": text, "log.jsonl": log.join("\n"), "strict.json": '{ "modules": { "allow": [] } }' });
  expect((await cli(cwd, ["lint", "--policy", "strict.json", "a.js"])).exit).toBe(1);
  expect((await cli(cwd, ["policy", "from-events", "log.jsonl", "-o", "cloister.policy.json"])).exit).toBe(0);
  expect((await cli(cwd, ["policy", "check", "cloister.policy.json", "a.js"])).stdout).toContain("no problems");
  expect((await cli(cwd, ["lint", "a.js"])).exit).toBe(0);
});

test("policy types declares what is granted, and nothing else", async () => {
  const cwd = folderWith({
    "cloister.policy.json": '{ "globals": { "allow": ["console", "notes", "other"] }, "modules": { "allow": ["host:db", "lodash"] } }',
    "host.d.ts":
      'interface Note { text: string }\n/** All notes. */\ndeclare const notes: { list(): Note[] };\ndeclare function secret(): void;\ndeclare module "host:db" { export function get(id: string): Note; }\ndeclare module "host:admin" {}\n',
  });
  const { exit, stdout } = await cli(cwd, ["policy", "types", "-d", "host.d.ts"]);
  expect(exit).toBe(0);
  for (const part of [
    "interface Note",
    "/** All notes. */",
    "declare const notes",
    'module "host:db" {',
    "declare const console",
    "const other: unknown;",
    'declare module "lodash";',
  ])
    expect(stdout).toContain(part);
  for (const part of ["secret", "host:admin"]) expect(stdout).not.toContain(part);
  expect((await cli(folderWith({ "x.d.ts": "declare {" }), ["policy", "types", "strict", "-d", "x.d.ts"])).stderr).toContain(
    "[declarations-invalid]",
  );
});

describe("the published schema", () => {
  const validate = new Ajv.Ajv2020({ strict: true }).compile(policyJsonSchema());
  const accepts = (input: unknown): boolean => {
    try {
      definePolicy(input as PolicyInput);
      return true;
    } catch {
      return false;
    }
  };

  test("is the file in docs", () =>
    expect(JSON.parse(readFileSync(new URL("../../docs/policy.schema.json", import.meta.url), "utf8"))).toEqual(policyJsonSchema()));

  test("says what the validator says", () => {
    const name = fc.constantFrom("a", "console", "b c", "*", "a*", "a*b", "", "ä", "eval", "__cc_x", "__ccx", "__cc", 3, null);
    const any = fc.constantFrom<unknown>("*", "strict", "refuse", "report", "standin", true, null, 1, {});
    const input = fc.record(
      {
        extends: fc.oneof(fc.constantFrom("strict", "compat"), any),
        enforce: fc.oneof(fc.constantFrom("refuse", "report"), any),
        globals: fc.oneof(fc.record({ allow: fc.oneof(fc.array(name), any), x: any }, { requiredKeys: [] }), any),
        modules: fc.oneof(fc.record({ allow: fc.oneof(fc.array(name), any) }, { requiredKeys: [] }), any),
        language: fc.record({ proto: any, ambient: any, Proto: any }, { requiredKeys: [] }),
        $schema: fc.constantFrom("x", 1),
        other: any,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(input, (value) => void expect(validate(value)).toBe(accepts(value))),
      { numRuns: 1_000 },
    );
  });
});
