import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderHooks, nodeModulesFolderHooks } from "../../src/powers/index.js";
import { memoryHooks } from "../../src/runtime/modules/hooks/index.js";
import type { CellHooks } from "../../src/runtime/modules/cell-hooks.js";

let base: string;
let root: string;

function write(path: string, text: string): void {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "hooks-"));
  root = join(base, "root");
  mkdirSync(root);
  writeFileSync(join(base, "secret.js"), "export const secret = 1;");
  write("main.js", "main");
  write("lib/a.js", "a");
  write("lib/data.json", "{}");
  symlinkSync(join(base, "secret.js"), join(root, "link.js"));
  symlinkSync(base, join(root, "up"));
  symlinkSync(join(root, "lib"), join(root, "inner"));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const found = (hooks: CellHooks, specifier: string, from?: string, kind: "import" | "require" = "import") => {
  const id = hooks.resolve!(specifier, from === undefined ? undefined : { id: from, kind }) as string | undefined;
  return id === undefined ? undefined : { id, loaded: hooks.load(id) };
};

describe("folder hooks", () => {
  it("read files below the root by virtual ids", () => {
    const hooks = folderHooks(root);
    expect(found(hooks, "main.js")).toEqual({ id: "/main.js", loaded: { source: "main" } });
    expect(found(hooks, "./a.js", "/lib/b.js")).toEqual({ id: "/lib/a.js", loaded: { source: "a" } });
    expect(found(hooks, "../main.js", "/lib/a.js")).toEqual({ id: "/main.js", loaded: { source: "main" } });
    expect(found(hooks, "./inner/a.js", "/main.js")?.loaded).toEqual({ source: "a" });
    expect(found(hooks, "lib/a.js", "/main.js")).toBeUndefined();
  });

  it.each([
    "../secret.js",
    "../../secret.js",
    "./link.js",
    "./up/secret.js",
    "/secret.js",
    "./..%2fsecret.js",
    "./%2e%2e/secret.js",
    "./lib",
    "./",
    "./none.js",
    "./a\0b",
  ])("find nothing outside: %j", (specifier) => {
    expect(found(folderHooks(root), specifier, "/main.js")?.loaded).toBeUndefined();
  });

  it("find no absolute path of the host", () => {
    expect(found(folderHooks(root), join(base, "secret.js"), "/main.js")?.loaded).toBeUndefined();
    expect(found(folderHooks(root), `file://${join(base, "secret.js")}`, "/main.js")?.loaded).toBeUndefined();
  });
});

describe("memory hooks", () => {
  it("take keys as paths", () => {
    const hooks = memoryHooks({ "a.js": "A", "./lib/b.js": "B", "/c.json": { source: "{}", type: "json" } });
    expect(found(hooks, "a.js")).toEqual({ id: "/a.js", loaded: { source: "A" } });
    expect(found(hooks, "../a.js", "/lib/b.js")?.loaded).toEqual({ source: "A" });
    expect(found(hooks, "./b.js", "/lib/x.js")?.loaded).toEqual({ source: "B" });
    expect(found(hooks, "/c.json", "/a.js")?.loaded).toEqual({ source: "{}", type: "json" });
    expect(found(hooks, "toString", "/a.js")).toBeUndefined();
  });
});

describe("node_modules hooks", () => {
  beforeAll(() => {
    write(
      "node_modules/esm/package.json",
      JSON.stringify({
        name: "esm",
        type: "module",
        exports: { ".": { require: "./r.cjs", import: "./i.js" }, "./sub/*": "./s/*.js", "./out": "./../../../main.js" },
        imports: { "#in": "./i.js" },
      }),
    );
    write("node_modules/esm/i.js", "esm");
    write("node_modules/esm/r.cjs", "cjs");
    write("node_modules/esm/s/x.js", "sub");
    write("node_modules/old/package.json", JSON.stringify({ name: "old", main: "lib/" }));
    write("node_modules/old/lib/index.js", "exports.a = 1");
    write("node_modules/single.js", "exports.b = 1");
    write("node_modules/@s/plain/index.js", "export default 1");
    write("node_modules/old/node_modules/esm/package.json", JSON.stringify({ exports: "./n.mjs" }));
    write("node_modules/old/node_modules/esm/n.mjs", "nested");
    write(".store/linked@1/node_modules/linked/package.json", JSON.stringify({ main: "m.js" }));
    write(".store/linked@1/node_modules/linked/m.js", "linked");
    write(".store/linked@1/node_modules/dep/index.js", "dep");
    symlinkSync(join(root, ".store/linked@1/node_modules/linked"), join(root, "node_modules/linked"));
  });

  it.each([
    ["esm", "/main.js", "import", "/node_modules/esm/i.js", "module"],
    ["esm", "/main.js", "require", "/node_modules/esm/r.cjs", "commonjs"],
    ["esm/sub/x", "/lib/a.js", "import", "/node_modules/esm/s/x.js", "module"],
    ["#in", "/node_modules/esm/r.cjs", "require", "/node_modules/esm/i.js", "module"],
    ["esm/sub/x", "/node_modules/esm/i.js", "import", "/node_modules/esm/s/x.js", "module"],
    ["old", "/main.js", "import", "/node_modules/old/lib/index.js", "commonjs"],
    ["esm", "/node_modules/old/lib/index.js", "require", "/node_modules/old/node_modules/esm/n.mjs", "module"],
    ["old/", "/main.js", "require", "/node_modules/old/lib/index.js", "commonjs"],
    ["single", "/main.js", "require", "/node_modules/single.js", "commonjs"],
    ["@s/plain", "/main.js", "import", "/node_modules/@s/plain/index.js", "module"],
    ["./lib/a", "/main.js", "require", "/lib/a.js", "commonjs"],
    ["./data", "/lib/a.js", "require", "/lib/data.json", "json"],
    ["linked", "/main.js", "require", "/.store/linked@1/node_modules/linked/m.js", "commonjs"],
    ["dep", "/.store/linked@1/node_modules/linked/m.js", "require", "/.store/linked@1/node_modules/dep/index.js", "commonjs"],
  ] as const)("find %s from %s by %s", (specifier, from, kind, id, type) => {
    const result = found(nodeModulesFolderHooks(root), specifier, from, kind);
    expect(result).toMatchObject({ id, loaded: { type } });
  });

  it.each([
    "esm/i.js",
    "esm/out",
    "esm/sub/../../../main",
    "./lib/a",
    "none",
    "old/../../main.js",
    "node:fs",
    "https://x/y.js",
    "@s",
    "%65sm",
  ])("do not find %s by import", (specifier) => {
    expect(found(nodeModulesFolderHooks(root), specifier, "/main.js")).toBeUndefined();
  });
});
