/**
 * Names of the language itself, by how a guest gets them. A name that is in none of these lists and that no supervisor endows
 * does not exist for a guest.
 */

/** Granted by every policy: values of the cell's own realm, tamed. */
export const LANGUAGE_GLOBALS: readonly string[] = [
  "AggregateError",
  "Array",
  "ArrayBuffer",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "Boolean",
  "DataView",
  "Date",
  "Error",
  "EvalError",
  "Float16Array",
  "Float32Array",
  "Float64Array",
  "Int16Array",
  "Int32Array",
  "Int8Array",
  "Intl",
  "Iterator",
  "JSON",
  "Map",
  "Math",
  "Number",
  "Object",
  "Promise",
  "RangeError",
  "ReferenceError",
  "Reflect",
  "RegExp",
  "Set",
  "String",
  "SuppressedError",
  "Symbol",
  "SyntaxError",
  "TypeError",
  "URIError",
  "Uint16Array",
  "Uint32Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "WeakMap",
  "WeakSet",
  "decodeURI",
  "decodeURIComponent",
  "encodeURI",
  "encodeURIComponent",
  "escape",
  "isFinite",
  "isNaN",
  "parseFloat",
  "parseInt",
  "unescape",
];

/** Those that the oldest engine of the edition lacks. Under `globalObject` they are looked up at run time; elsewhere they are `undefined` there. */
export const RECENT_GLOBALS: readonly string[] = ["Float16Array", "Iterator", "SuppressedError"];

/** Written out by the compiler as `void 0`, `(0 / 0)` and `(1 / 0)`: they need no binding. */
export const CONSTANT_GLOBALS: readonly string[] = ["Infinity", "NaN", "undefined"];

/** Granted when the policy says so: each weakens a property that some supervisor relies on. `compat` grants `Proxy` and `WeakRef`. */
export const OPTIONAL_GLOBALS: readonly string[] = ["FinalizationRegistry", "Proxy", "WeakRef"];

/** Values under the `globalObject` feature (the cell's own global object; code constructors that throw); refused otherwise, whoever endows them. */
export const GLOBAL_OBJECT_NAMES: readonly string[] = ["Function", "eval", "global", "globalThis", "self", "window"];
