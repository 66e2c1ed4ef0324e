/**
 * Ways to an engine's own constructor of arrays. `A` is a real array or view, `C` the constructor that guests have, `K` the key `constructor`, `S` whether it may
 * be written statically. `T` gets whatever comes out; each line stands in a `try` of its own.
 */
export const MAKER_ATTACKS: Readonly<Record<string, string>> = {
  "dynamic keys": `T(A[K]); T(A[[K]]); T(A[{ toString: () => K }]); T(A?.[K]); T((0, A)[K]); T(((k) => A[k])(K));
    T(C.prototype[K]); T(Object.create(A)[K]); T(Object.create(Object.create(A))[K]);
    for (const k of [K]) T(A[k]);
    T(A["con" + "structor"]); T(A[String(K)]); T(A[K.slice()]);`,
  "called with a receiver": `T(A[K](3)[K]);
    T(new A[K](3)[K]); T(new (A[K])(2)[K]); T(new A[K]()[K]); T(new (A?.[K])(2)[K]);
    T(A[K].call(null, 3)[K]); T(A[K].apply(null, [3])[K]); T(A?.[K](2)[K]); T((A?.[K])(2)[K]); T(A[K]?.(2)[K]);
    const o = { __proto__: null }; Object.setPrototypeOf(o, A); T(o[K](1)); o[K]\`\`;`,
  patterns: `const { [K]: a } = A; T(a); (({ [K]: b }) => T(b))(A); let c; ({ [K]: c } = A); T(c); const { [K]: d = 1 } = A; T(d); ({ [K]: A.x } = A); T(A.x);
    const { [K]: { [K]: e } } = A; T(e); const { x: { [K]: f } } = { x: A }; T(f); const [{ [K]: g }] = [A]; T(g); const { ...r } = A; T(r[K]);
    for (const { [K]: h } of [A]) T(h);
    try { throw A; } catch ({ [K]: i }) { T(i); }`,
  super: `class X extends C { m(k) { T(super[k]); return super[k]; } n(k) { return super[k](2 ** 20); } } T(new X().m(K)); try { T(new X().n(K)[K]); } catch {}
    const o = { __proto__: null, m() { T(super[K]); const { [K]: x } = super[K].prototype; T(x); } }; Object.setPrototypeOf(o, A); o.m();
    const p = { m() { return super[K]; } }; Object.setPrototypeOf(p, Object.create(C.prototype)); T(p.m()); T(p.m.call({})); T(p.m.call(null)); T(p.m.call(5));
    const q = { m(k) { return super[k](1); } }; Object.setPrototypeOf(q, A); T(q.m({ toString() { return K; } })[K]);
    const late = { m(k) { return super[k]; } }; T(late.m({ toString() { Object.setPrototypeOf(late, A); return K; } }));
    const set = { m() { super[K] += 1; return this[K]; } }; Object.setPrototypeOf(set, A); T(set.m());`,
  "keys that change what they are used on": `const o = {}; T(o[{ toString() { Object.setPrototypeOf(o, A); return K; } }]);
    const p = {}; T(p[(Object.setPrototypeOf(p, A), K)]);
    const q = Object.create(A); q[K] = 1; T(q[{ toString() { delete q[K]; return K; } }]);
    const r = Object.create(A); Object.defineProperty(r, K, { get() { T(this); return 1; }, configurable: true }); T(r[{ toString() { Reflect.deleteProperty(r, K); return K; } }]);`,
  reflection: `T(Reflect.get(A, K)); T(Reflect.get(A, K, {})); T(Reflect.get(Object.create(A), K)); T(Reflect.get(C.prototype, K)); T(Reflect.get(A, { toString: () => K }));
    T(Object.getOwnPropertyDescriptor(C.prototype, K)?.value); T(Reflect.getOwnPropertyDescriptor(C.prototype, K)?.value); T(Object.getOwnPropertyDescriptors(C.prototype)[K]?.value);
    for (let o = A; o; o = Object.getPrototypeOf(o)) for (const k of Reflect.ownKeys(o)) { T(k); const d = Object.getOwnPropertyDescriptor(o, k); T(d.value); T(d.get); T(d.set); try { T(o[k]); } catch {} }
    for (let o = A; o; o = Reflect.getPrototypeOf(o)) for (const k of Reflect.ownKeys(Object.getOwnPropertyDescriptors(o))) { T(k); T(Object.getOwnPropertyDescriptors(o)[k].value); }
    T(Object.getPrototypeOf(class extends C {})); T(Reflect.getPrototypeOf(class extends C {}));
    T(Reflect.apply(Reflect.get, null, [A, K])); T([K].map((k) => Reflect.get(A, k))[0]); T([A].map(Reflect.get)[0]);`,
  accessors: `T(A.__lookupGetter__?.(K)); T(Object.prototype.__lookupGetter__?.call(A, K)); T(A.__proto__?.[K]); T(A.__proto__?.__lookupGetter__?.(K));
    const o = Object.create(A, { x: { get() { T(this[K]); return this; } } }); T(o.x[K]);`,
  copies: `T({ ...liar }[K]); T(Object.assign({}, liar)[K]); T(Object.values(liar)[0]); T(Object.entries(liar)[0][1]); const { ...r } = liar; T(r[K]); T(Object.fromEntries(Object.entries(liar))[K]);
    const o = {}; Object.defineProperty(o, K, { set(v) { T(v); } }); Object.assign(o, liar);
    T(Object.defineProperties({}, liar)[K]); T(Object.create({}, liar)[K]);
    Object.assign(new Proxy({}, { set(t, k, v) { T(v); return true; } }), liar);
    JSON.stringify(liar, function (k, v) { T(this); T(v); return k === "" ? v : 1; }); JSON.stringify(A, [K]); JSON.stringify(Object.create(A), [K]);
    JSON.parse('{"a":1,"constructor":2}', function (k, v) { T(v); T(this); if (k === "a") { delete this[K]; Object.setPrototypeOf(this, A); } return v; });
    JSON.stringify({ a: { toJSON() { T(this); } }, get b() { delete this[K]; Object.setPrototypeOf(this, A); return 1; }, [K]: 1 }, function (k, v) { T(v); T(this); return v; });`,
  proxies: `T(new Proxy(A, {})[K]); T(Object.create(new Proxy(A, {}))[K]); T(new Proxy(new Proxy(A, {}), {})[K]); T(new Proxy(A, { get: (t, k, r) => { T(k); return Reflect.get(t, k, r); } })[K]);
    T(new Proxy(C, {})); new Proxy(C, { construct(t, a, n) { T(t); T(n); return Reflect.construct(t, a, n); } }); T(new (new Proxy(C, {}))(1)[K]); new (new Proxy(C, { construct(t, a, n) { T(t); T(n); return Reflect.construct(t, a); } }))(1);
    T(Object.setPrototypeOf({}, new Proxy(A, {}))[K]); T(Object.getOwnPropertyDescriptor(new Proxy(C.prototype, {}), K)?.value);
    Reflect.construct(C, [1], new Proxy(C, { get(t, k, r) { T(t); T(r); T(k); return Reflect.get(t, k); } })); class X extends new Proxy(C, { get(t, k, r) { T(t); T(r); return Reflect.get(t, k, r); } }) {} T(new X(1)[K]);
    const o = Object.create(A); o[K] = (Object.setPrototypeOf(o, new Proxy({}, { set(t, k, v) { T(k); T(t); return true; } })), 1);
    T(C.from.call(new Proxy(C, { construct(t, a, n) { T(t); T(n); return {}; } }), [1]));`,
  species: `T(C[Symbol.species]); A[K] = { get [Symbol.species]() { T(this); return function (...a) { T(new.target); T(this); return new C(...a); }; } }; T(A.map?.((x) => x)[K]); T(A.slice()[K]); T(A.filter((x) => x)[K]); T(A.concat?.([])[K]);
    class X extends C { static get [Symbol.species]() { T(this); return C; } } T(new X(3).map((x) => x)[K]); T(new X(3).slice()[K]);
    class Y extends C { constructor(...a) { super(...a); T(new.target); } } T(new Y(2).map((x) => x)[K]); T(Y.from([1])[K]); T(Y.of(1)[K]);
    T(Array.prototype.map.call(A, (x) => x)[K]);
    const p = Promise.resolve(1); Object.setPrototypeOf(p, A); try { Promise.prototype.then.call(p, T, T); } catch {} Promise.prototype.finally.call(p, T);
    const b = new ArrayBuffer(8); Object.setPrototypeOf(b, A); T(ArrayBuffer.prototype.slice.call(b, 1));
    RegExp.prototype[Symbol.split].call({ __proto__: A, flags: "" }, "x"); T(RegExp.prototype[Symbol.matchAll].call({ __proto__: A, flags: "" }, "x"));`,
  "new.target": `function F() { T(new.target); } Reflect.construct(F, [], C); class X extends C { constructor() { super(1); T(new.target); T(this[K]); } } new X(); Reflect.construct(C, [1], F); Reflect.construct(X, [], C);
    class Y extends C { constructor() { return Reflect.construct(C, [1], new.target); } } T(new Y()[K]); T(Reflect.construct(C, [1], Object)[K]); T(Reflect.construct(Object, [1], C)[K]); T(Reflect.construct(Map, [], C)[K]);`,
  "what natives hand on": `C.from({ length: 1 }, function () { T(this); }); C.from([1], function () { T(this); }, A[K]); C.of(1); T(C.from.call(A[K], [1])[K]); T(C.from.call(undefined, [1])); Promise.resolve(1).then(C).then((x) => T(x[K]));
    A.forEach(function () { T(this); }, A[K]); [3].map(C).forEach((x) => T(x[K])); T(C.bind()(1)[K]); T(C.call(null, 1)[K]); T(C.apply(null, [1])[K]); [1].forEach.call([1], T, C); T(new (C.bind(null, 3))()[K]);
    A.toString(); A.toLocaleString(); T(String(A[K])); T(A[K].name); Array.fromAsync?.call(function () { T(new.target); T(this); }, [1]); Array.fromAsync?.([1]).then((x) => T(x[K]));
    T(A.with?.(0, A[0])[K]);
    T(A.toSorted?.()[K]); T(A.toReversed?.()[K]); T(A.subarray?.(0)[K]); T(Object.groupBy?.([1], () => "a").a[K]); T("a".split("")[K]); T(/a/.exec("a")[K]); T(Reflect.ownKeys({})[K]); T(Object.keys({ a: 1 })[K]); T([..."ab"][K]); ((...r) => T(r[K]))(1); (function () { T(arguments[K]); })(1); T([[1]].flat()[K]); T(\`\${A}\`); (function (s) { T(s[K]); T(s.raw[K]); })\`x\`; T(JSON.parse("[1]")[K]); T(new Map([[1, 2]]).entries().next().value[K]); T(A.entries().next().value[K]);
    for (const x of new Map([[1, 2]])) T(x[K]); T([..."a".matchAll(/a/g)][0][K]); Promise.all([1]).then((x) => T(x[K]));`,
  "guests' own properties": `const o = Object.create(A); o[K] = C; T(o[K]); delete o[K]; T(o[K]); o[K] ??= 1; T(o[K]); o[K] += ""; T(o[K]); for (o[K] of [1]) T(o[K]); [o[K]] = [1]; T(Object.getOwnPropertySymbols(o).length === 0 ? 0 : Object.getOwnPropertySymbols(o)[0]);
    const p = [1]; p[K] = 1; T(Object.getOwnPropertySymbols(p)[0]); p[K]++; T(Object.getOwnPropertySymbols(p)[0]);
    const k = Object.getOwnPropertySymbols(Object.getPrototypeOf(A)); k.forEach((s) => { T(s); T(A[s]); });`,
  "the symbol, once it is found": `const o = Object.create(A); o[K] = (Object.setPrototypeOf(o, null), 1); const [s] = Object.getOwnPropertySymbols(o); if (!s) throw 0; T(A[s]); T(Reflect.get(A, s)); T(C.prototype[s]); T(Object.getOwnPropertyDescriptor(C.prototype, s)); T(Object.create(A)[s]);
    const o = Object.create(A); o[K] = (Object.setPrototypeOf(o, null), 1); const [s] = Object.getOwnPropertySymbols(o); const p = { m() { return super[s]; }, n() { return super[s](1); } }; Object.setPrototypeOf(p, A); T(p.m()); T(p.n()[K]); Object.defineProperty(A, s, { value: T }); A[K](1); T(A[s]); T(new Proxy(A, {})[s]);`,
};

