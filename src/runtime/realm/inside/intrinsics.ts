/**
 * The intrinsics of the realm, captured before any guest code runs and uncurried: `mapGet(map, key)` calls the `get` that the realm was born with,
 * whatever a guest has since put on `Map.prototype` or on `map` itself. All code inside the realm uses these and nothing else.
 *
 * Attack: a guest replaces `Array.prototype.push` or gives an object a `then`, a `length` or a `Symbol.iterator` of its own, and our code calls it
 * with our values in hand. Hence no method calls on guest values, no spread, no `for…of`, no array destructuring, no assignment to inherited names.
 */

const { bind, call } = Function.prototype;

/** `uncurry(f)(self, …args)` is `f.call(self, …args)`, without a look-up of `call`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the method's own `this` decides
const uncurry = bind.bind(call as never) as unknown as (method: (...args: any[]) => any) => any;

const getterOf = (holder: object, key: PropertyKey): ((self: unknown) => unknown) => {
  const get = Object.getOwnPropertyDescriptor(holder, key)?.get;
  if (get === undefined) throw new TypeError(`no getter: ${String(key)}`);
  return uncurry(get) as (self: unknown) => unknown;
};

// --- constructors
export const ObjectOf = Object;
export const ArrayOf = Array;
export const FunctionOf = Function;
export const StringOf = String;
export const NumberOf = Number;
export const BooleanOf = Boolean;
export const SymbolOf = Symbol;
export const BigIntOf = BigInt;
export const DateOf = Date;
export const RegExpOf = RegExp;
export const PromiseOf = Promise;
export const MapOf = Map;
export const SetOf = Set;
export const WeakMapOf = WeakMap;
export const WeakSetOf = WeakSet;
export const ProxyOf = Proxy;
export const ErrorOf = Error;
export const AggregateErrorOf = AggregateError;
export const EvalErrorOf = EvalError;
export const RangeErrorOf = RangeError;
export const ReferenceErrorOf = ReferenceError;
export const SyntaxErrorOf = SyntaxError;
export const TypeErrorOf = TypeError;
export const URIErrorOf = URIError;
export const ArrayBufferOf = ArrayBuffer;
export const DataViewOf = DataView;
export const Uint8ArrayOf = Uint8Array;
export const Int32ArrayOf = Int32Array;
export const Float64ArrayOf = Float64Array;

// --- prototypes
export const objectPrototype: object = Object.prototype;
export const functionPrototype: object = Function.prototype;
export const arrayPrototype: unknown[] = Array.prototype;
export const errorPrototype: Error = Error.prototype;
export const promisePrototype: object = Promise.prototype;
export const regExpPrototype: object = RegExp.prototype;
export const datePrototype: object = Date.prototype;
export const mapPrototype: object = Map.prototype;
export const setPrototype: object = Set.prototype;
export const arrayBufferPrototype: object = ArrayBuffer.prototype;
export const dataViewPrototype: object = DataView.prototype;
export const TypedArrayOf = Object.getPrototypeOf(Int8Array) as { readonly prototype: object };
export const typedArrayPrototype: object = TypedArrayOf.prototype;
export const iteratorPrototype: object = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()) as object) as object;
export const mapIteratorPrototype: object = Object.getPrototypeOf(new Map().entries()) as object;
export const setIteratorPrototype: object = Object.getPrototypeOf(new Set().values()) as object;
export const generatorFunctionPrototype: object = Object.getPrototypeOf(function* () {}) as object;
export const asyncFunctionPrototype: object = Object.getPrototypeOf(async function () {}) as object;
export const asyncGeneratorFunctionPrototype: object = Object.getPrototypeOf(async function* () {}) as object;
export const generatorPrototype = (generatorFunctionPrototype as { prototype: object }).prototype;
export const asyncGeneratorPrototype = (asyncGeneratorFunctionPrototype as { prototype: object }).prototype;
export const asyncIteratorPrototype = Object.getPrototypeOf(asyncGeneratorPrototype) as object;

// --- Reflect
export const { apply, construct, ownKeys } = Reflect;
export const reflectDefineProperty: (target: object, key: PropertyKey, descriptor: PropertyDescriptor) => boolean = Reflect.defineProperty;
export const reflectDeleteProperty: (target: object, key: PropertyKey) => boolean = Reflect.deleteProperty;
export const reflectGet: (target: object, key: PropertyKey, receiver?: unknown) => unknown = Reflect.get;
export const reflectSet: (target: object, key: PropertyKey, value: unknown, receiver?: unknown) => boolean = Reflect.set;
export const reflectHas: (target: object, key: PropertyKey) => boolean = Reflect.has;
export const reflectGetOwnPropertyDescriptor: (target: object, key: PropertyKey) => PropertyDescriptor | undefined =
  Reflect.getOwnPropertyDescriptor;
export const reflectGetPrototypeOf: (target: object) => object | null = Reflect.getPrototypeOf;
export const reflectSetPrototypeOf: (target: object, parent: object | null) => boolean = Reflect.setPrototypeOf;
export const reflectIsExtensible: (target: object) => boolean = Reflect.isExtensible;
export const reflectPreventExtensions: (target: object) => boolean = Reflect.preventExtensions;

// --- Object (all take the object as an argument already)
export const { create, defineProperty, defineProperties, freeze, is, isFrozen, getOwnPropertyNames, getOwnPropertySymbols } = Object;
export const getPrototypeOf: (value: unknown) => object | null = Object.getPrototypeOf;
export const setPrototypeOf: <T>(value: T, parent: object | null) => T = Object.setPrototypeOf;
export const getOwnPropertyDescriptor: (value: unknown, key: PropertyKey) => PropertyDescriptor | undefined =
  Object.getOwnPropertyDescriptor as never;
export const getOwnPropertyDescriptors: (value: unknown) => Record<PropertyKey, PropertyDescriptor> =
  Object.getOwnPropertyDescriptors as never;
/** Own enumerable string keys, as a fresh array. */
export const keysOf: (value: object) => string[] = Object.keys;
export const hasOwn: (value: object, key: PropertyKey) => boolean = Object.hasOwn;
/** The same in half the time, where a guard asks. */
export const hasOwnProperty: (value: object, key: PropertyKey) => boolean = uncurry(Object.prototype.hasOwnProperty);
export const isPrototypeOf: (parent: unknown, value: unknown) => boolean = uncurry(Object.prototype.isPrototypeOf);
export const propertyIsEnumerable: (value: object, key: PropertyKey) => boolean = uncurry(Object.prototype.propertyIsEnumerable);
/** `[object Kind]`; reads `Symbol.toStringTag`, so it may run guest code. */
export const objectToString: (value: unknown) => string = uncurry(Object.prototype.toString);

