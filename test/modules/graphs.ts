/**
 * Graphs of modules that behave in a cell as they do in Node. `main` is imported; all that they `log` is compared, and how it ends.
 *
 * Left out: what `namespace-object.ts` says still differs, and `Reflect.set` on an object that inherits from a namespace object, which succeeds in
 * V8 and is refused by ECMA-262 §10.4.6.9 and here.
 */
export interface Graph {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly main: string;
}

const graph = (name: string, files: Record<string, string>, main = Object.keys(files)[0]!): Graph => ({ name, files, main });
const show = `const show = (f) => { try { log(String(f())); } catch (e) { log(e.name); } };`;

export const GRAPHS: readonly Graph[] = [
  graph("live bindings", {
    "main.mjs": `import d, { n, inc, n as again } from "./n.mjs"; import * as ns from "./n.mjs"; log(n, ns.n, again); inc(); log(n, ns.n, again); log(d()); ${show} show(() => { n = 1; }); show(() => n++); show(() => { ns.n = 1; });`,
    "n.mjs": `export let n = 1; export function inc() { n++; } export default function () { return n; }`,
  }),
  graph("receivers of imported functions", {
    "main.mjs": `import { f } from "./f.mjs"; import * as ns from "./f.mjs"; log(f() === undefined, ns.f() === ns, f\`x\` === undefined, ns.f?.() === ns, f?.() === undefined);`,
    "f.mjs": `export function f() { return this; }`,
  }),
  graph("a cycle with hoisted functions, vars and dead zones", {
    "main.mjs": `import "./b.mjs"; export function f() { return "f"; } export var v = 1; export let l = 2; export class C {} export const c = 3; export default 4;`,
    "b.mjs": `import d, { f, v, l, C, c } from "./main.mjs"; import * as ns from "./main.mjs"; ${show}
      show(() => f()); show(() => v); show(() => l); show(() => C); show(() => c); show(() => d); show(() => ns.l); show(() => typeof l); show(() => Object.entries(ns)); show(() => "l" in ns); show(() => JSON.stringify(Object.getOwnPropertyDescriptor(ns, "v")));`,
  }),
  graph("default exports are hoisted where they are functions", {
    "main.mjs": `import "./b.mjs"; export default function () { return "anonymous"; }`,
    "b.mjs": `import d from "./main.mjs"; log(d(), d.name);`,
  }),
  graph("default export names", {
    "main.mjs": `import a from "./a.mjs"; import b from "./b.mjs"; import c from "./c.mjs"; import d from "./d.mjs"; import e from "./e.mjs"; log(a.name, b.name, c.name, d.name, e.name);`,
    "a.mjs": `export default () => {};`,
    "b.mjs": `export default class {}`,
    "c.mjs": `export default (class { static name = "own"; });`,
    "d.mjs": `export default function named() {}`,
    "e.mjs": `export default (function () {});`,
  }),
  graph("a default export is a value, unless it is a declaration", {
    "main.mjs": `import v, { f } from "./a.mjs"; import g, { set } from "./b.mjs"; f(); log(v); set(); log(g);`,
    "a.mjs": `let x = 1; export default x; export const f = () => { x = 2; };`,
    "b.mjs": `export default function g() {} export const set = () => { g = "changed"; };`,
  }),
  graph("namespace objects", {
    "main.mjs": `import * as ns from "./a.mjs"; ${show}
      log(Reflect.ownKeys(ns).map(String).join()); show(() => Object.prototype.toString.call(ns)); show(() => ns + ""); show(() => Object.getPrototypeOf(ns));
      show(() => Object.isSealed(ns)); show(() => { delete ns.a; }); show(() => delete ns.zzz); show(() => { ns.zzz = 1; });
      show(() => JSON.stringify(ns)); show(() => JSON.stringify(Object.getOwnPropertyDescriptor(ns, Symbol.toStringTag))); show(() => Object.entries(ns)); show(() => { const { a, ...rest } = ns; return Object.keys(rest); });
      show(() => Reflect.has(ns, Symbol.iterator)); show(() => Object.assign({}, ns).b); show(() => { let s = ""; for (const k in ns) s += k; return s; });
      show(() => Reflect.defineProperty(ns, "a", { get() {} })); show(() => Object.defineProperty(ns, "a", { value: 2 })); show(() => Reflect.defineProperty(ns, Symbol.toStringTag, { value: "Module" })); show(() => Reflect.defineProperty(ns, Symbol.toStringTag, { value: "x" }));`,
    "a.mjs": `export const a = 1; export let b = 2; export { b as "a b", a as "10", a as "9", a as "\\u00e9", b as default };`,
  }),
  graph("star exports", {
    "main.mjs": `import * as ns from "./s.mjs"; import { x, only } from "./s.mjs"; log(Object.keys(ns).join(), x, only, ns.y, "amb" in ns); export * as inner from "./s.mjs"; import * as self from "./main.mjs"; log(Object.keys(self).join(), self.inner === ns);`,
    "s.mjs": `export * from "./a.mjs"; export * from "./b.mjs"; export let x = "own";`,
    "a.mjs": `export let x = "a", y = "a", amb = 1; export default 1;`,
    "b.mjs": `export let amb = 2, only = "b"; export { y } from "./a.mjs";`,
  }),
  graph("star exports in a cycle", {
    "main.mjs": `import * as ns from "./a.mjs"; log(Object.keys(ns).join(), ns.a, ns.b);`,
    "a.mjs": `export * from "./b.mjs"; export const a = "a";`,
    "b.mjs": `export * from "./a.mjs"; export const b = "b";`,
  }),
  graph("a missing export fails before anything runs", {
    "main.mjs": `import "./loud.mjs"; import { nope } from "./loud.mjs";`,
    "loud.mjs": `log("ran"); export const yes = 1;`,
  }),
  graph("an ambiguous export fails before anything runs", {
    "main.mjs": `import { x } from "./s.mjs"; log("ran");`,
    "s.mjs": `export * from "./a.mjs"; export * from "./b.mjs";`,
    "a.mjs": `export let x;`,
    "b.mjs": `export let x;`,
  }),
  graph("a re-export of something missing fails", { "main.mjs": `export { nope } from "./a.mjs"; log("ran");`, "a.mjs": `log("ran");` }),
  graph("a circle of re-exports fails", {
    "main.mjs": `export { a } from "./b.mjs"; log("ran");`,
    "b.mjs": `export { a } from "./main.mjs";`,
  }),
  graph("errors are remembered", {
    "main.mjs": `const one = await import("./bad.mjs").catch((e) => e), two = await import("./bad.mjs").catch((e) => e), three = await import("./uses.mjs").catch((e) => e); log(one === two, two === three, one.message);`,
    "bad.mjs": `log("once"); throw new Error("bad");`,
    "uses.mjs": `import "./bad.mjs"; log("never");`,
  }),
  graph("evaluation order", {
    "main.mjs": `log("main"); import "./a.mjs"; import "./b.mjs";`,
    "a.mjs": `import "./c.mjs"; log("a"); import "./d.mjs";`,
    "b.mjs": `import "./d.mjs"; import "./main.mjs"; log("b");`,
    "c.mjs": `import "./b.mjs"; log("c");`,
    "d.mjs": `log("d");`,
  }),
  graph("top-level await", {
    "main.mjs": `import { v } from "./slow.mjs"; import "./quick.mjs"; log("main " + v); log(await Promise.resolve("done")); for await (const x of [1, Promise.resolve(2)]) log(x);`,
    "slow.mjs": `log("slow 1"); await null; log("slow 2"); await null; export const v = await Promise.resolve(3); log("slow 3");`,
    "quick.mjs": `import "./other.mjs"; log("quick");`,
    "other.mjs": `log("other 1"); await null; log("other 2");`,
  }),
  graph("top-level await in cycles", {
    "main.mjs": `import "./a.mjs"; log("main");`,
    "a.mjs": `import "./b.mjs"; log("a1"); await 0; log("a2");`,
    "b.mjs": `import "./c.mjs"; log("b1"); await 0; log("b2"); export {};`,
    "c.mjs": `import "./a.mjs"; log("c1"); await 0; log("c2");`,
  }),
  graph("asynchronous siblings become ready together", {
    "main.mjs": `import "./p1.mjs"; import "./p2.mjs"; import "./p3.mjs"; log("main");`,
    "x.mjs": `await 0; log("x");`,
    "p1.mjs": `import "./x.mjs"; log("p1");`,
    "p2.mjs": `import "./x.mjs"; await 0; log("p2");`,
    "p3.mjs": `import "./p1.mjs"; log("p3");`,
  }),
  graph("a rejected top-level await", {
    "main.mjs": `await import("./uses.mjs").catch((e) => log(e.message)); await import("./bad.mjs").catch((e) => log(e.message));`,
    "uses.mjs": `import "./bad.mjs"; import "./good.mjs"; log("never");`,
    "bad.mjs": `await 0; throw new Error("late");`,
    "good.mjs": `await 0; await 0; log("good");`,
  }),
  graph("dynamic import", {
    "main.mjs": `const a = await import("./a.mjs"); const { default: d, x } = await import(\`./\${"a"}.mjs\`); log(d, x, a === (await import("./a.mjs")), Object.prototype.toString.call(import("./a.mjs")));
      let n = 0; await import({ toString() { n++; return "./a.mjs"; } }); log(n);
      for (const s of ["./none.mjs", Symbol(), { toString() { throw new RangeError("mine"); } }, null]) try { await import(s); log("loaded"); } catch (e) { log(e.name, e.code === "ERR_MODULE_NOT_FOUND"); }
      try { await import("./a.mjs", { with: { type: "json" } }); } catch (e) { log(e.name); } try { await import("./a.mjs", "x"); } catch (e) { log(e.name); }`,
    "a.mjs": `log("a"); export default 1; export const x = 2;`,
  }),
  graph("a thenable namespace", {
    "main.mjs": `log(await import("./t.mjs"));`,
    "t.mjs": `export function then(resolve) { log(this === undefined || Object.prototype.toString.call(this)); resolve("mine"); }`,
  }),
  graph("a dynamic import of oneself, and of a module that is being evaluated", {
    "main.mjs": `import "./b.mjs"; export const x = 1; import("./main.mjs").then((ns) => log("self " + ns.x)); log("main");`,
    "b.mjs": `import("./main.mjs").then((ns) => log("b " + ns.x)); log("b");`,
  }),
  graph("import.meta", {
    "main.mjs": `log(typeof import.meta.url, Object.getPrototypeOf(import.meta), import.meta === import.meta, Object.isExtensible(import.meta)); import { m } from "./a.mjs"; log(m !== import.meta);`,
    "a.mjs": `export const m = import.meta;`,
  }),
  graph("JSON", {
    "main.mjs": `import data from "./d.json" with { type: "json" }; import * as ns from "./d.json" with { type: "json" }; log(data.a[1], Object.keys(ns).join(), ns.default === data, (await import("./d.json", { with: { type: "json" } })).default === data); try { await import("./d.json"); } catch (e) { log(e.name); }`,
    "d.json": `{ "a": [1, 2] }`,
  }),
  graph("JSON that is none", { "main.mjs": `import data from "./d.json" with { type: "json" }; log("ran");`, "d.json": `{ a }` }),
  graph("a syntax error somewhere", { "main.mjs": `import "./a.mjs"; import "./b.mjs";`, "a.mjs": `log("ran");`, "b.mjs": `let let = 1;` }),
  graph("CommonJS", {
    "main.cjs": `const a = require("./a.cjs"); log(a.x, require("./a.cjs") === a, this === module.exports, exports === module.exports, typeof __filename, __filename.endsWith("main.cjs"), module.id.length > 0, module.loaded, require.length);
      try { require("./none.cjs"); } catch (e) { log(e.code, e.name); } try { require(3); } catch (e) { log(e.name, e.code); } log(require("./d.json").y, require("./d.json") === require("./d.json"));
      for (let i = 0; i < 2; i++) try { require("./bad.cjs"); } catch (e) { log(e); } log(typeof require.resolve, require.resolve("./a.cjs").endsWith("a.cjs"));`,
    "a.cjs": `log("a"); exports.x = 1;`,
    "bad.cjs": `log("bad"); throw "thrown";`,
    "d.json": `{ "y": 2 }`,
  }),
  graph("CommonJS cycles", {
    "main.cjs": `exports.done = false; const b = require("./b.cjs"); log("main saw", b.done); exports.done = true;`,
    "b.cjs": `exports.done = false; const main = require("./main.cjs"); log("b saw", main.done); exports.done = true; module.exports = { done: "replaced" };`,
  }),
  graph("CommonJS imported by a module", {
    "main.mjs": `import d, { a, b, late } from "./c.cjs"; import * as ns from "./c.cjs"; log(a, b, late, d.a, ns.default === d, Object.keys(ns).filter((k) => k !== "module.exports").join()); import fn from "./f.cjs"; log(fn()); import { q } from "./re.cjs"; log(q); import es, { x, default as d2 } from "./es.cjs"; log(typeof es, x, es === d2, es.default);`,
    "c.cjs": `exports.a = 1; exports.b = () => {}; Object.defineProperty(exports, "late", { enumerable: true, value: 3 }); if (0) exports.never = 1; exports.b = 2;`,
    "f.cjs": `"use strict"; module.exports = function () { return this === undefined; };`,
    "re.cjs": `module.exports = require("./inner.cjs");`,
    "inner.cjs": `exports.q = "q";`,
    "es.cjs": `Object.defineProperty(exports, "__esModule", { value: true }); exports.default = "default"; exports.x = "x";`,
  }),
  graph("an undetected name of CommonJS", {
    "main.mjs": `import { hidden } from "./c.cjs"; log("ran");`,
    "c.cjs": `log("ran"); const n = "hid" + "den"; exports[n] = 1;`,
  }),
  graph("CommonJS that throws, imported twice", {
    "main.mjs": `for (let i = 0; i < 2; i++) await import("./bad.cjs").catch((e) => log(e));`,
    "bad.cjs": `log("run"); throw "bad";`,
  }),
  graph("dynamic import from CommonJS", {
    "main.cjs": `import("./m.mjs").then((ns) => { log(ns.x); exports.ready = 1; }); log("sync");`,
    "m.mjs": `export const x = 1;`,
  }),
  graph("modules required by CommonJS", {
    "main.cjs": `const m = require("./m.mjs"); log(m.x, m.default, m.__esModule, Object.keys(m).join(), require("./m.mjs") === m, require("./plain.mjs").__esModule, require("./plain.mjs").y);
      log(require("./whole.mjs")); try { require("./awaits.mjs"); } catch (e) { log(e.code); } try { require("./cycle.mjs"); } catch (e) { log(e.code); } try { require("./bad.mjs"); } catch (e) { log(e.message); } try { require("./bad.mjs"); } catch (e) { log(e.message); }`,
    "m.mjs": `export let x = 1; export default 2;`,
    "plain.mjs": `export let y = 3;`,
    "whole.mjs": `const f = "whole"; export { f as "module.exports" };`,
    "awaits.mjs": `await 0;`,
    "cycle.mjs": `import "./back.cjs"; log("never");`,
    "back.cjs": `require("./cycle.mjs");`,
    "bad.mjs": `log("bad runs"); throw new Error("bad");`,
  }),
  graph("the same module from everywhere", {
    "main.mjs": `import d from "./c.cjs"; import { x } from "./m.mjs"; const viaImport = await import("./c.cjs"); log(d.m.x === x, viaImport.default === d, d.counter());`,
    "c.cjs": `const m = require("./m.mjs"); let n = 0; module.exports = { m, counter: () => ++n };`,
    "m.mjs": `log("once"); export const x = {};`,
  }),
];
