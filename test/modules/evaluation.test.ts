import { describe, expect, it } from "vitest";
import { failure, imp, mod, stubCell } from "./stub-realm.js";

const later = () => new Promise((resolve) => setTimeout(resolve, 20));

describe("evaluation", () => {
  it("runs each module once, dependencies first, in source order", async () => {
    const say = (name: string, ...deps: string[]) =>
      mod(`log("${name}");`, { globals: ["log"], imports: deps.map((d) => imp(`./${d}.js`)) });
    const { loader, log } = stubCell({ "a.js": say("a", "b", "c"), "b.js": say("b", "d"), "c.js": say("c", "d", "a"), "d.js": say("d") });
    await loader.import("./a.js");
    await loader.import("./c.js");
    expect(log).toEqual(["d", "b", "c", "a"]);
  });

  it("orders modules round top-level awaits as the specification does", async () => {
    const { loader, log } = stubCell({
      "slow.js": mod(
        "log('slow 1'); await new Promise((r) => { __cc_import('./tick.js').then(r); }); log('slow 2'); var x = 1;",
        { async: true, globals: ["Promise", "log"] },
        ["x"],
      ),
      "tick.js": mod(""),
      "quick.js": mod("log('quick');", { globals: ["log"] }),
      "also.js": mod("log('also 1'); await 0; log('also 2');", { async: true, globals: ["log"] }),
      "needs-slow.js": mod("log('needs slow ' + __cc_m0.x);", { globals: ["log"], imports: [imp("./slow.js", "x")] }),
      "root.js": mod("log('root');", { globals: ["log"], imports: [imp("./needs-slow.js"), imp("./quick.js"), imp("./also.js")] }),
    });
    await loader.import("./root.js");
    expect(log).toEqual(["slow 1", "quick", "also 1", "also 2", "slow 2", "needs slow 1", "root"]);
  });

  it("runs modules that became ready together in the order in which they were reached", async () => {
    const wait = { async: true, globals: ["log"] };
    const { loader, log } = stubCell({
      "x.js": mod("await 0; log('x');", wait),
      "p1.js": mod("log('p1');", { globals: ["log"], imports: [imp("./x.js")] }),
      "p2.js": mod("await 0; log('p2');", { ...wait, imports: [imp("./x.js")] }),
      "p3.js": mod("log('p3');", { globals: ["log"], imports: [imp("./x.js")] }),
      "r.js": mod("log('r');", { globals: ["log"], imports: [imp("./p1.js"), imp("./p2.js"), imp("./p3.js")] }),
    });
    await loader.import("./r.js");
    expect(log).toEqual(["x", "p1", "p3", "p2", "r"]);
  });

  it("hands the rejection of a top-level await to all that wait for it", async () => {
    const { loader, log } = stubCell({
      "bad.js": mod("await 0; throw new TypeError('late');", { async: true, globals: ["TypeError"] }),
      "b.js": mod("log('never');", { globals: ["log"], imports: [imp("./bad.js")] }),
      "c.js": mod("log('never');", { globals: ["log"], imports: [imp("./b.js")] }),
    });
    expect(await failure(() => loader.import("./c.js"))).toBe("TypeError: late");
    expect(await failure(() => loader.import("./b.js"))).toBe("TypeError: late");
    expect(log).toEqual([]);
  });

  it("evaluates cycles with top-level await", async () => {
    const { loader, log } = stubCell({
      "a.js": mod("log('a1'); await 0; log('a2');", { async: true, globals: ["log"], imports: [imp("./b.js")] }),
      "b.js": mod("log('b1'); await 0; log('b2');", { async: true, globals: ["log"], imports: [imp("./a.js")] }),
    });
    const first = loader.import("./a.js");
    await Promise.all([first, first.then(() => loader.import("./b.js"))]);
    expect(log).toEqual(["b1", "b2", "a1", "a2"]);
  });

  it("is done at once where nothing awaits, and refuses to wait", async () => {
    const { loader, log } = stubCell({
      "a.js": mod("log('a'); const x = 1;", { globals: ["log"], imports: [imp("./b.js")] }, ["x"]),
      "b.js": mod("log('b');", { globals: ["log"] }),
      "awaits.js": mod("await 0; log('awaited');", { async: true, globals: ["log"] }),
      "needs.js": mod("", { imports: [imp("./awaits.js")] }),
    });
    expect(loader.importSync("./a.js").read("x")).toBe(1);
    expect(log).toEqual(["b", "a"]);
    expect(await failure(() => loader.importSync("./needs.js"))).toMatchObject({ code: "async-module" });
    await loader.import("./needs.js");
    expect(log).toEqual(["b", "a", "awaited"]);
    // once it has been awaited there is no more reason to refuse
    expect(loader.importSync("./needs.js").names).toEqual([]);
  });

  it("says so when a hook is not synchronous, and loads each module once", async () => {
    let pending = 0;
    const { loader, log } = stubCell(
      { "a.js": mod("log('a');", { globals: ["log"], imports: [imp("./b.js")] }), "b.js": mod("log('b');", { globals: ["log"] }) },
      { slow: true, onPending: (delta) => (pending += delta) },
    );
    expect(await failure(() => loader.importSync("./a.js"))).toMatchObject({ code: "async-hook" });
    const both = Promise.all([loader.import("./a.js"), loader.import("./a.js"), loader.import("./b.js")]);
    expect(pending).toBe(3);
    const [one, two] = await both;
    expect(one.namespace).toBe(two.namespace);
    expect(log).toEqual(["b", "a"]);
    expect(pending).toBe(0);
  });

  it("survives a chain of ten thousand modules", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [`${i}.js`, mod("", i < 9_999 ? { imports: [imp(`./${i + 1}.js`)] } : {})]),
    );
    const { loader } = stubCell(files);
    expect(loader.importSync("./0.js").names).toEqual([]);
  });

  it("reloads and unloads; what holds the old module keeps it", async () => {
    const files = { "a.js": mod("let n = 1; function get() { return n; }", {}, ["n", "get"]) };
    const { loader } = stubCell(files);
    const old = await loader.import("./a.js");
    files["a.js"] = mod("let n = 2; function get() { return n; }", {}, ["n", "get"]);
    expect((await loader.import("./a.js")).read("n")).toBe(1);
    expect((await loader.reload("./a.js")).read("n")).toBe(2);
    expect(old.read("n")).toBe(1);
    files["a.js"] = mod("throw 1;");
    await failure(() => loader.reload("./a.js"));
    expect((await loader.import("./a.js")).read("n")).toBe(2);
    files["a.js"] = mod("let n = 3;", {}, ["n"]);
    loader.unload("./a.js");
    expect(loader.importSync("./a.js").read("n")).toBe(3);
  });
});

