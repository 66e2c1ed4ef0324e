/**
 * Ways in which a native could hand guest code what stands under a key that the guest chose, by their names in the `delivers` column of the permits table. `H`
 * is a constructor whose `prototype` is hot, `K` the key; `T` gets whatever comes out. `heir` has no `prototype` of its own and inherits H's; `liar` is one that
 * says that it has. Each line stands in a `try` of its own.
 */
export const DELIVERIES: Readonly<Record<string, string>> = {
  "Object.assign": `T(Object.assign({}, liar)[K]);
    T(Object.assign(Object.create(null), liar).prototype);
    const o = {}; Object.defineProperty(o, K, { set(v) { T(v); } }); Object.assign(o, liar); Object.assign(new Proxy({}, { set(t, k, v) { T(v); return true; }, defineProperty(t, k, d) { T(d.value); return true; } }), liar);`,
  "Object.getOwnPropertyDescriptor": `T(Object.getOwnPropertyDescriptor(H, K).value);
    T(Object.getOwnPropertyDescriptor(new Proxy(H, {}), K).value);
    T(Object.getOwnPropertyDescriptor(H, { toString: () => K }).value);`,
  "Object.getOwnPropertyDescriptors": `T(Object.getOwnPropertyDescriptors(H)[K].value);
    T(Object.getOwnPropertyDescriptors(new Proxy(H, {}))[K].value);
    Object.getOwnPropertyDescriptors(new Proxy(H, { getOwnPropertyDescriptor(t, k) { const d = Reflect.getOwnPropertyDescriptor(t, k); T(d.value); return d; } }));`,
  "Object.entries": `T(Object.entries(liar)[0][1]);
    for (const [, v] of Object.entries(liar)) T(v);`,
  "Object.values": `T(Object.values(liar)[0]);
    T([...Object.values(liar)][0]);`,
  "Object.getPrototypeOf": `T(Object.getPrototypeOf(instance));
    T(Object.getPrototypeOf(new Proxy(instance, {})));
    T(Object.getPrototypeOf(class extends H {}.prototype));
    T(Object.getPrototypeOf(Object.create(H.prototype)));`,
  "Object.defineProperties": `const o = Object.defineProperties({}, new Proxy({}, { ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }), get: () => ({ value: H[K], configurable: true }) })); T(o.a); T(Object.defineProperties({}, { x: Object.setPrototypeOf({}, Object.setPrototypeOf({ get value() { return heir[K]; } }, null)) }).x); const d = Object.create(H); Object.defineProperties({}, { a: d });`,
  "Object.create": `T(Object.getPrototypeOf(Object.create(H.prototype)));
    T(Object.create(heir)[K]);
    T(Object.create({}, { a: { value: H[K] } }).a);`,
  "Object.prototype.__proto__": `T(instance.__proto__);
    T(({ __proto__: H }).prototype);
    T(Reflect.get(Object.prototype, "__proto__", instance));
    const { __proto__: p } = instance; T(p); const d = Object.getOwnPropertyDescriptor(Object.prototype, "__proto__"); T(d.get.call(instance));`,
  "String.prototype.replace": `const r = /./; r.exec = () => { r.exec = () => null; return Object.setPrototypeOf({ index: 0, length: 1, 0: "a", groups: heir }, H); }; "a".replace(r, (...args) => { args.forEach((v) => { T(v); if (v === heir) T(v[K]); }); return ""; }); "a".replace({ [Symbol.replace](...args) { T(this); args.forEach(T); return ""; } }, heir);`,
  "String.prototype.replaceAll": `const r = /./g; let n = 0; r.exec = () => n++ ? null : Object.setPrototypeOf({ index: 0, length: 1, 0: "a", groups: heir }, H); "a".replaceAll(r, (...args) => { args.forEach(T); return ""; });`,
  "RegExp.prototype.@@replace": `const r = /./; r.exec = () => { r.exec = () => null; return Object.setPrototypeOf({ index: 0, length: 2, 0: "a", groups: H }, H); }; RegExp.prototype[Symbol.replace].call(r, "a", (...args) => { args.forEach(T); return ""; });`,
  "JSON.parse": `let once = true; JSON.parse('{"a":1,"prototype":2}', function (k, v) { T(v); T(this); if (k === "a") { delete this.prototype; Object.setPrototypeOf(this, H); } return v; }); JSON.parse("[1,2]", function (k, v) { T(v); T(this); if (k === "0") this[1] = liar; return v; }); T(Object.values(JSON.parse('{"a":1}', (k, v) => k === "a" ? liar : v))[0]);`,
  "JSON.stringify": `JSON.stringify(liar, function (k, v) { T(v); T(this); return k === "" ? v : 1; });
    JSON.stringify({ a: { toJSON() { T(this); return liar; } } }, (k, v) => { T(v); return v; });
    JSON.stringify(heir, ["prototype"]);
    JSON.stringify({ prototype: 1, get a() { delete this.prototype; Object.setPrototypeOf(this, H); return 1; } }, function (k, v) { T(v); T(this); return v; });`,
  "Reflect.get": `T(Reflect.get(H, K));
    T(Reflect.get(heir, K));
    T(Reflect.get(H, K, {}));
    T(Reflect.get(new Proxy(H, {}), K));
    T(Reflect.get(H, { toString: () => K }));
    T(Reflect.apply(Reflect.get, null, [H, K]));`,
  "Reflect.getOwnPropertyDescriptor": `T(Reflect.getOwnPropertyDescriptor(H, K).value);
    T(Reflect.getOwnPropertyDescriptor(new Proxy(H, {}), K).value);`,
  "Reflect.getPrototypeOf": `T(Reflect.getPrototypeOf(instance));
    T(Reflect.getPrototypeOf(new Proxy(instance, {})));
    T(Reflect.getPrototypeOf(new Proxy({}, { getPrototypeOf: () => H.prototype })));`,
  "Proxy.revocable": `const { proxy } = Proxy.revocable(H, {}); T(proxy.prototype); T(proxy[K]); T({ ...proxy }[K]); T(Proxy.revocable(instance, { getPrototypeOf(t) { T(t); return Reflect.getPrototypeOf(t); } }).proxy instanceof H);`,
};