// --- Function
export const functionToString: (f: unknown) => string = uncurry(Function.prototype.toString);
export const functionBind: (f: unknown, self: unknown, ...args: unknown[]) => (...args: unknown[]) => unknown = uncurry(
  Function.prototype.bind,
);

// --- Array: for arrays of our own only
export const { isArray } = Array;
export const arrayPush: <T>(array: T[], ...values: T[]) => number = uncurry(Array.prototype.push);
export const arrayPop: <T>(array: T[]) => T | undefined = uncurry(Array.prototype.pop);
export const arraySlice: <T>(array: readonly T[], start?: number, end?: number) => T[] = uncurry(Array.prototype.slice);
export const arrayJoin: (array: readonly unknown[], separator?: string) => string = uncurry(Array.prototype.join);
export const arrayIndexOf: <T>(array: readonly T[], value: T, from?: number) => number = uncurry(Array.prototype.indexOf);
export const arrayIncludes: <T>(array: readonly T[], value: T) => boolean = uncurry(Array.prototype.includes);
export const arraySort: <T>(array: T[], compare?: (a: T, b: T) => number) => T[] = uncurry(Array.prototype.sort);

// --- String, Number, Symbol, BigInt
export const stringCharCodeAt: (text: string, index: number) => number = uncurry(String.prototype.charCodeAt);
export const stringCodePointAt: (text: string, index: number) => number | undefined = uncurry(String.prototype.codePointAt);
export const stringIndexOf: (text: string, part: string, from?: number) => number = uncurry(String.prototype.indexOf);
export const stringLastIndexOf: (text: string, part: string) => number = uncurry(String.prototype.lastIndexOf);
export const stringSlice: (text: string, start: number, end?: number) => string = uncurry(String.prototype.slice);
export const stringStartsWith: (text: string, part: string, at?: number) => boolean = uncurry(String.prototype.startsWith);
export const stringEndsWith: (text: string, part: string) => boolean = uncurry(String.prototype.endsWith);
export const stringTrim: (text: string) => string = uncurry(String.prototype.trim);
export const stringToLowerCase: (text: string) => string = uncurry(String.prototype.toLowerCase);
export const stringRepeat: (text: string, count: number) => string = uncurry(String.prototype.repeat);
export const stringFromCharCode: (...codes: number[]) => string = String.fromCharCode;
export const stringValueOf: (value: unknown) => string = uncurry(String.prototype.valueOf);
export const numberValueOf: (value: unknown) => number = uncurry(Number.prototype.valueOf);
export const booleanValueOf: (value: unknown) => boolean = uncurry(Boolean.prototype.valueOf);
export const symbolValueOf: (value: unknown) => symbol = uncurry(Symbol.prototype.valueOf);
export const bigintValueOf: (value: unknown) => bigint = uncurry(BigInt.prototype.valueOf);
export const numberToString: (value: number, radix?: number) => string = uncurry(Number.prototype.toString);
export const symbolDescription = getterOf(Symbol.prototype, "description") as (value: symbol) => string | undefined;
export const { isInteger, isSafeInteger, isFinite: isFiniteNumber, isNaN: isNaNNumber } = Number;
export const { floor, min, max, trunc, ceil, abs, imul, log2 } = Math;