describe("dynamic import", () => {
  it("works from scripts and answers with the namespace", async () => {
    const { loader, log } = stubCell({ "a.js": mod("const x = 7;", {}, ["x"]), "s.js": mod("") });
    const { program } = await import("./stub-realm.js");
    const script = program(
      {
        code: "let __cc_v; __cc_import('./a.js').then((ns) => log(ns.x)); __cc_v = (5); return __cc_v;",
        manifest: { goal: "script", globals: ["log"] },
      },
      "s.js",
    );
    expect(loader.run(script)).toBe(5);
    await later();
    expect(log).toEqual([7]);
  });

  it("converts the specifier once and rejects, never throws", async () => {
    const { loader, log } = stubCell({
      "a.js": mod("const x = 1;", {}, ["x"]),
      "t.js": mod(
        `let n = 0;
        __cc_import({ toString() { n++; return "./a.js"; } }).then((ns) => log(ns.x + " " + n));
        for (const bad of [Symbol(), { toString() { throw new TypeError("mine"); } }]) __cc_import(bad).catch((e) => log(e.name));
        __cc_import("./none.js").catch((e) => log(e.code));
        __cc_import("./a.js", 1).catch((e) => log(e.name));
        __cc_import("./a.js", { with: { type: "json" } }).catch((e) => log(e.name));
        __cc_import("./a.js", { with: { mode: "x" } }).catch((e) => log(e.name));`,
        { globals: ["Symbol", "TypeError", "log"] },
      ),
    });
    await loader.import("./t.js");
    await later();
    expect(log.slice().sort()).toEqual(["1 1", "ERR_MODULE_NOT_FOUND", "TypeError", "TypeError", "TypeError", "TypeError", "TypeError"]);
  });

  it("tells guests of a hook's failure without its words", async () => {
    const { loader, log } = stubCell(
      {},
      {
        hooks: {
          load: (id) => {
            if (id === "/t.js") return { artifact: id };
            throw new Error("EACCES /home/secret");
          },
        },
      },
    );
    expect(await failure(() => loader.import("./x.js"))).toMatchObject({ code: "module-load", cause: { message: "EACCES /home/secret" } });
    expect(log).toEqual([]);
  });
});

describe("host modules and JSON", () => {
  it("serves members by name, and all of them as default", async () => {
    const { loader, log } = stubCell(
      {
        "t.js": mod("log(__cc_m0.a); log(__cc_m0.default.b); log(__cc_star0.b);", {
          imports: [imp("app:api", "*", "a", "default")],
          globals: ["log"],
        }),
      },
      { modules: { "app:api": { a: 1, b: 2 } } },
    );
    await loader.import("./t.js");
    expect(log).toEqual([1, 2, 2]);
  });

  it("parses JSON inside the realm, asked for as JSON only", async () => {
    const json = { source: '{"__proto__":{"x":1},"y":[2]}', type: "json" as const };
    const { loader, log } = stubCell({
      "d.json": json,
      "bad.json": { source: "{" },
      "t.js": mod("const d = __cc_m0.default; log(Object.keys(d).join() + (d instanceof Object));", {
        imports: [{ ...imp("./d.json", "default"), attributes: { type: "json" } }],
        globals: ["Object", "log"],
      }),
      "plain.js": mod("", { imports: [imp("./d.json", "default")] }),
    });
    await loader.import("./t.js");
    expect(log).toEqual(["__proto__,ytrue"]);
    expect(await failure(() => loader.import("./plain.js"))).toMatchObject({ code: "import-attributes" });
    expect(await failure(() => loader.import("./bad.json"))).toMatch(/^SyntaxError/);
  });
});

describe("policy", () => {
  it("judges every specifier, static and dynamic, with its dots resolved", async () => {
    const { definePolicy } = await import("../../src/policy/index.js");
    const policy = definePolicy({ modules: { allow: ["./plugins/*", "./main.js"] } });
    const { loader, log } = stubCell(
      {
        "plugins/a.js": mod("log('a');", { globals: ["log"] }),
        "secret.js": mod("log('secret');", { globals: ["log"] }),
        "static.js": mod("", { imports: [imp("./secret.js")] }),
        "main.js": mod(
          "for (const s of ['./plugins/a.js', './plugins/../secret.js', './secret.js', '*/alert(1)/*']) __cc_import(s).catch((e) => log(e.code));",
          { globals: ["log"] },
        ),
      },
      { policy },
    );
    await loader.import("./main.js");
    await later();
    expect(log.slice().sort()).toEqual(["a", "import-denied", "import-denied", "import-denied"]);
    expect(await failure(() => loader.import("./secret.js"))).toMatchObject({ code: "import-denied" });
  });
});