/** The same where the key may be written. */
export const STATIC_MAKER_ATTACKS: Readonly<Record<string, string>> = {
  members: `T(A.constructor); T(A?.constructor); T(A["constructor"]); T(A[\`constructor\`]); T((0, A).constructor); T(A.constructor.constructor); T(Object.create(A).constructor); T(C.prototype.constructor); T(A.x?.y ?? A.constructor); T((A).constructor);
    T([A.constructor][0]); T({ a: A.constructor }.a); T(\`\${T(A.constructor)}\`); T((() => A.constructor)()); T([...[A.constructor]][0]); if (T(A.constructor)) 0; const f = (x = A.constructor) => T(x); f(); class X { y = A.constructor; static z = A.constructor; } T(new X().y); T(X.z);
    (async () => T(await A.constructor))(); T([...(function* () { yield A.constructor; })()][0]); T(typeof A.constructor); (() => { throw A.constructor; })();
    try { throw A.constructor; } catch (e) { T(e); }
    class Z extends A.constructor {} T(Object.getPrototypeOf(Z)); T(new Z(1).constructor); T(A.constructor.from([1]).constructor); T(A?.constructor.from([1]).constructor); T(A?.constructor?.from([1])?.constructor);`,
  "calls and constructions": `T(A.constructor(2).constructor); T(new A.constructor(2).constructor); T(A?.constructor(2).constructor); T(A.constructor?.(2).constructor); T(A?.constructor?.(2).constructor); T((A.constructor)(2).constructor); T((A?.constructor)(2).constructor); T((0, A.constructor)(1).constructor); A.constructor\`\`; T(new (A.constructor)(1).constructor);`,
  "static patterns": `const { constructor } = A; T(constructor); (({ constructor: b }) => T(b))(A); let c; ({ constructor: c } = A); T(c); const { constructor: d = 1 } = A; T(d); ({ constructor: A.x } = A); T(A.x); const { "constructor": s } = A; T(s); const { ["constructor"]: t } = A; T(t);
    const { constructor: { constructor: e, name } } = A; T(e); const { x: { constructor: f } } = { x: A }; T(f); const [{ constructor: g }] = [A]; T(g); for (const { constructor: h } of [A]) T(h); (function ({ constructor: x } = A) { T(x); })(); (({ constructor: x = T(A.constructor) }) => T(x))({ constructor: undefined });
    try { throw A; } catch ({ constructor: i }) { T(i); }
    for (const { constructor: j } = A; T(j), false; ); (function* ({ constructor: x }) { T(x); })(A).next(); (async ({ constructor: x }) => T(x))(A); new (class { constructor({ constructor: x }) { T(x); } })(A); ({ set a({ constructor: x }) { T(x); } }).a = A;`,
  writes: `const o = Object.create(A); o.constructor += ""; T(o.constructor); const p = Object.create(A); T(p.constructor ||= 1); T(p.constructor &&= p.constructor); const q = Object.create(A); T(q.constructor ??= 1); T(q.constructor++); T(--q.constructor); delete q.constructor; T(q.constructor); q.constructor = T; q.constructor(1); for (q.constructor of [1]) T(q.constructor); [q.constructor = A.constructor] = []; T(q.constructor);`,
  "static super": `class X extends C { m() { T(super.constructor); return super.constructor; } n() { return super.constructor(2 ** 20); } p() { super.constructor += ""; T(this.constructor); super.constructor++; super.constructor ||= 1; } q() { return super.constructor\`\`; } r() { return super.constructor?.(3); } s() { return super["constructor"]; } t() { return new super.constructor(1); } }
    const x = class extends C { m() { T(super.constructor); T(super["constructor"]); T(new super.constructor(1).constructor); T(super.constructor.from([1]).constructor); T(super.constructor?.name); } }; new x().m();
    const y = class extends C { n() { return super.constructor(2 ** 20); } }; T(new y().n().constructor);
    const z = class extends C { n() { return super.constructor?.(2 ** 20); } }; T(new z().n().constructor);
    const w = class extends C { n() { return super.constructor\`\`; } }; T(new w().n().constructor);
    const v = class extends C { n() { super.constructor += ""; T(this.constructor); super.constructor ||= 1; T(super.constructor); } }; new v().n();
    const o = { __proto__: C.prototype, m() { T(super.constructor); ({ constructor: o.x } = super.constructor.prototype); T(o.x); } }; o.m();`,
};

