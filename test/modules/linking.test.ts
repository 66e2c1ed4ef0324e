import { describe, expect, it } from "vitest";
import { failure, imp, mod, stubCell } from "./stub-realm.js";

describe("modules written by hand in the cell language", () => {
  it("bind imports live", async () => {
    const { loader, log } = stubCell({
      "a.js": mod("let x = 1; function inc() { x++; }", {}, ["x", "inc"]),
      "b.js": mod("log(__cc_m0.x); (0, __cc_m0.inc)(); log(__cc_m0.x);", { imports: [imp("./a.js", "x", "inc")], globals: ["log"] }),
    });
    await loader.import("./b.js");
    expect(log).toEqual([1, 2]);
  });

  it("gives hoisted functions in a cycle before the module runs, and dead zones for the rest", async () => {
    const { loader, log } = stubCell({
      "a.js": mod("let late = 1; function f() { return 'f'; } log(__cc_m0.b);", { imports: [imp("./b.js", "b")], globals: ["log"] }, [
        "late",
        "f",
      ]),
      "b.js": mod(
        "log((0, __cc_m0.f)()); try { __cc_m0.late; } catch (e) { log(e.name); } const b = 'b';",
        { imports: [imp("./a.js", "f", "late")], globals: ["log"] },
        ["b"],
      ),
    });
    await loader.import("./a.js");
    expect(log).toEqual(["f", "ReferenceError", "b"]);
  });

  it("refuses assignment to an import with a TypeError", async () => {
    const { loader } = stubCell({
      "a.js": mod("let x = 1;", {}, ["x"]),
      "b.js": mod("__cc_m0.x = 2;", { imports: [imp("./a.js", "x")] }),
    });
    expect(await failure(() => loader.import("./b.js"))).toBe("TypeError: Assignment to constant variable.");
  });

  it("fails to link before anything runs when a name is missing or ambiguous", async () => {
    const { loader, log } = stubCell({
      "a.js": mod("log('ran'); const x = 1;", { globals: ["log"] }, ["x"]),
      "c.js": mod("const x = 2;", {}, ["x"]),
      "both.js": mod("", {
        imports: [imp("./a.js"), imp("./c.js")],
        exports: [
          { export: "*", from: 0 },
          { export: "*", from: 1 },
        ],
      }),
      "missing.js": mod("", { imports: [imp("./a.js", "y")] }),
      "ambiguous.js": mod("", { imports: [imp("./both.js", "x")] }),
      "circular.js": mod("", {
        imports: [imp("./circular.js", "p")],
        exports: [
          { export: "p", from: 0, name: "q" },
          { export: "q", from: 0, name: "p" },
        ],
      }),
    });
    expect(await failure(() => loader.import("./missing.js"))).toMatchObject({ code: "module-link" });
    expect(await failure(() => loader.import("./ambiguous.js"))).toMatchObject({
      code: "module-link",
      message: expect.stringContaining("conflicting"),
    });
    expect(await failure(() => loader.import("./circular.js"))).toMatchObject({ code: "module-link" });
    expect(log).toEqual([]);
    // an ambiguous name is absent from the namespace, and that is no error
    expect((await loader.import("./both.js")).names).toEqual([]);
  });

  it("lets the same binding come by two ways", async () => {
    const star = (...from: number[]) => from.map((i) => ({ export: "*" as const, from: i }));
    const { loader } = stubCell({
      "d.js": mod("let x = 'd';", {}, ["x"]),
      "l.js": mod("", { imports: [imp("./d.js")], exports: star(0) }),
      "r.js": mod("", { imports: [imp("./d.js", "x")], exports: [{ export: "x", from: 0, name: "x" }] }),
      "top.js": mod("", { imports: [imp("./l.js"), imp("./r.js")], exports: star(0, 1) }),
    });
    const ref = await loader.import("./top.js");
    expect(ref.names).toEqual(["x"]);
    expect(ref.read("x")).toBe("d");
  });

  it("leaves `default` out of export * and re-exports namespaces", async () => {
    const { loader } = stubCell({
      "a.js": mod("const __cc_default = 1; const n = 2;", {}, ["default=__cc_default", "n"]),
      "b.js": mod("", {
        imports: [imp("./a.js", "*")],
        exports: [
          { export: "*", from: 0 },
          { export: "ns", from: 0, name: "*" },
        ],
      }),
    });
    const ref = await loader.import("./b.js");
    expect(ref.names).toEqual(["n", "ns"]);
    expect(Object.keys(ref.read("ns") as object)).toEqual(["default", "n"]);
  });

  it("makes namespace objects as the specification describes them", async () => {
    const { loader, log } = stubCell({
      "a.js": mod("let b = 2; const __cc_default = 0; let ten = 10, two = 'two'; var v;", {}, [
        "b",
        "default=__cc_default",
        "10=ten",
        "2=two",
        "v",
      ]),
      "t.js": mod(
        `const ns = __cc_star0;
        log(Reflect.ownKeys(ns).map(String).join());
        log(Object.prototype.toString.call(ns));
        log(Object.getPrototypeOf(ns) === null && !Object.isExtensible(ns));
        log(JSON.stringify(Object.getOwnPropertyDescriptor(ns, "b")));
        log(Reflect.set(ns, "b", 3) || Reflect.deleteProperty(ns, "b") || Reflect.defineProperty(ns, "zz", { value: 1 }));
        log(Reflect.deleteProperty(ns, "absent") && !Reflect.defineProperty(ns, "b", { value: 3 }));
        log("b" in ns && !("c" in ns) && Symbol.toStringTag in ns);
        log(Reflect.setPrototypeOf(ns, null) && !Reflect.setPrototypeOf(ns, {}) && Reflect.preventExtensions(ns));
        log(ns.toString === void 0 && ns[2] === "two");
        log(Object.entries(ns).length);`,
        { imports: [imp("./a.js", "*")], globals: ["JSON", "Object", "Reflect", "Symbol", "log"] },
      ),
    });
    await loader.import("./t.js");
    expect(log).toEqual([
      "2,10,b,default,v,Symbol(Symbol.toStringTag)",
      "[object Module]",
      true,
      '{"value":2,"writable":true,"enumerable":true,"configurable":false}',
      false,
      true,
      true,
      true,
      true,
      5,
    ]);
  });

  it("throws the dead zone's ReferenceError through namespace objects", async () => {
    const { loader, log } = stubCell({
      "self.js": mod(
        `for (const f of [(n) => n.x, (n) => Object.entries(n), (n) => Object.getOwnPropertyDescriptor(n, "x"), (n) => Reflect.has(n, "x") && "has"])
          try { log(f(__cc_star0)); } catch (e) { log(e.name); }
        let x = 1;`,
        { imports: [imp("./self.js", "*")], globals: ["Object", "Reflect", "log"] },
        ["x"],
      ),
    });
    await loader.import("./self.js");
    expect(log).toEqual(["ReferenceError", "ReferenceError", "ReferenceError", "has"]);
  });

  it("remembers the error of a module, and gives everyone the same", async () => {
    const { loader, log } = stubCell({
      "bad.js": mod("log('once'); throw { name: 'Custom', message: 'm' };", { globals: ["log"] }),
      "b.js": mod("", { imports: [imp("./bad.js")] }),
      "c.js": mod(
        "Promise.all([__cc_import('./bad.js').catch((e) => e), __cc_import('./b.js').catch((e) => e)]).then((es) => log(es[0] === es[1] && es[0].name));",
        { globals: ["Promise", "log"] },
      ),
    });
    expect(await failure(() => loader.import("./b.js"))).toBe("Custom: m");
    await loader.import("./c.js");
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(log).toEqual(["once", "Custom"]);
  });
});
