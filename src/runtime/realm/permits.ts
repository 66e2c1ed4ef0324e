/**
 * Every intrinsic and property that may stay in a cell's realm. What stands nowhere in this table is deleted when the realm is made and reported
 * (`removed`), so that a feature which an engine adds arrives removed until somebody has decided on it.
 *
 * Names are paths from the global object (`Array.prototype`) or, between `%`, intrinsics without one (inside/roots.ts). In the lists, `@@iterator` is
 * `Symbol.iterator`. Every function keeps its `length` and `name` without being asked.
 *
 *   data   values that cost nothing: constants, links to other intrinsics
 *   free   functions and accessors that cost no more than a step of the guest's own
 *   flat   costs much more than a step, whatever the arguments: a fixed charge
 *   size   cost or result grows with the arguments: charged by size before it runs
 *
 * `delivers` repeats those that can hand guest code (as result, `this` or argument of a callback) what stands under a key that the guest chose: through
 * these a hot prototype could get out. Each is replaced by a wrapper, or closed by the Proxy handler (test/realm/attacks.test.ts).
 */
export interface Permit {
  /** Charge of calling or constructing the intrinsic itself; `free` when left out. */
  readonly call?: "flat" | "size";
  readonly data?: string;
  readonly free?: string;
  readonly flat?: string;
  readonly size?: string;
  readonly delivers?: string;
  /** Stays only where the policy grants this name (contract: OPTIONAL_GLOBALS). */
  readonly optional?: string;
}

const ERROR: Permit = { call: "flat", data: "prototype" };
const ERROR_PROTOTYPE: Permit = { data: "constructor name message" };
const KIND: Permit = { call: "size", data: "prototype BYTES_PER_ELEMENT" };
const KIND_PROTOTYPE: Permit = { data: "constructor BYTES_PER_ELEMENT" };
const ITERATOR: Permit = { data: "@@toStringTag", free: "next" };
const FORMATTER: Permit = { call: "flat", data: "prototype", flat: "supportedLocalesOf" };

