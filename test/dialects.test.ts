// TypeScript and JSX are compiled away before a program is judged; places stay those of the guest's own text.
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { expect, test } from "vitest";
import { cleanse, inspect, lint, type CompileOptions } from "../src/compiler.js";
import { ReferenceCell } from "./same/reference-cell.js";

const typescript: CompileOptions = { goal: "script", syntax: { typescript: true } };

function run(source: string, options: CompileOptions, globals: Record<string, unknown> = {}): unknown {
  const cell = new ReferenceCell(globals, () => {
    throw new Error("no modules");
  });
  return cell.run(cleanse(source, { ...options, ...{ supplied: Object.keys(globals) } }));
}

test("types are erased", () => {
  const source = `
    interface P { x: number } type Q<T> = { [K in keyof T]?: T[K] };
    declare const unknownAtRunTime: string;
    function f<T extends P>(this: void, a: T, b?: number): asserts b is 1;
    function f(a: any, b = (<number>2)) { return (a as P)!.x + (b satisfies number); }
    f({ x: 1 } as P);`;
  expect(run(source, typescript)).toBe(3);
});

test("enums, namespaces and parameter properties become code", () => {
  const source = `
    enum Color { Red = 1, Green, Blue = "b" } const enum Small { One = 1 }
    abstract class A { constructor(private readonly p: number, public q = 2) {} abstract m(): number; sum() { return this.p + this.q; } }
    class B extends A { declare z: string; m() { return 1; } override sum() { return super.sum() + 1; } }
    [Color.Green, Color[1], Color.Blue, Small.One, new B(1).sum(), Object.keys(new B(1))].join();`;
  expect(run(source, typescript)).toBe("2,Red,b,1,4,p,q");
});

test("namespaces become objects, in modules", () => {
  const source = "export namespace Shapes { export const sides = 4; export function area(n: number) { return n * sides; } }";
  expect(cleanse(source, { syntax: { typescript: true } }).text).toContain("_Shapes.area = area");
});

test("type-only imports and exports vanish, the others stay", () => {
  const source =
    'import type { A } from "a"; import { b, type B } from "b"; import { C } from "c"; let c: C; export type { A }; export { b }; export { c };';
  const { imports, exports } = inspect(source, { syntax: { typescript: true } });
  expect(imports.map(({ specifier, names }) => [specifier, names])).toEqual([["b", ["b"]]]);
  expect(exports.map((entry) => entry.export)).toEqual(["b", "c"]);
});

test("elements call the factory", () => {
  const h = (...args: unknown[]): string => JSON.stringify(args);
  const jsx = { factory: "h", fragment: '"frag"' };
  expect(
    run(`const p = { b: 1 }; <a href="x" {...p}>don't {1 + 1}<i/></a>`, { goal: "script", syntax: { jsx: { factory: "h" } } }, { h }),
  ).toBe(h("a", { href: "x", b: 1 }, "don't ", 2, h("i", null)));
  expect(() => run("<></>", { goal: "script", syntax: { jsx } }, { h })).not.toThrow(TypeError);
  expect(inspect("export const a = <b/>;", { syntax: { jsx: true } }).globals).toEqual([{ name: "React", members: ["createElement"] }]);
  expect(inspect("export const a = <b/>;", { syntax: { jsx: { importSource: "preact" } } }).imports[0]?.specifier).toBe(
    "preact/jsx-runtime",
  );
});

test("findings point into the guest's text", () => {
  const source = "const a: number = 1;\nfunction f<T>(x: T) {\n  return (x as any).__proto__;\n}\n";
  const [finding] = lint(source, { syntax: { typescript: true } });
  expect(finding).toMatchObject({ code: "forbidden-key", loc: { start: { line: 3 } } });
  expect(source.slice(...finding!.range)).toBe("__proto__");
});

test("without being asked for, a dialect is a syntax error", () => {
  expect(lint("let a: number;").map(({ code }) => code)).toEqual(["syntax-error"]);
  expect(lint("a = <b/>;").map(({ code }) => code)).toContain("syntax-error");
});

test("source maps lead back to the guest's text", () => {
  const source = "type A = 1;\nfunction thrower(a: number): never {\n  throw new Error(`${a}`);\n}\nthrower(1);\n";
  const { text, map } = cleanse(source, { ...typescript, sourceMap: true, filename: "guest.ts" });
  const lines = text.split("\n");
  const line = lines.findIndex((item) => item.includes("throw new Error"));
  const place = originalPositionFor(new TraceMap(map as never), { line: line + 1, column: lines[line]!.indexOf("new Error") });
  expect(place).toMatchObject({ source: "guest.ts", line: 3, column: 8 });
});

test.each([false, true])("`using` disposes at the end of its block, last first (metered: %s)", async (metered) => {
  const lines: string[] = [];
  const log = (...values: unknown[]): void => void lines.push(values.join(" "));
  const source = `
    const dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose"), asyncDispose = Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose");
    const r = (name) => ({ name, [dispose]() { log("dispose", this.name); }, async [asyncDispose]() { log("dispose later", name); } });
    { using a = r("a"), b = r("b"), none = null; log("body", a.name); }
    try { using c = r("c"); throw "thrown"; } catch (e) { log(e); }
    for (using d of [r("d1"), r("d2")]) log("turn", d.name);
    function f() { using e = r("e"); return "returned"; } log(f());
    try { using x = { [dispose]() { throw "second"; } }; throw "first"; } catch (e) { log(e.name, e.error, e.suppressed); }
    try { using y = {}; } catch (e) { log(e.name); }
    (async () => { { await using g = r("g"); log("in"); } log("out"); })();
    log("end");`;
  run(source, { goal: "script", metered }, { log });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(lines).toEqual([
    ...[
      "body a",
      "dispose b",
      "dispose a",
      "dispose c",
      "thrown",
      "turn d1",
      "dispose d1",
      "turn d2",
      "dispose d2",
      "dispose e",
      "returned",
    ],
    ...["SuppressedError second first", "TypeError", "in", "dispose later g", "end", "out"],
  ]);
});
