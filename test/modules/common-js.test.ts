import { describe, expect, it } from "vitest";
import type { Manifest } from "../../src/contract/index.js";
import { failure, imp, mod, stubCell, type Handwritten } from "./stub-realm.js";

const cjs = (code: string, manifest: Partial<Manifest> = {}): Handwritten => ({ code, manifest: { goal: "commonjs", ...manifest } });

describe("CommonJS", () => {
  it("requires, caches, and shows partial exports in a cycle", async () => {
    const { loader } = stubCell({
      "main.cjs":
        cjs(`const a = require("./a.cjs"); exports.seen = a.seen; exports.same = require("./a.cjs") === a; exports.self = this === exports;
        exports.where = __filename + " " + __dirname + " " + module.id + " " + module.loaded;`),
      "a.cjs": cjs(`exports.early = 1; const b = require("./b.cjs"); exports.late = 2; exports.seen = b.seen;`),
      "b.cjs": cjs(`const a = require("./a.cjs"); exports.seen = a.early + " " + a.late;`),
    });
    const value = loader.importSync("./main.cjs").read("default") as Record<string, unknown>;
    expect(value).toMatchObject({ seen: "1 undefined", same: true, self: true, where: "/main.cjs / /main.cjs false" });
  });

  it("runs again after a throw, and tells a missing module by its code", async () => {
    const { loader } = stubCell({
      "main.cjs": cjs(
        `let tries = 0; for (let i = 0; i < 2; i++) { try { require("./bad.cjs"); } catch (e) { exports.message = e; } }
        try { require("none"); } catch (e) { exports.code = e.code; }
        try { require(1); } catch (e) { exports.type = e.name; }
        exports.resolved = require.resolve("./bad.cjs");`,
      ),
      "bad.cjs": cjs(`log("run"); throw "bad";`, { globals: ["log"] }),
    });
    const ref = loader.importSync("./main.cjs");
    expect(ref.read("default")).toMatchObject({ message: "bad", code: "MODULE_NOT_FOUND", type: "TypeError", resolved: "/bad.cjs" });
  });

  it("is imported by modules with default and detected names", async () => {
    const { loader, log } = stubCell({
      "lib.cjs": cjs(`exports.a = 1; exports.b = function () {}; module.exports.c = 3; if (0) exports.never = 1;`),
      "hand.cjs": cjs(`module.exports = require("./lib.cjs");`),
      "whole.cjs": cjs(`module.exports = function named() { return 4; };`),
      "t.js": mod(
        "log(__cc_m0.a + __cc_m0.c); log(Object.keys(__cc_star0).join()); log(__cc_star0.never); log(__cc_m1.a); log((0, __cc_m2.default)());",
        { imports: [imp("./lib.cjs", "*", "a", "c"), imp("./hand.cjs", "a"), imp("./whole.cjs", "default")], globals: ["Object", "log"] },
      ),
      "missing.js": mod("", { imports: [imp("./lib.cjs", "zzz")] }),
    });
    await loader.import("./t.js");
    expect(log).toEqual([4, "a,b,c,default,module.exports,never", undefined, 1, 4]);
    expect(await failure(() => loader.import("./missing.js"))).toMatchObject({ code: "module-link" });
  });

  it("requires modules, JSON and host modules", async () => {
    const { loader } = stubCell(
      {
        "main.cjs": cjs(
          `const m = require("./m.mjs"); exports.x = m.x; exports.d = m.default; exports.es = m.__esModule;
          exports.plain = require("./plain.mjs").__esModule; exports.escape = require("./escape.mjs");
          exports.json = require("./d.json").y; exports.host = require("app:api").a;
          try { require("./awaits.mjs"); } catch (e) { exports.awaits = e.code; }
          try { require("./cycle.mjs"); } catch (e) { exports.cycle = e.code; }`,
        ),
        "m.mjs": mod("let x = 1; const __cc_default = 2;", {}, ["x", "default=__cc_default"]),
        "plain.mjs": mod("let x = 1;", {}, ["x"]),
        "escape.mjs": mod("let f = 'whole';", {}, ["module.exports=f"]),
        "d.json": { source: '{"y":3}' },
        "awaits.mjs": mod("await 0;", { async: true }),
        "cycle.mjs": mod("", { imports: [imp("./back.cjs")] }),
        "back.cjs": cjs(`require("./cycle.mjs");`),
      },
      { modules: { "app:api": { a: 4 } } },
    );
    const value = loader.importSync("./main.cjs").read("default");
    expect(value).toMatchObject({
      x: 1,
      d: 2,
      es: true,
      escape: "whole",
      json: 3,
      host: 4,
      awaits: "ERR_REQUIRE_ASYNC_MODULE",
      cycle: "ERR_REQUIRE_CYCLE_MODULE",
    });
    expect((value as { plain?: unknown }).plain).toBeUndefined();
  });

  it("loads literal requires ahead, so that hooks may take time", async () => {
    const { loader } = stubCell(
      {
        "main.cjs": cjs(`exports.v = require("./a.cjs").v; try { require("./none.cjs"); } catch (e) { exports.code = e.code; }`, {
          dynamicImports: ["./a.cjs", "./none.cjs"],
        }),
        "a.cjs": cjs(`exports.v = require("./b.cjs").v;`, { dynamicImports: ["./b.cjs"] }),
        "b.cjs": cjs(`exports.v = 5;`),
      },
      { slow: true },
    );
    expect((await loader.import("./main.cjs")).read("default")).toMatchObject({ v: 5 });
  });
});
