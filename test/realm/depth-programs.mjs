// Recursion in the disguises that a guest can give it, each with a regular expression compiled where the stack ends: on Node 20 and 22 that aborts the process if it
// ends at the engine's own limit. Run by depth.test.ts in a process of its own: `node depth-programs.mjs FOLDER` (of bundleForTests).
import { pathToFileURL } from "node:url";

const { Cell, definePolicy } = await import(pathToFileURL(`${process.argv[2]}/index.js`).href);
process.on("unhandledRejection", () => undefined);

/** Up by small frames and down again, and up once more by the largest there are: what was asked on the small frames' way is no answer for the others. */
const saw = `const o = { get a() { try { ({ ...o }) } catch { HIT } return 1 } };
  function up(n, then) { return n ? up(n - 1, then) : then(); }
  for (const n of [0, 8, 15, 30, 60, 62, 65, 100, 126, 130, 500, 2000, 3500]) for (const m of [0, 10, 14, 31, 40, 61, 63, 70, 200]) {`;
const hit = "'x'.match('(a|b)(c|d)(e|f)'.repeat(3) + q++)";
const many = (n, each) => Array.from({ length: n }, (_, i) => each(i)).join("");
const programs = {
  "a function": `function f(n) { try { f(n + 1) } catch { 'x'.match('(a|b)(c|d)(e|f)'.repeat(3) + n) } } f(0)`,
  "a getter": `const o = { get x() { try { return o.x } catch { ${hit} } } }; o.x`,
  toString: `const o = { toString() { try { return '' + o } catch { ${hit}; return '' } } }; '' + o`,
  "an object as key": `const m = {}; const o = { toString() { try { m[o] } catch { ${hit} } return 'a' } }; m[o]`,
  "a comparator": `function f() { try { [2, 1].sort(f) } catch { ${hit} } return 0 } f()`,
  "a replacer of text": `function f() { try { 'x'.replace(/x/, f) } catch { ${hit} } return '' } f()`,
  toJSON: `const o = { toJSON() { try { JSON.stringify(o) } catch { ${hit} } return 1 } }; JSON.stringify(o)`,
  "a JSON reviver": `function f() { try { JSON.parse('1', f) } catch { ${hit} } } f()`,
  "a JSON replacer": `function f() { try { JSON.stringify(1, f) } catch { ${hit} } } f()`,
  "nested data for JSON": `for (let n = 2500; n < 4500; n += 100) { let a = { toJSON() { ${hit}; return 1 } }; for (let i = 0; i < n; i++) a = { a }; try { JSON.stringify(a) } catch {} }`,
  "nested arrays, joined": `for (let n = 500; n < 4000; n += 500) { let a = [{ toString() { ${hit}; return '' } }]; for (let i = 0; i < n; i++) a = [a]; try { String(a) } catch {} }`,
  "nested arrays, flattened": `for (let n = 3000; n < 7000; n += 200) { const l = []; Object.defineProperty(l, 0, { get() { ${hit}; return 1 }, enumerable: true }); let a = l; for (let i = 0; i < n; i++) a = [a]; try { a.flat(Infinity) } catch {} }`,
  "spread over getters": `const o = { get a() { try { ({ ...o }) } catch { ${hit} } return 1 } }; o.a`,
  "small frames, then large ones": `${saw.replace("HIT", hit)} up(n, () => 1); up(m, () => o.a); up(n, () => { up(m, () => 1); return o.a; }); }`,
  "small frames, then large ones, in what a native calls": `${saw.replace("HIT", hit)} let data = { toJSON() { up(n, () => 1); return up(m, () => o.a); } }; for (let i = 0; i < m * 10; i++) data = { data };
    try { JSON.stringify([1, data, data]); } catch {} try { JSON.stringify([data, data], (k, v) => { if (n < 100) up(n, () => 1); return v; }); } catch {} }`,
  "a Proxy": `const p = new Proxy({}, { get() { try { return p.x } catch { ${hit} } } }); p.x`,
  "proxies along prototypes": `for (const n of [500, 1000, 2000, 3000]) { let p = { get x() { ${hit} } }; for (let i = 0; i < n; i++) p = Object.create(new Proxy(p, {})); try { p.x } catch {} }`,
  "options of Intl": `function f() { try { new Intl.NumberFormat('en', { get signDisplay() { f(); return undefined } }) } catch { ${hit} } } f()`,
  "options of Intl, a single frame a level": `const o = { get signDisplay() { try { new Intl.NumberFormat('en', o) } catch { ${hit} } return undefined } }; o.signDisplay`,
  "options of toLocaleString": `const o = { get style() { try { (1).toLocaleString('en', o) } catch { ${hit} } return undefined } }; o.style`,
  "options of errors": `const o = { get cause() { try { new Error('', o) } catch { ${hit} } return 1 } }; o.cause`,
  "a stack's name": `class E extends Error { get name() { try { new E().stack } catch { ${hit} } return 'x' } } new E().stack`,
  "a generator": `function* g() { try { for (const x of g()) yield x } catch { ${hit} } } for (const x of g());`,
  "yield*, resumed": `for (const n of [500, 2000, 8000]) { let it = (function* () { yield 1; ${hit}; yield 2 })(); for (let i = 0; i < n; i++) { const inner = it; it = (function* () { yield* inner })() } try { for (const x of it); } catch {} }`,
  "a constructor": `class A { constructor() { try { new A } catch { ${hit} } } } new A`,
  "a class field": `class A { x = (() => { try { new A } catch { ${hit} } })() } new A`,
  "Reflect.construct": `function F() { try { Reflect.construct(F, []) } catch { ${hit} } } F()`,
  "a tagged template": "function t() { try { t`a` } catch { " + hit + " } } t()",
  "a bound function": `function f() { try { g() } catch { ${hit} } } const g = f.bind(null, 1, 2, 3); g()`,
  "a promise's executor": `function f() { try { new Promise(f) } catch { ${hit} } } f()`,
  "an error's name": `function f() { class E extends Error { get name() { try { f() } catch { ${hit} } return 'x' } } return new E().stack } f()`,
  "500 locals": `function f() { let ${many(499, (i) => `a${i} = q, `)} z = q; try { f() } catch { ${hit} } return a498 } f()`,
  "errors that a promise swallows are no recursion": `for (let i = 0; i < 20000; i++) new Promise(() => { throw 1 }).catch(() => {}); function f(n) { return n ? f(n - 1) + 1 : 0 } if (f(1500) !== 1500) throw 1`,
  "3,500 plain calls are allowed": `function f(n) { return n ? f(n - 1) + 1 : 0 } if (f(3500) !== 3500) throw 1`,
};
for (const [name, text] of Object.entries(programs)) {
  const cell = new Cell({ policy: definePolicy({ extends: "compat" }) });
  cell.execute(`{ let q = 0; ${text} }`);
  console.log(`ended: ${name}`);
}

/** The host has gone down itself before it calls: what it leaves is seen to as well. */
const cell = new Cell({ policy: definePolicy({ extends: "compat" }) });
const spread = cell.evaluate(
  `(() => { let q = 0; const o = { n: 0, get a() { if (o.n++ < 60) ({ ...o }); else ${hit}; return 1 } }; return () => { o.n = 0; return o.a; }; })()`,
);
const walk = (levels, then) => (levels === 0 ? then() : walk(levels - 1, then));
const isReached = (levels) => {
  try {
    return walk(levels, () => true);
  } catch {
    return false;
  }
};
let edge = 0;
for (let step = 4096; step >= 1;)
  if (isReached(edge + step)) edge += step;
  else step >>= 1;
for (let levels = edge >> 1; levels < edge - 400; levels += 20)
  try {
    walk(levels, spread);
  } catch {
    // as it should, from some level on
  }
console.log(`all ${Object.keys(programs).length + 1}`);
