// Native, but with every intrinsic of the fresh realm frozen before the test runs: what a frozen realm alone costs.
// --options '{"overrideFix":true}' also turns the data properties of the shared prototypes into accessors whose
// setter defines an own property on the receiver (the usual cure for the "override mistake").
import { makeNative, execArgv as nativeArgv } from "./native.mjs";

export let name = "native-frozen";
export const version = () => process.version;
export const execArgv = nativeArgv;
export const recycle = 2000;
let fix = false;
export function init(options = {}) {
  fix = !!options.overrideFix;
}

const FREEZE = (fix) => `(() => {
  'use strict';
  const seen = new Set(), queue = [];
  const add = (v) => { if (v !== null && (typeof v === 'object' || typeof v === 'function') && !seen.has(v)) { seen.add(v); queue.push(v); } };
  const G = globalThis, own = Object.getOwnPropertyDescriptor;
  for (const k of Reflect.ownKeys(G)) if (k !== 'globalThis' && k !== 'print' && k !== '$262') { const d = own(G, k); if ('value' in d) add(d.value); else { add(d.get); add(d.set); } }
  for (const f of [function () {}, function* () {}, async function () {}, async function* () {}]) { add(Object.getPrototypeOf(f)); }
  const it = (v) => add(Object.getPrototypeOf(v));
  it([][Symbol.iterator]()); it(''[Symbol.iterator]()); it(new Map()[Symbol.iterator]()); it(new Set()[Symbol.iterator]()); it('a'.matchAll(/a/g));
  it(Object.getPrototypeOf(async function* () {}.prototype));
  const order = [];
  while (queue.length) {
    const o = queue.pop(); order.push(o);
    add(Object.getPrototypeOf(o));
    for (const k of Reflect.ownKeys(o)) { const d = own(o, k); if ('value' in d) add(d.value); else { add(d.get); add(d.set); } }
  }
  const fix = ${fix};
  if (fix) {
    for (const o of order) {
      if (typeof o === 'function' && o !== Function.prototype) continue;
      if (o === Math || o === JSON || o === Reflect) continue;
      for (const k of Reflect.ownKeys(o)) {
        const d = own(o, k);
        if (!('value' in d) || !d.configurable || !d.writable) continue;
        const value = d.value;
        Object.defineProperty(o, k, {
          get: { get() { return value; } }.get,
          set: { set(v) {
            if (this === o) throw new TypeError('Cannot assign to read only property');
            const mine = this === null || (typeof this !== 'object' && typeof this !== 'function') ? undefined : own(this, k);
            if (mine) this[k] = v; else Object.defineProperty(this, k, { value: v, writable: true, enumerable: true, configurable: true });
          } }.set,
          enumerable: d.enumerable, configurable: false,
        });
      }
    }
  }
  for (const o of order) { if (!(ArrayBuffer.isView(o))) Object.freeze(o); }
})()`;

const scripts = new Map();
export const run = makeNative({
  prepare(context, vm) {
    let s = scripts.get(fix);
    if (!s) scripts.set(fix, (s = new vm.Script(FREEZE(fix), { filename: "freeze.js" })));
    s.runInContext(context);
  },
});