/** Syntax that does the same as such natives. */
export const SYNTAX: Readonly<Record<string, string>> = {
  "object spread": `T({ ...liar }[K]);
    T({ ...liar }.prototype);`,
  "object rest": `const { ...r } = liar; T(r[K]); (({ ...q }) => T(q.prototype))(liar);`,
  "array pattern over an iterator": `const [v] = { [Symbol.iterator]: () => ({ next: () => Object.setPrototypeOf({ done: false, get value() { return H[K]; } }, H) }) }; T(v);`,
  "iterator results": `const it = { [Symbol.iterator]: () => ({ next: () => heir }) }; try { for (const v of it) { T(v); break; } } catch {} T(Array.from({ length: 1, 0: H[K] })[0]);`,
  "static and dynamic members": `T(H.prototype);
    T(H[K]);
    T(heir.prototype);
    T(heir[K]);
    T(H?.prototype);
    T(H?.[K]);
    T(H[[K]]);
    T((0, H)[K]);`,
  patterns: `const { prototype: a, [K]: b } = H; T(a); T(b); (({ [K]: c }) => T(c))(heir);`,
  super: `class X extends H { static m(k) { return [super.prototype, super[k]]; } } X.m(K).forEach(T); ({ __proto__: H, m() { T(super.prototype); T(super[K]); } }).m();`,
  "new.target": `function F() { T(new.target.prototype); T(new.target[K]); } Reflect.construct(F, [], H);`,
  "getters on the way": `const o = Object.create(heir, { x: { get() { T(this[K]); return this; } } }); T(o.x[K]);`.replace("", ""),
  "with a proxy in the chain": `const o = Object.create(new Proxy(H, {})); T(o.prototype); T(o[K]); T(Object.create(o)[K]);`,
  thenables: `Promise.resolve({ then(f) { T(this); f(heir); } }).then((v) => T(v[K]));
    Promise.all([heir]).then((all) => all.forEach((v) => T(v[K])));
    Promise.allSettled([Promise.reject(heir)]).then(([r]) => T(r.reason[K]));`,
};