/** Ways to have `C` make n elements, from `A` or from what guests may name. */
export const MAKER_ROUTES: Readonly<Record<string, string>> = {
  new: "new C(n)",
  called: "C(n)",
  "called without a receiver": "(0, C)(n)",
  "a text": "C === Array ? new C(n) : new C(String(n))",
  "an object that answers twice":
    "let asked = 0; C === Array || C.name.startsWith('Big') ? new C(n) : new C({ length: { valueOf: () => (asked++ === 0 ? n : 0) } })",
  constructor: "new A.constructor(n)",
  "constructor, called": "A.constructor(n)",
  "constructor, called in a chain": "A?.constructor(n)",
  "constructor, called where it is there": "A.constructor?.(n)",
  "constructor of another": "new (Object.create(A).constructor)(n)",
  "a dynamic key": "new A['con' + 'structor'](n)",
  "a dynamic key, called": "A['con' + 'structor'](n)",
  "an object as key, called": "A[{ toString: () => 'constructor' }](n)",
  "a text as key": "new A['constructor'](n)",
  tag: "C === Array ? A.constructor.call(null, n) : new C(n)",
  pattern: "const { constructor } = A; new constructor(n)",
  "dynamic pattern": "const { ['con' + 'structor']: K } = A; new K(n)",
  prototype: "new (Object.getPrototypeOf(A).constructor)(n)",
  reflection: "new (Reflect.get(A, 'constructor'))(n)",
  descriptors:
    "for (let o = A; o; o = Object.getPrototypeOf(o)) { const d = Object.getOwnPropertyDescriptor(o, 'constructor'); if (d) { new (d.value === Object ? C : d.value)(n); break; } }",
  construct: "Reflect.construct(C, [n])",
  "construct of another": "Reflect.construct(C, [n], Map)",
  "construct of a proxy": "Reflect.construct(C, [n], new Proxy(C, {}))",
  apply: "C === Array ? Reflect.apply(C, null, [n]) : new C(n)",
  call: "C === Array ? C.call(null, n) : new C(n)",
  bind: "new (C.bind(null, n))()",
  "bind, called": "C.bind(null, n)()",
  subclass: "new (class extends C {})(n)",
  "subclass of constructor": "new (class extends A.constructor {})(n)",
  "subclass of a subclass": "new (class extends class extends C {} {})(n)",
  super: "new (class extends C { constructor() { super(n); } })()",
  "super, of another parent": "class X extends Map { constructor() { super(n); } } Object.setPrototypeOf(X, C); new X()",
  "super.constructor": "new (class extends C { m() { new super.constructor(n); } })(1).m()",
  "super.constructor, called": "new (class extends C { m() { super.constructor(n); } })(1).m()",
  "super.constructor, called where it is there": "new (class extends C { m() { super.constructor?.(n); } })(1).m()",
  "super[k]": "new (class extends C { m(k) { new super[k](n); } })(1).m('constructor')",
  "super[k], called": "new (class extends C { m(k) { super[k](n); } })(1).m('constructor')",
  "super[k], called, with nothing for a receiver":
    "const o = { m(k) { super[k](n); } }; Object.setPrototypeOf(o, A); o.m.call(Object.create(null), 'constructor')",
  "super[k], called, by a late parent":
    "const o = { m(k) { super[k](n); } }; o.m({ toString() { Object.setPrototypeOf(o, A); return 'constructor'; } })",
  "super[k], called by a tag":
    "const o = { m(k) { super[k]`${n}`; } }; Object.setPrototypeOf(o, A); o.m('constructor'); throw new Error(\"requires 'new'\")",
  proxy: "new (new Proxy(C, {}))(n)",
  "proxy over what was made": "new (new Proxy(A, {}).constructor)(n)",
  "proxy with traps": "new (new Proxy(C, { construct: (t, a, m) => Reflect.construct(t, a, m) }))(n)",
  species: "new (C[Symbol.species])(n)",
  callback: "C === Array ? [n].map((x) => C(x)) : new C(n)",
  "promise's callback": "C === Array ? void Promise.resolve(n).then(C) : new C(n)",
  setter: "C === Array ? (Object.defineProperty({}, 'x', { set: C }).x = n) : new C(n)",
  getter: "new (Object.create(A, { x: { get() { return this.constructor; } } }).x)(n)",
  accessor: "const o = Object.create(A); o.constructor &&= o.constructor; new o.constructor(n)",
  from: "C.from.call(A.constructor, Array.from({ length: n }, () => C.name.startsWith('Big') ? 0n : 0))",
  "from, of a subclass": "(class extends C {}).from(Array.from({ length: n }, () => C.name.startsWith('Big') ? 0n : 0))",
  "from, of a class over it": "C.from.call(class extends C { constructor() { super(n); } }, [])",
  "new.target": "function F() { new new.target(n); } Reflect.construct(F, [], C)",
  global: "new globalThis[C.name](n)",
  "of a native's result": "new (C === Array ? Object.keys({}) : A.subarray(0)).constructor(n)",
  iterator: "C === Array ? new C(n) : new C([].concat(Array.from({ length: n }, () => (C.name.startsWith('Big') ? 0n : 0))).values())",
  "array-like": "C === Array ? new C(n) : new C(C.name.startsWith('Big') ? Array.from({ length: n }, () => 0n) : { length: n })",
  "array-like with a getter": "C === Array ? new C(n) : new C({ get length() { return C.name.startsWith('Big') ? (new C(n), 0) : n; } })",
  "another view": "C === Array ? new C(n) : new C(new C(new ArrayBuffer(n * C.BYTES_PER_ELEMENT)))",
  arguments:
    "C === Array ? new C(n) : new C((function () { return arguments; })(...Array.from({ length: n }, () => (C.name.startsWith('Big') ? 0n : 0))))",
};
