import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { CellExit, CellTerminated, CleanseError, definePolicy, GuestError } from "../../src/index.js";
import { rootedFiles } from "../../src/powers/index.js";
import { Bastion, RExec, RHooks, type RFile } from "../../src/rexec/index.js";

const folder = mkdtempSync(join(tmpdir(), "cloister-rexec-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FILES = {
  "/hello.js": `import { twice } from "lib"; export const greeting = "hello " + twice("x");`,
  "/lib/index.js": `let n = 0; export const twice = (s) => s + s; export const count = () => ++n;`,
  "/old.cjs": `exports.sum = (a, b) => a + b;`,
  "/data.json": `{ "list": [1, 2] }`,
  "/setup.js": `var ready = 1; function area(w, h) { return w * h; }`,
  "/text.txt": "one\ntwo\nthree",
};
const make = (options = {}): RExec => new RExec(new RHooks({ files: FILES }), options);

/** The example of the Python manual, section 17.1.2: an RExec that lets guests write below a temporary folder and nowhere else. */
class TmpWriterRExec extends RExec {
  readonly #tmp = rootedFiles({ root: folder, write: true });

  override r_open(path: string, mode = "r"): RFile {
    if (mode === "r" || mode === "rb") return super.r_open(path, mode);
    if (!["w", "wb", "a", "ab"].includes(mode)) throw new Error("illegal open() mode");
    if (!path.startsWith("/tmp/")) throw new Error("can't write to files outside /tmp/");
    const file = this.#tmp.open(path.slice("/tmp/".length), mode[0]);
    return { ...super.r_open("/text.txt"), write: (text) => file.write(text), close: () => file.close() };
  }
}

describe("running code", () => {
  test("r_eval, r_exec, r_execfile share one main namespace", () => {
    const rexec = make();
    rexec.r_exec("var a = 20; function f(x) { return x + a; }");
    rexec.r_execfile("/setup.js");
    expect(rexec.r_eval("f(area(2, 11))")).toBe(42);
    expect(() => rexec.r_execfile("/none.js")).toThrow(/none/);
    expect(() => rexec.r_eval("({}).constructor")).toThrow(CleanseError);
  });

  test("r_import finds modules by name, in files, folders, JSON and CommonJS", () => {
    const rexec = make();
    expect(rexec.r_import("hello")["greeting"]).toBe("hello xx");
    expect((rexec.r_import("old")["sum"] as (a: number, b: number) => number)(1, 2)).toBe(3);
    expect((rexec.r_import("lib")["count"] as () => number)()).toBe(1);
    expect((rexec.r_import("lib")["count"] as () => number)()).toBe(2);
    expect((rexec.r_reload("lib")["count"] as () => number)()).toBe(1);
    expect(Object.keys(rexec.modules)).toEqual(["hello", "old", "lib"]);
    rexec.r_unload("lib");
    expect(Object.keys(rexec.modules)).toEqual(["hello", "old"]);
    expect(() => rexec.r_import("fs")).toThrow(expect.objectContaining({ code: "module-not-found" }));
  });

  test("ok_path and ok_file_types narrow what is found", () => {
    class Narrow extends RExec {
      override ok_path = ["/lib"];
      override ok_file_types = ["json"];
    }
    const rexec = new Narrow(new RHooks({ files: { ...FILES, "/lib/conf.json": "{}" } }));
    expect(() => rexec.r_import("hello")).toThrow(/hello/);
    expect(() => rexec.r_import("index")).toThrow(/index/);
    rexec.r_exec("var got");
    expect(rexec.hooks.find_module("conf")).toEqual({ name: "conf", path: "/lib/conf.json", type: "json" });
  });

  test("s_ methods open the streams, r_ methods do not, and neither touches the process", async () => {
    let out = "";
    const rexec = make({ stdout: { write: (text: string) => (out += text) }, stderr: { write: (text: string) => (out += `!${text}`) } });
    rexec.r_exec("console.log('lost'); function say(x) { console.log(x); return x; }");
    rexec.s_exec("console.log('kept'); console.error('too')");
    expect(rexec.s_eval("say(1)")).toBe(1);
    expect(rexec.s_apply(rexec.r_eval("say") as (x: number) => number, [2])).toBe(2);
    rexec.s_exec("Promise.resolve().then(() => say('later'))");
    await rexec.cell.idle();
    rexec.r_exec("say('lost too')");
    const write = rexec.r_import("sys")["stdout"] as { write(text: string): void };
    rexec.s_apply(() => write.write("raw"));
    expect(out).toBe("kept\n!too\n1\n2\nlater\nraw");
  });

  test("exit ends the cell and never the host", async () => {
    const rexec = make();
    expect(() => rexec.r_exec("try { exit(3); } finally { for (;;); }")).toThrow(CellExit);
    expect(rexec.cell.status).toBe("exited");
    const other = make();
    await expect(other.cell.load("import { exit } from 'sys'; exit(4);")).rejects.toThrow(expect.objectContaining({ exitCode: 4 }));
  });

  test("time and memory have bounds, which the old one never had", () => {
    expect(() => make({ limits: { fuel: 1e5 } }).r_exec("for (;;);")).toThrow(CellTerminated);
  });

  test("r_exc_info tells what a guest threw", () => {
    const rexec = make();
    expect(rexec.r_exc_info()).toBeUndefined();
    expect(() => rexec.r_exec("null.x")).toThrow(GuestError);
    expect(rexec.r_exc_info()![0]).toBe("TypeError");
    expect(rexec.r_exc_info()![2]).not.toMatch(/rexec|node:/);
  });
});

describe("opening files", () => {
  test("r_open reads, and refuses every other mode", () => {
    const rexec = make();
    expect(rexec.r_eval("(() => { const f = open('/text.txt'); return [f.readline(), f.read(2), f.readlines(), f.read()]; })()")).toEqual([
      "one\n",
      "tw",
      ["o\n", "three"],
      "",
    ]);
    for (const mode of ["w", "a", "r+", "wb"]) expect(() => rexec.r_open("/text.txt", mode)).toThrow(/restricted mode/);
    expect(() => rexec.r_eval("open('/text.txt', 'w')")).toThrow(/restricted mode/);
    expect(() => rexec.r_eval("open('/../../etc/passwd')")).toThrow(/no such file/);
  });

  test("a subclass may let guests write below one folder", () => {
    const rexec = new TmpWriterRExec(new RHooks({ files: FILES }));
    rexec.r_exec("const f = open('/tmp/out.txt', 'w'); f.write('written'); f.close();");
    expect(readFileSync(join(folder, "out.txt"), "utf8")).toBe("written");
    expect(rexec.r_eval("open('/text.txt').readline()")).toBe("one\n");
    for (const [path, mode] of [
      ["/etc/passwd", "w"],
      ["/tmp/../../escape", "w"],
      ["/tmp/out.txt", "r+"],
    ])
      expect(() => rexec.r_eval(`open(${JSON.stringify(path)}, ${JSON.stringify(mode)})`)).toThrow(GuestError);
  });

  test("hooks over a folder see nothing outside it", () => {
    mkdirSync(join(folder, "guests"), { recursive: true });
    writeFileSync(join(folder, "guests", "a.js"), "export default 1");
    writeFileSync(join(folder, "secret.txt"), "secret");
    const hooks = new RHooks({ root: join(folder, "guests") });
    expect([hooks.path_isfile("/a.js"), hooks.path_isdir("/"), hooks.path_exists("/../secret.txt"), hooks.listdir("/")]).toEqual([
      true,
      true,
      false,
      ["a.js"],
    ]);
    expect(new RExec(hooks).r_import("a")["default"]).toBe(1);
    expect(() => new RExec(hooks).r_eval("open('../secret.txt')")).toThrow(GuestError);
  });
});

describe("modules of the supervisor", () => {
  test("are a list of members", () => {
    class Mine extends RExec {
      override ok_builtin_modules = ["math"];
      override ok_sys_names = ["version"];
    }
    const rexec = new Mine(new RHooks(), { builtin_modules: { math: { pi: 3 }, secret: { token: "t" } } });
    expect(rexec.r_import("math")["pi"]).toBe(3);
    expect(() => rexec.r_import("secret")).toThrow(/secret/);
    expect(Object.keys(rexec.r_import("sys"))).toEqual(["default", "version"]);
    expect((make().r_import("posix")["listdir"] as (path: string) => string[])("/")).toContain("lib/");
  });

  test("nok_builtin_names are replaced, and a subclass's override is what guests get", () => {
    class Mine extends RExec {
      override r_open(path: string): RFile {
        return super.r_open(`/${path.toLowerCase()}`);
      }
    }
    const rexec = new Mine(new RHooks({ files: FILES }), { builtins: { open: () => "unsafe", add: (a: number, b: number) => a + b } });
    expect(rexec.r_eval("[typeof open('TEXT.TXT'), add(1, 2)]")).toEqual(["object", 3]);
    expect(rexec.r_eval("reload('lib').twice('a')")).toBe("aa");
  });

  test("add_module gives guests a module, and __main__ its variables", () => {
    const rexec = make();
    Object.assign(rexec.add_module("config"), { depth: 3 });
    rexec.r_exec("var x = 1");
    const main = rexec.add_module("__main__");
    main["limit"] = 10;
    main["helper"] = (n: number) => n * 2;
    expect(rexec.r_eval("helper(limit) + x")).toBe(21);
    expect([main["x"], main["none"], "limit" in main, "none" in main]).toEqual([1, undefined, true, false]);
    expect(() => (main["a; b"] = 1)).toThrow(TypeError);
    expect(rexec.r_import("config")["depth"]).toBe(3);
  });

  test("hooks can be overridden one question at a time", () => {
    class Cloud extends RHooks {
      override path_isfile(path: string): boolean {
        return path.startsWith("/cloud/");
      }
      override openfile(path: string): RFile {
        return { ...super.openfile("/text.txt"), read: () => `export default ${JSON.stringify(path)}` };
      }
    }
    class Mine extends RExec {
      override ok_path = ["/cloud"];
    }
    expect(new Mine(new Cloud({ files: FILES })).r_import("any")["default"]).toBe("/cloud/any.js");
    expect(() => new RHooks().load_dynamic("addon.node")).toThrow(/untrusted/);
  });

  test("a policy narrows all of it", () => {
    const rexec = make({ policy: definePolicy({ modules: { allow: ["lib"] } }) });
    expect(() => rexec.r_import("hello")).toThrow(/hello/);
    expect(Object.keys(rexec.r_import("lib"))).toEqual(["count", "twice"]);
  });
});

test("each name of Python's classes that has a meaning here is a member", () => {
  const rexec = new RExec(new RHooks({ files: { "/p/index.js": "export const x = 1;" } }));
  const names = (text: string): string[] => text.split(" ");
  const missing = (object: object, list: string[]): string[] => list.filter((name) => !(name in object));
  expect(
    missing(
      rexec,
      names(
        "r_eval r_exec r_execfile r_import r_reload r_unload r_open r_exc_info s_eval s_exec s_execfile s_import s_reload s_unload s_apply " +
          "ok_path ok_builtin_modules ok_file_types ok_posix_names ok_sys_names nok_builtin_names modules hooks verbose " +
          "add_module make_builtin make_main make_osname make_sys copy_except copy_none copy_only load_dynamic",
      ),
    ),
  ).toEqual([]);
  expect(
    missing(
      rexec.hooks,
      names(
        "set_rexec is_builtin init_builtin load_source load_compiled load_package load_dynamic add_module new_module modules_dict default_path " +
          "openfile listdir path_exists path_isabs path_isdir path_isfile path_islink path_join path_split get_suffixes find_module load_module verbose",
      ),
    ),
  ).toEqual([]);
  expect(rexec.hooks.load_package("p", "/p")).toEqual({ source: "export const x = 1;", type: "module" });
  expect(() => rexec.load_dynamic("fs")).toThrow("untrusted dynamic module: fs");
  rexec.make_main()["limit"] = 3;
  expect(rexec.r_eval("limit")).toBe(3);
});

test("Bastion lets through methods by the filter", () => {
  class Counter {
    n = 0;
    up(): number {
      return ++this.n;
    }
    _reset(): void {
      this.n = 0;
    }
  }
  const rexec = make({ builtins: { counter: Bastion(new Counter()), all: Bastion(new Counter(), () => true, "all of it") } });
  expect(rexec.r_eval("[counter.up(), counter.n, counter._reset, String(counter), typeof all._reset, String(all)]")).toEqual([
    1,
    undefined,
    undefined,
    "<Bastion for Counter>",
    "function",
    "<Bastion for all of it>",
  ]);
});

test("docs/rexec.md says of each name of the old modules what became of it", () => {
  const text = readFileSync(new URL("../../docs/rexec.md", import.meta.url), "utf8");
  const names = [
    ...["ok_path", "ok_builtin_modules", "ok_posix_names", "ok_sys_names", "nok_builtin_names", "ok_file_types", "ok_dynamic_modules"],
    ...[
      "load_dynamic",
      "make_initial_modules",
      "copy_except",
      "copy_only",
      "copy_none",
      "add_module",
      "make_builtin",
      "make_main",
      "make_osname",
    ],
    ...["make_sys", "make_delegate_files", "set_files", "reset_files", "save_files", "restore_files", "set_trusted_path"],
    ...["r_exec", "r_eval", "r_execfile", "r_import", "r_reload", "r_unload", "r_open", "r_exc_info"],
    ...["s_exec", "s_eval", "s_execfile", "s_import", "s_reload", "s_unload", "s_apply", "modules", "verbose"],
    ...[
      "set_rexec",
      "is_builtin",
      "init_builtin",
      "init_frozen",
      "load_source",
      "load_compiled",
      "load_package",
      "modules_dict",
      "default_path",
    ],
    ...[
      "path_join",
      "path_split",
      "path_isabs",
      "path_exists",
      "path_isfile",
      "path_isdir",
      "path_islink",
      "openfile",
      "listdir",
      "get_suffixes",
    ],
    ...["FileBase", "FileWrapper", "FileDelegate", "BastionClass", "bastionclass"],
  ];
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});