export const PERMITS: Readonly<Record<string, Permit>> = {
  // --- fundamental objects
  Object: {
    data: "prototype",
    free: "getOwnPropertyDescriptor hasOwn is create defineProperty getPrototypeOf setPrototypeOf isExtensible preventExtensions",
    size: "assign getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols seal defineProperties freeze isFrozen isSealed keys entries fromEntries values groupBy",
    delivers: "assign getOwnPropertyDescriptor getOwnPropertyDescriptors entries values getPrototypeOf defineProperties create",
  },
  "Object.prototype": {
    data: "constructor",
    free: "__proto__ __defineGetter__ __defineSetter__ hasOwnProperty __lookupGetter__ __lookupSetter__ isPrototypeOf propertyIsEnumerable toString valueOf toLocaleString",
    delivers: "__proto__",
  },
  Function: { data: "prototype" },
  "Function.prototype": { data: "constructor", free: "call toString @@hasInstance", size: "apply bind" },
  Boolean: { data: "prototype" },
  "Boolean.prototype": { data: "constructor", free: "toString valueOf" },
  Symbol: {
    data: "prototype asyncIterator hasInstance isConcatSpreadable iterator match matchAll replace search species split toPrimitive toStringTag unscopables dispose asyncDispose",
    free: "for keyFor",
  },
  "Symbol.prototype": { data: "constructor @@toStringTag", free: "toString valueOf description @@toPrimitive" },
  Error: { call: "flat", data: "prototype stackTraceLimit", flat: "captureStackTrace", free: "isError" },
  "Error.prototype": { data: "constructor name message", free: "toString" },
  AggregateError: { call: "size", data: "prototype" },
  "AggregateError.prototype": ERROR_PROTOTYPE,
  EvalError: ERROR,
  "EvalError.prototype": ERROR_PROTOTYPE,
  RangeError: ERROR,
  "RangeError.prototype": ERROR_PROTOTYPE,
  ReferenceError: ERROR,
  "ReferenceError.prototype": ERROR_PROTOTYPE,
  SyntaxError: ERROR,
  "SyntaxError.prototype": ERROR_PROTOTYPE,
  TypeError: ERROR,
  "TypeError.prototype": ERROR_PROTOTYPE,
  URIError: ERROR,
  "URIError.prototype": ERROR_PROTOTYPE,
  SuppressedError: ERROR,
  "SuppressedError.prototype": ERROR_PROTOTYPE,
  "%ErrorStackGetter%": {},
  "%ErrorStackSetter%": {},
  "%ThrowTypeError%": {},

  // --- numbers, dates, text
  Number: {
    data: "prototype MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY MAX_SAFE_INTEGER MIN_SAFE_INTEGER EPSILON",
    free: "isFinite isInteger isNaN isSafeInteger",
    size: "parseFloat parseInt",
  },
  "Number.prototype": { data: "constructor", free: "valueOf", flat: "toExponential toFixed toPrecision toString toLocaleString" },
  BigInt: { call: "size", data: "prototype", size: "asUintN asIntN" },
  "BigInt.prototype": { data: "constructor @@toStringTag", free: "valueOf", size: "toLocaleString toString" },
  Math: {
    data: "E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 @@toStringTag",
    free:
      "abs acos acosh asin asinh atan atanh atan2 ceil cbrt expm1 clz32 cos cosh exp floor fround f16round imul log log1p log2 log10 pow random round sign " +
      "sin sinh sqrt tan tanh trunc",
    size: "hypot max min",
  },
  Date: { call: "flat", data: "prototype", free: "now UTC", flat: "parse" },
  "Date.prototype": {
    data: "constructor",
    free:
      "getDate setDate getDay getFullYear setFullYear getHours setHours getMilliseconds setMilliseconds getMinutes setMinutes getMonth setMonth " +
      "getSeconds setSeconds getTime setTime getTimezoneOffset getUTCDate setUTCDate getUTCDay getUTCFullYear setUTCFullYear getUTCHours setUTCHours " +
      "getUTCMilliseconds setUTCMilliseconds getUTCMinutes setUTCMinutes getUTCMonth setUTCMonth getUTCSeconds setUTCSeconds valueOf getYear setYear " +
      "@@toPrimitive",
    flat: "toString toDateString toTimeString toISOString toUTCString toGMTString toJSON toLocaleString toLocaleDateString toLocaleTimeString",
  },
  String: { call: "size", data: "prototype", free: "fromCharCode fromCodePoint", size: "raw" },
  "String.prototype": {
    data: "constructor length",
    free: "at charAt charCodeAt codePointAt toString valueOf @@iterator slice substr substring",
    size:
      "anchor big blink bold concat endsWith startsWith fontcolor fontsize fixed includes indexOf isWellFormed italics lastIndexOf link localeCompare match matchAll " +
      "normalize padEnd padStart repeat replace replaceAll search small split strike sub sup toWellFormed trim trimStart trimLeft trimEnd " +
      "trimRight toLocaleLowerCase toLocaleUpperCase toLowerCase toUpperCase",
    delivers: "replace replaceAll",
  },
  "%StringIteratorPrototype%": ITERATOR,
  RegExp: { call: "size", data: "prototype", free: "@@species", size: "escape" },
  "RegExp.prototype": {
    data: "constructor",
    free: "dotAll flags global hasIndices ignoreCase multiline source sticky unicode unicodeSets",
    size: "exec compile toString test @@match @@matchAll @@replace @@search @@split",
    delivers: "@@replace",
  },
  "%RegExpStringIteratorPrototype%": { data: "@@toStringTag", size: "next" },

  // --- indexed collections
  Array: { call: "size", data: "prototype", free: "isArray @@species", size: "from of fromAsync" },
  "Array.prototype": {
    data: "length constructor @@unscopables",
    free: "at pop push keys entries values @@iterator",
    size:
      "concat copyWithin fill find findIndex findLast findLastIndex lastIndexOf reverse shift unshift slice sort splice includes indexOf join forEach " +
      "filter flat flatMap map every some reduce reduceRight toLocaleString toString toReversed toSorted toSpliced with",
  },
  "Array.prototype.@@unscopables": {
    data: "at copyWithin entries fill find findIndex findLast findLastIndex flat flatMap includes keys values toReversed toSorted toSpliced",
  },
  "%ArrayIteratorPrototype%": ITERATOR,
  "%TypedArray%": { data: "prototype", free: "@@species", size: "of from" },
  "%TypedArray%.prototype": {
    data: "constructor",
    free: "buffer byteLength byteOffset length entries keys values at subarray @@toStringTag @@iterator",
    size:
      "copyWithin every fill filter find findIndex findLast findLastIndex forEach includes indexOf join lastIndexOf map reverse reduce reduceRight set " +
      "slice some sort toLocaleString toString toReversed toSorted with",
  },
  Int8Array: KIND,
  "Int8Array.prototype": KIND_PROTOTYPE,
  Uint8Array: KIND,
  "Uint8Array.prototype": KIND_PROTOTYPE,
  Uint8ClampedArray: KIND,
  "Uint8ClampedArray.prototype": KIND_PROTOTYPE,
  Int16Array: KIND,
  "Int16Array.prototype": KIND_PROTOTYPE,
  Uint16Array: KIND,
  "Uint16Array.prototype": KIND_PROTOTYPE,
  Int32Array: KIND,
  "Int32Array.prototype": KIND_PROTOTYPE,
  Uint32Array: KIND,
  "Uint32Array.prototype": KIND_PROTOTYPE,
  Float16Array: KIND,
  "Float16Array.prototype": KIND_PROTOTYPE,
  Float32Array: KIND,
  "Float32Array.prototype": KIND_PROTOTYPE,
  Float64Array: KIND,
  "Float64Array.prototype": KIND_PROTOTYPE,
  BigInt64Array: KIND,
  "BigInt64Array.prototype": KIND_PROTOTYPE,
  BigUint64Array: KIND,
  "BigUint64Array.prototype": KIND_PROTOTYPE,
  ArrayBuffer: { call: "size", data: "prototype", free: "isView @@species" },
  "ArrayBuffer.prototype": {
    data: "constructor @@toStringTag",
    free: "byteLength maxByteLength resizable detached",
    size: "slice resize transfer transferToFixedLength",
  },
  DataView: { data: "prototype" },
  "DataView.prototype": {
    data: "constructor @@toStringTag",
    free:
      "buffer byteLength byteOffset getInt8 setInt8 getUint8 setUint8 getInt16 setInt16 getUint16 setUint16 getInt32 setInt32 getUint32 setUint32 " +
      "getFloat16 setFloat16 getFloat32 setFloat32 getFloat64 setFloat64 getBigInt64 setBigInt64 getBigUint64 setBigUint64",
  },

  // --- keyed collections
  Map: { call: "size", data: "prototype", free: "@@species", size: "groupBy" },
  "Map.prototype": {
    data: "constructor @@toStringTag",
    free: "get set has delete entries keys size values @@iterator",
    size: "clear forEach",
  },
  "%MapIteratorPrototype%": ITERATOR,
  Set: { call: "size", data: "prototype", free: "@@species" },
  "Set.prototype": {
    data: "constructor @@toStringTag",
    free: "has add delete entries size values keys @@iterator",
    size: "clear forEach union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom",
  },
  "%SetIteratorPrototype%": ITERATOR,
  WeakMap: { call: "size", data: "prototype" },
  "WeakMap.prototype": { data: "constructor @@toStringTag", free: "delete get set has" },
  WeakSet: { call: "size", data: "prototype" },
  "WeakSet.prototype": { data: "constructor @@toStringTag", free: "delete has add" },
  WeakRef: { data: "prototype", optional: "WeakRef" },
  "WeakRef.prototype": { data: "constructor @@toStringTag", free: "deref", optional: "WeakRef" },
  FinalizationRegistry: { data: "prototype", optional: "FinalizationRegistry" },
  "FinalizationRegistry.prototype": { data: "constructor @@toStringTag", free: "register unregister", optional: "FinalizationRegistry" },

  // --- structured data, reflection
  JSON: { data: "@@toStringTag", size: "parse stringify rawJSON isRawJSON", delivers: "parse stringify" },
  Reflect: {
    data: "@@toStringTag",
    free: "defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf has isExtensible preventExtensions set setPrototypeOf",
    size: "apply construct ownKeys",
    delivers: "get getOwnPropertyDescriptor getPrototypeOf",
  },
  Proxy: { free: "revocable", optional: "Proxy", delivers: "revocable" },

  // --- control
  Iterator: { data: "prototype", free: "from" },
  "%IteratorPrototype%": {
    free: "constructor @@toStringTag @@iterator @@dispose map filter take drop flatMap",
    size: "reduce toArray forEach some every find",
  },
  "%IteratorHelperPrototype%": { data: "@@toStringTag", free: "next return" },
  "%WrapForValidIteratorPrototype%": { free: "next return" },
  "%AsyncIteratorPrototype%": { free: "@@asyncIterator @@asyncDispose" },
  "%GeneratorFunctionPrototype%": { data: "prototype constructor @@toStringTag" },
  "%GeneratorFunctionPrototype%.constructor": { data: "prototype" },
  "%GeneratorPrototype%": { data: "constructor @@toStringTag", free: "next return throw" },
  "%AsyncGeneratorFunctionPrototype%": { data: "prototype constructor @@toStringTag" },
  "%AsyncGeneratorFunctionPrototype%.constructor": { data: "prototype" },
  "%AsyncGeneratorPrototype%": { data: "constructor @@toStringTag", free: "next return throw" },
  "%AsyncFunctionPrototype%": { data: "constructor @@toStringTag" },
  "%AsyncFunctionPrototype%.constructor": { data: "prototype" },
  Promise: { data: "prototype", free: "resolve reject withResolvers @@species", flat: "try", size: "all allSettled any race" },
  "Promise.prototype": { data: "constructor @@toStringTag", free: "then catch finally" },

  // --- internationalisation
  Intl: { data: "@@toStringTag", size: "getCanonicalLocales supportedValuesOf" },
  "Intl.DateTimeFormat": FORMATTER,
  "Intl.DateTimeFormat.prototype": {
    data: "constructor @@toStringTag",
    flat: "resolvedOptions formatToParts format formatRange formatRangeToParts",
  },
  "Intl.NumberFormat": FORMATTER,
  "Intl.NumberFormat.prototype": {
    data: "constructor @@toStringTag",
    flat: "resolvedOptions formatToParts format formatRange formatRangeToParts",
  },
  "Intl.Collator": FORMATTER,
  "Intl.Collator.prototype": { data: "constructor @@toStringTag", flat: "resolvedOptions", size: "compare" },
  "Intl.PluralRules": FORMATTER,
  "Intl.PluralRules.prototype": { data: "constructor @@toStringTag", flat: "resolvedOptions select selectRange" },
  "Intl.RelativeTimeFormat": FORMATTER,
  "Intl.RelativeTimeFormat.prototype": { data: "constructor @@toStringTag", flat: "resolvedOptions format formatToParts" },
  "Intl.ListFormat": FORMATTER,
  "Intl.ListFormat.prototype": { data: "constructor @@toStringTag", flat: "resolvedOptions", size: "format formatToParts" },
  "Intl.DurationFormat": FORMATTER,
  "Intl.DurationFormat.prototype": { data: "constructor @@toStringTag", flat: "resolvedOptions format formatToParts" },
  "Intl.DisplayNames": FORMATTER,
  "Intl.DisplayNames.prototype": { data: "constructor @@toStringTag", flat: "resolvedOptions of" },
  // Segments and their iterators are tamed when the first are made (inside/tame-segmenter.ts).
  "Intl.Segmenter": FORMATTER,
  "Intl.Segmenter.prototype": { data: "constructor @@toStringTag", flat: "resolvedOptions", size: "segment" },
  "Intl.Locale": { call: "flat", data: "prototype" },
  "Intl.Locale.prototype": {
    data: "constructor @@toStringTag",
    flat:
      "toString maximize minimize language script region baseName calendar caseFirst collation hourCycle numeric numberingSystem calendars collations " +
      "hourCycles numberingSystems textInfo timeZones weekInfo firstDayOfWeek getCalendars getCollations getHourCycles getNumberingSystems getTimeZones " +
      "getTextInfo getWeekInfo",
  },

  // --- functions of the global object
  parseFloat: { call: "size" },
  parseInt: { call: "size" },
  isFinite: {},
  isNaN: {},
  decodeURI: { call: "size" },
  decodeURIComponent: { call: "size" },
  encodeURI: { call: "size" },
  encodeURIComponent: { call: "size" },
  escape: { call: "size" },
  unescape: { call: "size" },
  eval: {},
};