// --- symbols
export const {
  iterator: symbolIterator,
  asyncIterator: symbolAsyncIterator,
  toPrimitive: symbolToPrimitive,
  toStringTag: symbolToStringTag,
} = Symbol;
export const {
  hasInstance: symbolHasInstance,
  species: symbolSpecies,
  isConcatSpreadable: symbolIsConcatSpreadable,
  unscopables: symbolUnscopables,
  match: symbolMatch,
  matchAll: symbolMatchAll,
  replace: symbolReplace,
  search: symbolSearch,
  split: symbolSplit,
} = Symbol;

// --- collections
export const mapGet: <K, V>(map: Map<K, V>, key: K) => V | undefined = uncurry(Map.prototype.get);
export const mapSet: <K, V>(map: Map<K, V>, key: K, value: V) => Map<K, V> = uncurry(Map.prototype.set);
export const mapHas: <K, V>(map: Map<K, V>, key: K) => boolean = uncurry(Map.prototype.has);
export const mapDelete: <K, V>(map: Map<K, V>, key: K) => boolean = uncurry(Map.prototype.delete);
export const mapClear: <K, V>(map: Map<K, V>) => void = uncurry(Map.prototype.clear);
export const mapForEach: <K, V>(map: Map<K, V>, each: (value: V, key: K) => void) => void = uncurry(Map.prototype.forEach);
export const mapSize = getterOf(Map.prototype, "size") as (map: unknown) => number;
export const setHas: <T>(set: Set<T>, value: T) => boolean = uncurry(Set.prototype.has);
export const setAdd: <T>(set: Set<T>, value: T) => Set<T> = uncurry(Set.prototype.add);
export const setDelete: <T>(set: Set<T>, value: T) => boolean = uncurry(Set.prototype.delete);
export const setClear: <T>(set: Set<T>) => void = uncurry(Set.prototype.clear);
export const setForEach: <T>(set: Set<T>, each: (value: T) => void) => void = uncurry(Set.prototype.forEach);
export const setSize = getterOf(Set.prototype, "size") as (set: unknown) => number;
export const weakMapGet: <K extends object, V>(map: WeakMap<K, V>, key: K) => V | undefined = uncurry(WeakMap.prototype.get);
export const weakMapSet: <K extends object, V>(map: WeakMap<K, V>, key: K, value: V) => WeakMap<K, V> = uncurry(WeakMap.prototype.set);
export const weakMapHas: <K extends object>(map: WeakMap<K, unknown>, key: K) => boolean = uncurry(WeakMap.prototype.has);
export const weakMapDelete: <K extends object>(map: WeakMap<K, unknown>, key: K) => boolean = uncurry(WeakMap.prototype.delete);
export const weakSetHas: (set: WeakSet<object>, value: object) => boolean = uncurry(WeakSet.prototype.has);
export const weakSetAdd: (set: WeakSet<object>, value: object) => WeakSet<object> = uncurry(WeakSet.prototype.add);

