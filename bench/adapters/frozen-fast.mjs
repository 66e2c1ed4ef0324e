// Decomposition: what a frozen realm can cost if it avoids the engine's slow
// path. Object.freeze / preventExtensions of Array.prototype or
// Object.prototype moves them to a frozen elements kind, after which V8 compiles
// every element store to a plain Array to the generic path. Here every property
// of the intrinsics is made non-writable and non-configurable, everything
// except those two objects is frozen, the species/iterator protector properties
// of Array.prototype are left alone, and Object.create(proto) makes the two
// objects fast again. (Not safe by itself: a guest could still add properties
// to the two objects; a compiler's write guard would have to refuse that.)
import vm from "node:vm";
import { wrap } from "./_lib.mjs";
export const name = "frozen intrinsics without freezing Array/Object.prototype (native scope)";
export async function init() {
  // any change to RegExp.prototype's map loses V8's fast RegExp path (7x on octane-regexp)
  const seen = new Set(process.env.FREEZE_REGEXP ? [] : [RegExp.prototype]);
  const roots = [
    "Object",
    "Function",
    "Array",
    "Number",
    "Boolean",
    "String",
    "Symbol",
    "BigInt",
    "Math",
    "JSON",
    "Reflect",
    "Date",
    "RegExp",
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "Promise",
    "Proxy",
    "Error",
    "TypeError",
    "RangeError",
    "SyntaxError",
    "ReferenceError",
    "EvalError",
    "URIError",
    "AggregateError",
    "ArrayBuffer",
    "DataView",
    "Int8Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "Int16Array",
    "Uint16Array",
    "Int32Array",
    "Uint32Array",
    "Float32Array",
    "Float64Array",
    "BigInt64Array",
    "BigUint64Array",
  ].map((k) => globalThis[k]);
  roots.push(
    Object.getPrototypeOf([][Symbol.iterator]()),
    Object.getPrototypeOf(function* () {}),
    Object.getPrototypeOf(async function () {}),
    Object.getPrototypeOf(async function* () {}),
  );
  const special = new Set([Array.prototype, Object.prototype]);
  const skip = new Map([
    [Array.prototype, new Set(["length", Symbol.iterator, "constructor"])],
    [Object.prototype, new Set(["__proto__"])],
  ]);
  // override mistake: own accessor pairs would be needed for toString & co.;
  // here names that programs legitimately shadow stay writable
  const shadowed = new Set([
    "toString",
    "valueOf",
    "constructor",
    "toLocaleString",
    "hasOwnProperty",
    "name",
    "message",
    "length",
    "toJSON",
  ]);
  const visit = (o) => {
    if ((typeof o !== "object" && typeof o !== "function") || o === null || seen.has(o)) return;
    seen.add(o);
    visit(Object.getPrototypeOf(o));
    const isProto = Object.hasOwn(o, "constructor");
    for (const k of Reflect.ownKeys(o)) {
      const d = Object.getOwnPropertyDescriptor(o, k);
      visit(d.value);
      visit(d.get);
      visit(d.set);
      if (special.has(o) && !skip.get(o)?.has(k) && !shadowed.has(k))
        Object.defineProperty(o, k, "value" in d ? { writable: false, configurable: false } : { configurable: false });
    }
    if (!special.has(o) && !isProto) Object.freeze(o);
    else if (!special.has(o)) {
      const sh = Reflect.ownKeys(o).some((k) => shadowed.has(k) && "value" in Object.getOwnPropertyDescriptor(o, k));
      if (!sh) Object.freeze(o);
      else Object.preventExtensions(o);
    }
  };
  roots.forEach(visit);
  for (const o of special) Object.create(o);
}
export const prepare = async (source) => vm.runInThisContext(wrap(source), { filename: "guest.js" });
export const run = (f) => f();
