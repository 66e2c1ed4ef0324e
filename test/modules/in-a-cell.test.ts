import { describe, expect, it } from "vitest";
import { Cell, bastion, cleanse, definePolicy, memoryHooks, type CellHooks, type CellOptions, type MemoryModule } from "../../src/index.js";

function cellOf(files: Record<string, MemoryModule>, options: CellOptions = {}) {
  const lines: string[] = [];
  const log = (...values: unknown[]) => void lines.push(values.map(String).join(" "));
  const cell = new Cell({ hooks: memoryHooks(files), ...options, globals: { log, ...options.globals } });
  return { cell, lines };
}

describe("modules in a cell", () => {
  it("gives a plugin its imports, and the supervisor its exports", async () => {
    const { cell } = cellOf({ "lib/a.js": "export const a = (x) => x + 1;", "main.js": "" });
    const plugin = await cell.load<{ run(x: number): number; list: number[] }>(
      `import { a } from "./lib/a.js"; export function run(x) { return a(x); } export const list = [1, a(1)]; export default class {}`,
    );
    expect(plugin.run(1)).toBe(2);
    expect(plugin.list).toEqual([1, 2]);
    expect(Object.keys(plugin)).toEqual(["default", "list", "run"]);
  });

  it("lets a plugin meet itself", async () => {
    const { cell } = cellOf({});
    const plugin = await cell.load(`import * as self from "./guest.js"; export const same = self.run === run; export function run() {}`);
    expect(plugin["same"]).toBe(true);
  });

  it("imports dynamically from scripts, expressions and functions called later", async () => {
    const { cell, lines } = cellOf({ "a.js": "export const x = 1;" });
    cell.execute(`import("./a.js").then((ns) => log("script", ns.x)); function later() { return import("./a.js"); }`);
    expect(((await cell.evaluate(`import("./a.js").then((ns) => ns.x + 1)`)) as number) + 0).toBe(2);
    await cell.evaluate(`later().then((ns) => log("later", ns.x))`);
    await cell.idle();
    expect(lines).toEqual(["script 1", "later 1"]);
  });

  it("calls members of host modules through the membrane", async () => {
    class Counter {
      n = 0;
      next() {
        return ++this.n;
      }
    }
    const { cell } = cellOf(
      {},
      { modules: { "app:notes": { add: (a: { n: number }) => ({ n: a.n + 1 }), counter: bastion(new Counter()), version: [1, 2] } } },
    );
    const plugin = await cell.load(`import api, { add, counter, version } from "app:notes"; import * as ns from "app:notes";
      export const result = [add({ n: 1 }).n, counter.next(), counter.next(), version.join(), ns.add === add, api.add === add, typeof add.prototype, Object.keys(ns).join()];`);
    expect(plugin["result"]).toEqual([2, 1, 2, "1,2", true, true, "undefined", "add,counter,default,version"]);
  });

  it("runs artifacts that hooks give, and verifies them", async () => {
    const { text } = cleanse("export const x = 1;", { filename: "a.js" });
    const { cell } = cellOf({ "a.js": { artifact: text }, "forged.js": { artifact: text.replace("const x = 1", "const x = 2") } });
    expect((await cell.import("./a.js"))["x"]).toBe(1);
    await expect(cell.import("./forged.js")).rejects.toMatchObject({ name: "VerifyError" });
  });

  it("keeps a specifier data", async () => {
    const seen: string[] = [];
    const hooks: CellHooks = {
      resolve: (specifier) => void seen.push(specifier),
      load: () => undefined,
    };
    const { cell } = cellOf({}, { hooks });
    for (const specifier of ["*/alert(1)/*", "\u2028", "--> x", "</script>", "`${1}`", "__proto__", "constructor"]) {
      await expect(cell.load(`import ${JSON.stringify(specifier)};`)).rejects.toMatchObject({ code: "module-not-found" });
      expect(seen.pop()).toBe(specifier);
    }
  });

  it("makes no difference between names of modules and of objects' properties", async () => {
    const { cell } = cellOf({
      "a.js": `const x = 1; export { x as toString, x as "a-b", x as then1, x as hasOwnProperty, x as valueOf };`,
    });
    const plugin = await cell.load(
      `import * as ns from "./a.js"; import { toString as t, "a-b" as ab } from "./a.js"; export const r = [t, ab, ns.hasOwnProperty, ns["a-b"], Object.keys(ns).join()];`,
    );
    expect(plugin["r"]).toEqual([1, 1, 1, 1, "a-b,hasOwnProperty,then1,toString,valueOf"]);
  });

  it("asks hooks that take time, all branches at once, each module once", async () => {
    const asked: string[] = [];
    let open = 0;
    let most = 0;
    const hooks: CellHooks = {
      async load(id) {
        asked.push(id);
        most = Math.max(most, ++open);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open--;
        const files: Record<string, string> = {
          "/m.js": `import "./a.js"; import "./b.js"; import "./c.js";`,
          "/a.js": `import "./c.js";`,
          "/b.js": "",
          "/c.js": "",
        };
        return { source: files[id]! };
      },
    };
    const { cell } = cellOf({}, { hooks });
    await Promise.all([cell.import("./m.js"), cell.import("./a.js")]);
    expect(asked.sort()).toEqual(["/a.js", "/b.js", "/c.js", "/m.js"]);
    expect(most).toBeGreaterThan(2);
    expect(() => cell.importSync("./new.js")).toThrow(expect.objectContaining({ code: "async-hook" }));
  });

  it("tells guests nothing of the host when a hook fails", async () => {
    const hooks: CellHooks = {
      load() {
        throw new Error("EACCES: /home/me/secret");
      },
    };
    const { cell, lines } = cellOf({}, { hooks });
    await cell.evaluate(
      `import("./x.js").catch((e) => log(e.name, e.message, e.code, e.cause, e instanceof Error, Object.getOwnPropertyNames(e).sort().join()))`,
    );
    expect(lines).toEqual(["Error The module could not be loaded module-load undefined true code,message,stack"]);
    await expect(cell.import("./x.js")).rejects.toMatchObject({ code: "module-load", cause: { message: "EACCES: /home/me/secret" } });
  });

  it.each<[unknown]>([
    [null], [1], ["text"], [{}], [{ source: 3 }], [{ source: "1", type: "wasm" }], [{ artifact: {} }], [{ artifact: 1 }], [{ namespace: null }],
  ])("takes %j of a hook for no module, and says so", async (answer) => {
    const { cell } = cellOf({}, { hooks: { load: () => answer as never } });
    await expect(cell.import("./x.js")).rejects.toMatchObject({ name: "CellError", code: "module-load" });
    expect(() => cell.importSync("./x.js")).toThrow(expect.objectContaining({ name: "CellError", code: "module-load" }));
  }); // prettier-ignore

  it("makes errors of loading and linking the guest's own", async () => {
    const { cell, lines } = cellOf({
      "bad.js": "let let = 1;",
      "link.js": `import { nope } from "./ok.js";`,
      "ok.js": "",
      "grant.js": "process.exit();",
    });
    const plugin = `for (const s of ["./bad.js", "./link.js", "./none.js", "./grant.js"]) try { await import(s); } catch (e) { log(e.name, e instanceof Error, e.code); }`;
    await cell.load(plugin);
    expect(lines.map((l) => l.split(" ").slice(0, 2).join(" "))).toEqual([
      "SyntaxError true",
      "SyntaxError true",
      "Error true",
      "SyntaxError true",
    ]);
  });

  it("lets the policy decide on every specifier", async () => {
    const policy = definePolicy({ modules: { allow: ["./lib/*", "app:api"] } });
    const { cell, lines } = cellOf(
      { "lib/a.js": "export {};", "secret.js": "log('secret');", "lib/r.cjs": "" },
      { policy, modules: { "app:api": {}, "app:secret": {} } },
    );
    await cell.load(
      `for (const s of ["./lib/a.js", "app:api", "./secret.js", "./lib/../secret.js", "/secret.js", "app:secret", "./lib/./../secret.js"]) await import(s).then(() => log("ok"), (e) => log(e.code));`,
    );
    expect(lines).toEqual(["ok", "ok", "import-denied", "import-denied", "import-denied", "import-denied", "import-denied"]);
    await expect(cell.load(`import "./lib/../secret.js";`)).rejects.toThrow();
    await expect(cell.load(`import "./secret.js";`)).rejects.toThrow();
  });

  it("never waits for a guest's thenable", async () => {
    const { cell, lines } = cellOf({ "t.js": `export function then(f) { log("called", typeof f); }` });
    const namespace = await cell.import("./t.js");
    expect(Object.keys(namespace)).toEqual([]);
    expect(lines).toEqual([]);
  });

  it("ends with the cell, whatever a module does about it", async () => {
    const { cell, lines } = cellOf(
      { "loop.js": `try { for (;;); } catch { log("caught"); } finally { log("finally"); }`, "next.js": `log("next");` },
      { limits: { fuel: 100_000 } },
    );
    await expect(
      cell
        .load(`import("./loop.js").catch(() => log("no")); import("./next.js"); await 0; export {};`)
        .then(() => cell.idle().then(() => cell.evaluate("1"))),
    ).rejects.toMatchObject({ reason: "fuel" });
    expect(lines).toEqual([]);
  });

  it("bounds modules by the deadline", async () => {
    const { cell } = cellOf({}, { limits: { deadlineMs: 30 } });
    await expect(cell.load("for (;;);")).rejects.toMatchObject({ reason: "deadline" });
  });

  it("gives CommonJS its usual names and nothing of Node", async () => {
    const { cell, lines } = cellOf({
      "main.cjs": `log(__filename, __dirname, typeof module.require, typeof require.cache, require.main === module); exports.v = require("./lib/x.cjs").v; for (const s of ["fs", "node:fs", "process"]) try { require(s); } catch (e) { log(e.code); }`,
      "lib/x.cjs": `exports.v = __filename + " " + require("../y.cjs");`,
      "y.cjs": `module.exports = 7;`,
    });
    expect(cell.importSync("./main.cjs")["v"]).toBe("/lib/x.cjs 7");
    expect(lines).toEqual(["/main.cjs / function object false", "MODULE_NOT_FOUND", "MODULE_NOT_FOUND", "MODULE_NOT_FOUND"]);
  });

  it("hands out no constructor and no host function", async () => {
    const { cell } = cellOf({
      "probe.cjs": `const seen = []; for (const f of [require, require.resolve, module.require]) { try { Reflect.construct(Array, [], f); seen.push("constructs"); } catch { seen.push("no"); } seen.push(typeof f.prototype, Object.getPrototypeOf(f) === Object.getPrototypeOf(function () {})); } module.exports = seen.join();`,
    });
    expect(cell.importSync("./probe.cjs")["default"]).toBe("no,undefined,true,no,undefined,true,no,undefined,true");
  });

  it("reloads and unloads", async () => {
    const files: Record<string, string> = { "a.js": "export const n = 1;" };
    const { cell } = cellOf(files);
    await cell.import("./a.js");
    files["a.js"] = "export const n = 2;";
    expect((await cell.import("./a.js"))["n"]).toBe(1);
    expect((await cell.reload("./a.js"))["n"]).toBe(2);
    files["a.js"] = "export const n = 3;";
    cell.unload("./a.js");
    expect(cell.importSync("./a.js")["n"]).toBe(3);
  });

  it("shows virtual places only", async () => {
    const { cell } = cellOf({
      "lib/a b.js": `export const r = [import.meta.url, import.meta.filename, import.meta.dirname, import.meta.resolve("../c.js"), Object.keys(import.meta).join()];`,
      "c.js": "",
    });
    expect((await cell.import("./lib/a b.js"))["r"]).toEqual([
      "cell:///lib/a%20b.js",
      "/lib/a b.js",
      "/lib",
      "cell:///c.js",
      "url,filename,dirname,resolve",
    ]);
  });

  it("charges imports and requires", async () => {
    const { cell } = cellOf({ "a.js": "", "main.cjs": "for (let i = 0; i < 1000; i++) require('./b.cjs');", "b.cjs": "" });
    const before = cell.usage.fuel;
    cell.importSync("./main.cjs");
    expect(cell.usage.fuel - before).toBeGreaterThan(100_000);
  });
});