// --- brands: each throws unless its argument is of that kind; none runs guest code (a Proxy of one throws)
export const arrayBufferByteLength = getterOf(ArrayBuffer.prototype, "byteLength") as (buffer: unknown) => number;
export const arrayBufferSlice: (buffer: ArrayBuffer, start: number, end?: number) => ArrayBuffer = uncurry(ArrayBuffer.prototype.slice);
export const dataViewBuffer = getterOf(DataView.prototype, "buffer") as (view: unknown) => ArrayBuffer;
export const dataViewByteLength = getterOf(DataView.prototype, "byteLength") as (view: unknown) => number;
export const dataViewByteOffset = getterOf(DataView.prototype, "byteOffset") as (view: unknown) => number;
/** The kind's name (`"Uint8Array"`), or undefined for anything that is not a typed array; never throws. */
export const typedArrayKind = getterOf(typedArrayPrototype, Symbol.toStringTag) as (value: unknown) => string | undefined;
export const typedArrayBuffer = getterOf(typedArrayPrototype, "buffer") as (array: unknown) => ArrayBuffer;
export const typedArrayByteOffset = getterOf(typedArrayPrototype, "byteOffset") as (array: unknown) => number;
export const typedArrayByteLength = getterOf(typedArrayPrototype, "byteLength") as (array: unknown) => number;
export const typedArrayLength = getterOf(typedArrayPrototype, "length") as (array: unknown) => number;
export const typedArraySet: (array: unknown, from: unknown, offset?: number) => void = uncurry(Uint8Array.prototype.set);
export const dateGetTime: (date: unknown) => number = uncurry(Date.prototype.getTime);
/** The pattern, of a real RegExp only. `RegExp.prototype` itself answers "(?:)". */
export const regExpSource = getterOf(RegExp.prototype, "source") as (regExp: unknown) => string;
/** Reads `hasIndices`, `global`, … of its argument: use on a RegExp that no guest has touched. */
export const regExpFlags = getterOf(RegExp.prototype, "flags") as (regExp: unknown) => string;
export const regExpExec: (regExp: unknown, text: string) => unknown = uncurry(RegExp.prototype.exec);
export const regExpGetters: readonly (readonly [flag: string, get: (regExp: unknown) => unknown])[] = [
  ["d", getterOf(RegExp.prototype, "hasIndices")],
  ["g", getterOf(RegExp.prototype, "global")],
  ["i", getterOf(RegExp.prototype, "ignoreCase")],
  ["m", getterOf(RegExp.prototype, "multiline")],
  ["s", getterOf(RegExp.prototype, "dotAll")],
  ["u", getterOf(RegExp.prototype, "unicode")],
  ["v", getterOf(RegExp.prototype, "unicodeSets")],
  ["y", getterOf(RegExp.prototype, "sticky")],
];

/** Flags of a real RegExp as it was made, in the order of `flags`; reads nothing that a guest can shape. */
export function regExpFlagsOf(regExp: unknown): string {
  let flags = "";
  for (let i = 0; i < regExpGetters.length; i++) {
    const flag = regExpGetters[i]!;
    if (flag[1](regExp) === true) flags += flag[0];
  }
  return flags;
}

// --- promises
/**
 * Looks up `constructor` on the promise (species), so a guest that shaped it may run code and see the reactions: prefer `await` in an async function
 * of ours, on a native promise that no guest has touched.
 */
export const promiseThen: (
  promise: unknown,
  ok?: ((value: never) => unknown) | undefined,
  failed?: ((reason: never) => unknown) | undefined,
) => Promise<unknown> = uncurry(Promise.prototype.then);

// --- iteration
export const generatorNext: (generator: unknown, value?: unknown) => IteratorResult<unknown> = uncurry(
  (generatorPrototype as Iterator<unknown>).next,
);
export const arrayIteratorNext: <T>(iterator: unknown) => IteratorResult<T> = uncurry(([] as unknown[])[Symbol.iterator]().next);
export const mapIteratorNext: <T>(iterator: unknown) => IteratorResult<T> = uncurry(new Map().entries().next);
export const setIteratorNext: <T>(iterator: unknown) => IteratorResult<T> = uncurry(new Set().values().next);
export const mapEntries: <K, V>(map: Map<K, V>) => unknown = uncurry(Map.prototype.entries);
export const setValues: <T>(set: Set<T>) => unknown = uncurry(Set.prototype.values);

// --- JSON
export const jsonParse: (
  text: string,
  reviver?: (this: unknown, key: string, value: unknown, context?: { source: string }) => unknown,
) => unknown = JSON.parse;
export const jsonStringify: (value: unknown, replacer?: unknown, space?: unknown) => string | undefined = JSON.stringify as never;

export { uncurry };
