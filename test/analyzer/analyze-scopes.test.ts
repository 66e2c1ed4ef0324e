import { describe, expect, test } from "vitest";
import { parse } from "../../src/babel.js";
import { analyzeScopes } from "../../src/analyzer/facts/analyze-scopes.js";
import type { Binding, Facts } from "../../src/analyzer/facts/facts.js";

/** Facts of a source; `at(1)` is the binding of the identifier in front of comment 1. */
function facts(source: string, sourceType: "module" | "script" = "script"): Facts & { at(mark: number): Binding | undefined } {
  const file = parse(source, { sourceType, strictMode: true });
  const all = analyzeScopes(file).facts;
  const at = (mark: number) => {
    const end = source.indexOf(`/*${mark}*/`);
    if (end < 0) throw new Error(`no mark ${mark}`);
    for (const [id, binding] of all.bindings) if (id.end === end) return binding;
    return undefined;
  };
  return { ...all, at };
}

const free = (f: Facts) => [...f.free].map(([name, uses]) => `${name}:${uses.map((u) => u.use + (u.member ? "." + u.member : "")).join()}`);

describe("free names", () => {
  test("every kind of use is told apart", () => {
    expect(
      free(facts("a; b = 1; c++; d += 1; typeof e; f(); g`x`; new h; Math.max(Math['min']); k?.(); [l, m.n] = {}; for (o of p);")),
    ).toEqual([
      "a:read",
      "b:write",
      "c:update",
      "d:update",
      "e:typeof",
      "f:call",
      "g:call",
      "h:read",
      "Math:read.max,read.min",
      "k:call",
      "l:write",
      "m:read.n",
      "o:write",
      "p:read",
    ]);
  });

  test("labels, keys, meta properties, private names and the far sides of imports and exports are no references", () => {
    const source = `import { far as near } from "m"; export { far2 as near2 } from "m"; export * as ns from "m"; export { near as far3 };
      a: for (;;) { break a; } import.meta; ({ key: 1, m() {}, ["k" + 1]: 2 }).key; class C { #p = 1; f = 2; q(o) { new.target; return #p in o && o.#p; } }`;
    expect(free(facts(source, "module"))).toEqual([]);
  });

  test("`arguments` belongs to every ordinary function, in parameters and arrows too", () => {
    expect(free(facts("function f(a = arguments) { return () => arguments; } ({ m() { arguments; } })"))).toEqual([]);
    expect(free(facts("() => arguments"))).toEqual(["arguments:read"]);
  });
});

describe("scopes", () => {
  test("`var` goes to its home, `let`, classes and functions stay in their block", () => {
    const f = facts("{ var a/*1*/; let b/*2*/; function c/*3*/() {} class d/*4*/ {} } a/*5*/; b; c; d;");
    expect(f.at(1)?.scope.kind).toBe("program");
    expect([2, 3, 4].map((n) => f.at(n)?.scope.kind)).toEqual(["block", "block", "block"]);
    expect(f.at(5)).toBe(f.at(1));
    expect([...f.free.keys()]).toEqual(["b", "c", "d"]);
  });

  test("parameters with expressions have a scope of their own", () => {
    const f = facts("function f(a/*1*/, b = () => a/*2*/) { var a/*3*/; a/*4*/; }");
    expect(f.at(2)).toBe(f.at(1));
    expect(f.at(4)).toBe(f.at(3));
    expect(f.at(1)).not.toBe(f.at(3));
    expect(f.at(1)?.scope.kind).toBe("params");
  });

  test("parameters without expressions share the body's scope", () => {
    const f = facts("function f(a/*1*/, { b: [c] }, ...d) { var a/*2*/; a/*3*/; }");
    expect(f.at(2)).toBe(f.at(1));
    expect(f.at(3)).toBe(f.at(1));
  });

  test("a name is found although it is declared later", () => {
    const f = facts("function f() { return g/*1*/() + x/*2*/; } function g/*3*/() {} let x/*4*/ = 1;");
    expect(f.at(1)).toBe(f.at(3));
    expect(f.at(2)).toBe(f.at(4));
    expect(f.free.size).toBe(0);
  });

  test("inner names of function and class expressions can be shadowed and are not seen outside", () => {
    const f = facts("(function f/*1*/() { f/*2*/; { let f/*3*/; f/*4*/; } }); (class C/*5*/ { m() { C/*6*/; } }); f; C;");
    expect(f.at(1)?.kind).toBe("self");
    expect(f.at(2)).toBe(f.at(1));
    expect(f.at(4)).toBe(f.at(3));
    expect(f.at(6)).toBe(f.at(5));
    expect([...f.free.keys()]).toEqual(["f", "C"]);
  });

  test("a class declaration is one binding outside and another inside", () => {
    const f = facts("class C/*1*/ extends D { static m() { return C/*2*/; } } C/*3*/;");
    expect(f.at(1)?.kind).toBe("class");
    expect(f.at(2)?.kind).toBe("self");
    expect(f.at(3)).toBe(f.at(1));
  });

  test("each loop, switch, catch and static block is a scope", () => {
    const f = facts(
      "for (let i/*1*/ of i/*2*/) i/*3*/; switch (s) { case 1: let s/*4*/; s/*5*/ } try {} catch ({ e/*6*/ }) { e/*7*/ } class C { static { var v/*8*/; v/*9*/ } }",
    );
    expect([2, 3].map((n) => f.at(n) === f.at(1))).toEqual([true, true]);
    expect(f.at(5)).toBe(f.at(4));
    expect(f.at(7)).toBe(f.at(6));
    expect(f.at(9)?.scope.kind).toBe("static");
    expect([...f.free.keys()]).toEqual(["s"]);
  });
});

describe("writes", () => {
  const writes = (source: string, name: string) => facts(source).root.bindings.get(name)?.writes;

  test("each way of writing counts", () => {
    expect(writes("let a; a = 1; a++; [a] = []; ({ a } = {}); ({ b: a = 1 } = {}); for (a of []); for (a in {}); a ??= 1;", "a")).toBe(8);
    expect(writes("var a; var a = 1; for (var a of []);", "a")).toBe(2);
    expect(writes("let a = 1; const b = a;", "a")).toBe(0);
  });

  test("`var e = 1` within `catch (e)` writes to both", () => {
    const f = facts("try {} catch (e/*1*/) { var e = 1; e/*2*/ }");
    expect(f.at(2)).toBe(f.at(1));
    expect(f.at(1)?.writes).toBe(1);
    expect(f.root.bindings.get("e")?.writes).toBe(1);
  });
});

test("`scopes` answers for functions and their bodies", () => {
  const file = parse("function f(a = 1) {} function g() {}", { strictMode: true });
  const all = analyzeScopes(file).facts;
  const [f, g] = file.program.body;
  if (f?.type !== "FunctionDeclaration" || g?.type !== "FunctionDeclaration") throw new Error("two functions");
  expect(all.scopes.get(f)?.kind).toBe("params");
  expect(all.scopes.get(f.body)?.parent).toBe(all.scopes.get(f));
  expect(all.scopes.get(g)).toBe(all.scopes.get(g.body));
});

test("names that the goal supplies are not free", () => {
  expect([...analyzeScopes(parse("module.exports = require('x')"), { parameters: ["module", "require"] }).free.keys()]).toEqual([]);
});
