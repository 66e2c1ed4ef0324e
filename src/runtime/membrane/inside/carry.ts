import {
  arrayBufferByteLength,
  arrayBufferPrototype,
  arrayPrototype,
  asyncIteratorPrototype,
  bigintValueOf,
  booleanValueOf,
  dataViewBuffer,
  dataViewByteLength,
  dataViewByteOffset,
  dataViewPrototype,
  dateGetTime,
  datePrototype,
  errorPrototype,
  floor,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isArray,
  iteratorPrototype,
  mapForEach,
  mapGet,
  MapOf,
  mapPrototype,
  mapSet,
  mapSize,
  numberToString,
  numberValueOf,
  objectPrototype,
  ownKeys,
  promisePrototype,
  promiseThen,
  regExpFlagsOf,
  regExpSource,
  setForEach,
  setPrototype,
  setSize,
  stringValueOf,
  typedArrayBuffer,
  typedArrayByteLength,
  typedArrayByteOffset,
  typedArrayKind,
  typedArrayLength,
  typedArraySet,
  Uint8ArrayOf,
  weakMapGet,
  weakMapSet,
} from "../../realm/inside/intrinsics.js";
import { dataOf, descendsFrom, isPlainArray, ownData } from "./data-of.js";
import { passes } from "./passes.js";
import { isSharedSymbol } from "./shared-symbols.js";
import { stackOf } from "./stack-of.js";
import type { Deferred, Sink } from "./wire.js";

/** Deepest nesting of data that crosses: the other side may walk it recursively. */
const MAX_DEPTH = 1_000;

export interface CarrierOptions {
  /** The other realm's builders. */
  readonly sink: Sink;
  /** Wrappers, handles and facades of this realm → the other realm's originals. */
  readonly home: WeakMap<object, unknown>;
  /** This realm's originals → what the other realm has for them. */
  readonly sent: WeakMap<object, unknown>;
  isProxy(value: unknown): boolean;
  /** Charges for a copy, by members. */
  charge(units: number): void;
  /** The other realm's value for an object that is not what it looks like (a bastion); undefined for all others. */
  special(value: object): unknown;
  /** Parent of this realm's regular expressions, where they can be copied. */
  readonly patterns: object | undefined;
  /** The other realm's value for an object that is no data: a class instance, a Proxy. Throws if it must not cross. */
  stray(value: object): unknown;
  /** Throws the refusal. */
  refuse(message: string): never;
  /** Names under which functions are left out of copies, since the other side would call them without meaning to. */
  hidden(key: string): boolean;
  /** Whether plain objects of a third realm count as plain data (only for values of the host). */
  readonly lenient: boolean;
  /** Text of the error's stack to go with it; undefined: the copy keeps its own. */
  readonly stacks: boolean;
  /** Settles the other realm's promise from this realm's: how conversions in a later turn are run. */
  settle(deferred: Deferred, ok: boolean, value: unknown): void;
}

/** An object whose shell has been made and whose members are still to be carried. */
interface Task {
  readonly from: object;
  readonly to: object;
  readonly kind: "members" | "elements" | "map" | "set" | "error";
  readonly depth: number;
  next: Task | undefined;
}

/** One crossing: shared and cyclic structure is kept within it. */
interface Crossing {
  seen: Map<object, unknown> | undefined;
  first: Task | undefined;
  last: Task | undefined;
}

export type Carry = (value: unknown) => unknown;

/**
 * Makes the function that brings values of this realm into the other one.
 *
 *   primitives                                  as they are
 *   plain data                                  copied: own enumerable data properties under string keys, read once and defined there
 *   functions                                   wrapped, always by the same wrapper; a wrapper of the other realm's function is that function
 *   promises, iterators                         their likes, settled and stepped by conversion
 *   class instances, Proxies                    `stray` decides
 *
 * Runs no code of the values' owners: no getter, no trap, no method. (Species look-ups on promises are the one exception; they happen in
 * the owner's realm and see no value of ours.) Not recursive, so that no nesting exhausts the stack.
 */
export function makeCarrier(options: CarrierOptions): Carry {
  const { sink, home, sent, isProxy, charge, refuse, hidden, lenient, patterns } = options;

  const carry = (value: unknown): unknown => {
    if (passes(value)) return value;
    if (typeof value === "symbol") return carrySymbol(value);
    const known = knownAs(value as object);
    if (known !== undefined) return known;
    if (typeof value === "function") return wrap(value as never);
    const small = pairOf(value as object);
    if (small !== undefined) return small;
    const crossing: Crossing = { seen: undefined, first: undefined, last: undefined };
    const result = open(value as object, 1, crossing);
    for (let task = crossing.first; task !== undefined; task = task.next) fill(task, crossing);
    return result;
  };

  const knownAs = (value: object): unknown => {
    const original = weakMapGet(home, value);
    return original !== undefined ? original : weakMapGet(sent, value);
  };

  const carrySymbol = (value: symbol): symbol => (isSharedSymbol(value) ? value : refuse("a symbol that is not registered cannot cross"));

  const wrap = (value: (...args: never[]) => unknown): unknown => {
    let name: unknown = "";
    let length: unknown = 0;
    if (!isProxy(value)) {
      name = ownData(value, "name");
      length = ownData(value, "length");
    }
    const wrapper = sink.wrapper(value, typeof name === "string" ? name : "", typeof length === "number" ? length : 0);
    weakMapSet(sent, value, wrapper);
    return wrapper;
  };

  /** `{ a: 1, b: 2 }`, without a crossing's book-keeping; undefined for anything else. */
  const pairOf = (value: object): unknown => {
    if (isProxy(value) || getPrototypeOf(value) !== objectPrototype) return undefined;
    const keys = ownKeys(value);
    if (keys.length !== 2) return undefined;
    const key1 = keys[0];
    const key2 = keys[1];
    if (typeof key1 !== "string" || typeof key2 !== "string") return undefined;
    const found1 = getOwnPropertyDescriptor(value, key1);
    const found2 = getOwnPropertyDescriptor(value, key2);
    if (!isSimple(found1) || !isSimple(found2)) return undefined;
    charge(2);
    return sink.pair(key1, found1.value, key2, found2.value);
  };

  const isSimple = (found: PropertyDescriptor | undefined): found is PropertyDescriptor =>
    found !== undefined && hasOwn(found, "value") && found.enumerable === true && passes(found.value);

  const member = (value: unknown, depth: number, crossing: Crossing): unknown => {
    if (passes(value)) return value;
    if (typeof value === "symbol") return carrySymbol(value);
    const known = knownAs(value as object);
    if (known !== undefined) return known;
    if (typeof value === "function") return wrap(value as never);
    const copy = crossing.seen === undefined ? undefined : mapGet(crossing.seen, value as object);
    return copy !== undefined ? copy : open(value as object, depth, crossing);
  };

  /** Makes the shell of a copy, and a task if there is something to put into it. */
  const open = (value: object, depth: number, crossing: Crossing): unknown => {
    if (depth > MAX_DEPTH) refuse(`data nested more than ${MAX_DEPTH} deep cannot cross`);
    if (isProxy(value)) return options.stray(value);
    const special = options.special(value);
    if (special !== undefined) return special;
    const parent = getPrototypeOf(value);
    if (parent === objectPrototype || parent === null || (lenient && isForeignRoot(parent, value))) {
      return shell(value, sink.object(parent === null), "members", depth, crossing);
    }
    if (isArray(value) && (parent === arrayPrototype || lenient)) {
      return shell(value, sink.array(value.length), "elements", depth, crossing);
    }
    if (typedArrayKind(value) !== undefined) return view(value, depth, crossing);
    const simple = builtin(value, parent, depth, crossing);
    if (simple !== undefined) return simple;
    if (descendsFrom(value, errorPrototype, isProxy)) return openError(value, depth, crossing);
    if (descendsFrom(value, promisePrototype, isProxy)) {
      const promise = openPromise(value);
      if (promise !== undefined) return promise;
    }
    if (descendsFrom(value, iteratorPrototype, isProxy)) return remember(value, sink.iterator(value, false));
    if (descendsFrom(value, asyncIteratorPrototype, isProxy)) return remember(value, sink.iterator(value, true));
    return options.stray(value);
  };

  const remember = (value: object, there: object): object => {
    weakMapSet(sent, value, there);
    return there;
  };

  const shell = (from: object, to: object, kind: Task["kind"], depth: number, crossing: Crossing): object => {
    crossing.seen ??= new MapOf<object, unknown>();
    mapSet(crossing.seen, from, to);
    const task: Task = { from, to, kind, depth, next: undefined };
    if (crossing.last === undefined) crossing.first = task;
    else crossing.last.next = task;
    crossing.last = task;
    return to;
  };

  /** Built-in kinds, told by prototype and then by brand: an object that only looks like one is not one. */
  const builtin = (value: object, parent: object, depth: number, crossing: Crossing): unknown => {
    try {
      if (parent === mapPrototype) return mapSize(value) >= 0 ? shell(value, sink.map(), "map", depth, crossing) : undefined;
      if (parent === setPrototype) return setSize(value) >= 0 ? shell(value, sink.set(), "set", depth, crossing) : undefined;
      if (parent === datePrototype) return seen(value, sink.date(dateGetTime(value)), crossing);
      if (parent === patterns) {
        const last = ownData(value, "lastIndex");
        return seen(value, sink.regExp(regExpSource(value), regExpFlagsOf(value), typeof last === "number" ? last : 0), crossing);
      }
      if (parent === arrayBufferPrototype) return buffer(value as ArrayBuffer, crossing);
      if (parent === dataViewPrototype) return view(value, depth, crossing);
      if (parent === stringPrototype) return seen(value, sink.boxed(stringValueOf(value)), crossing);
      if (parent === numberPrototype) return seen(value, sink.boxed(numberValueOf(value)), crossing);
      if (parent === booleanPrototype) return seen(value, sink.boxed(booleanValueOf(value)), crossing);
      if (parent === bigintPrototype) return seen(value, sink.boxed(bigintValueOf(value)), crossing);
    } catch (error) {
      // a brand check's TypeError: an object that inherits from a built-in prototype without being of its kind
      if (isOwnTypeError(error)) return undefined;
      throw error;
    }
    return undefined;
  };

  const seen = (from: object, to: object, crossing: Crossing): object => {
    crossing.seen ??= new MapOf<object, unknown>();
    mapSet(crossing.seen, from, to);
    return to;
  };

  const buffer = (value: ArrayBuffer, crossing: Crossing): object => {
    const known = crossing.seen === undefined ? undefined : mapGet(crossing.seen, value);
    if (known !== undefined) return known as object;
    const length = arrayBufferByteLength(value);
    const copy = bytes(value, 0, length);
    return seen(value, copy, crossing);
  };

  const bytes = (from: ArrayBuffer, offset: number, length: number): ArrayBuffer => {
    charge(1 + floor(length / 64));
    const copy = sink.buffer(length);
    if (length > 0) typedArraySet(new Uint8ArrayOf(copy), new Uint8ArrayOf(from, offset, length));
    return copy;
  };

  /**
   * A view takes along its own bytes only, not the rest of its buffer: Node keeps many small Buffers in one pool. Views of a whole
   * buffer share its copy.
   */
  const view = (value: object, depth: number, crossing: Crossing): unknown => {
    const kind = typedArrayKind(value);
    const from = kind === undefined ? dataViewBuffer(value) : typedArrayBuffer(value);
    const total = unsharedLength(from);
    if (total === undefined) return options.stray(value);
    const offset = kind === undefined ? dataViewByteOffset(value) : typedArrayByteOffset(value);
    const size = kind === undefined ? dataViewByteLength(value) : typedArrayByteLength(value);
    const length = kind === undefined ? size : typedArrayLength(value);
    const whole = offset === 0 && size === total;
    const copy = whole ? buffer(from, crossing) : bytes(from, offset, size);
    return seen(value, sink.view(kind ?? "DataView", copy as ArrayBuffer, 0, length), crossing);
  };

  const openError = (value: object, depth: number, crossing: Crossing): unknown => {
    const name = partOf(value, "name");
    const stack = options.stacks ? stackOf(value) : undefined;
    const copy = sink.error(typeof name === "string" ? name : "Error", messageOf(value), stack);
    return shell(value, copy, "error", depth, crossing);
  };

  /** Name or message. The host's own getters may run (`DOMException` has such), a guest's never. */
  const partOf = (value: object, key: "name" | "message"): unknown => {
    if (!lenient) return dataOf(value, key, isProxy);
    try {
      return (value as Error)[key];
    } catch {
      return undefined;
    }
  };

  const messageOf = (value: object): string => {
    const message = partOf(value, "message");
    if (typeof message !== "string") return "";
    // a system error's message names host files
    const syscall = lenient ? ownData(value, "syscall") : undefined;
    return typeof syscall === "string" ? `${String(ownData(value, "code"))}: ${syscall} failed` : message;
  };

  /** undefined if it only inherits from a promise's prototype. */
  const openPromise = (value: object): object | undefined => {
    const deferred = sink.deferred(value);
    try {
      promiseThen(
        value,
        (result: unknown) => options.settle(deferred, true, result),
        (reason: unknown) => options.settle(deferred, false, reason),
      );
    } catch {
      return undefined;
    }
    return remember(value, deferred.promise);
  };

  const fill = (task: Task, crossing: Crossing): void => {
    const { from, to } = task;
    const depth = task.depth + 1;
    switch (task.kind) {
      case "members":
        members(from, to, depth, crossing);
        break;
      case "elements":
        elements(from as unknown[], to, depth, crossing);
        break;
      case "map":
        charge(2 * mapSize(from));
        mapForEach(from as Map<unknown, unknown>, (value, key) =>
          sink.mapEntry(to, member(key, depth, crossing), member(value, depth, crossing)),
        );
        break;
      case "set":
        charge(setSize(from));
        setForEach(from as Set<unknown>, (value) => sink.setValue(to, member(value, depth, crossing)));
        break;
      case "error":
        errorParts(from, to, depth, crossing);
    }
  };

  const members = (from: object, to: object, depth: number, crossing: Crossing): void => {
    const keys = ownKeys(from);
    charge(keys.length);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key !== "string") continue;
      const found = getOwnPropertyDescriptor(from, key);
      if (found === undefined || !hasOwn(found, "value") || found.enumerable !== true) continue;
      if (typeof found.value === "function" && hidden(key)) continue;
      sink.define(to, key, member(found.value, depth, crossing));
    }
  };

  /** Holes stay holes; of a sparse array only what is there is visited. */
  const elements = (from: unknown[], to: object, depth: number, crossing: Crossing): void => {
    const { length } = from;
    if (length > 10_000) {
      const keys = ownKeys(from);
      if (keys.length < length / 4) {
        charge(keys.length);
        for (let i = 0; i < keys.length; i++) {
          const key = keys[i];
          if (typeof key === "string" && isIndex(key)) element(from, to, +key, depth, crossing);
        }
        return;
      }
    }
    charge(length);
    for (let i = 0; i < length; i++) element(from, to, i, depth, crossing);
  };

  const element = (from: unknown[], to: object, index: number, depth: number, crossing: Crossing): void => {
    const found = getOwnPropertyDescriptor(from, index);
    if (found !== undefined && hasOwn(found, "value")) sink.element(to, index, member(found.value, depth, crossing));
  };

  const errorParts = (from: object, to: object, depth: number, crossing: Crossing): void => {
    const cause = getOwnPropertyDescriptor(from, "cause");
    if (cause !== undefined && hasOwn(cause, "value")) part(to, "cause", cause.value, depth, crossing);
    const errors = ownData(from, "errors");
    if (isPlainArray(errors, isProxy)) part(to, "errors", errors, depth, crossing);
    const code = ownData(from, "code");
    if (typeof code === "string" || typeof code === "number") sink.define(to, "code", code);
  };

  /** A part of an error that cannot cross is left out: the error itself must get through. */
  const part = (to: object, key: string, value: unknown, depth: number, crossing: Crossing): void => {
    let there;
    try {
      there = member(value, depth, crossing);
    } catch {
      // refused; were it more than that (the cell is over), the next guard would say so again
      return;
    }
    sink.hide(to, key, there);
  };

  return carry;
}

const stringPrototype = String.prototype as object;
const numberPrototype = Number.prototype as object;
const booleanPrototype = Boolean.prototype as object;
const bigintPrototype = BigInt.prototype as object;
const typeErrorPrototype = TypeError.prototype as object;

const isOwnTypeError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && getPrototypeOf(error) === typeErrorPrototype;

/** Bytes of an ArrayBuffer; undefined for a SharedArrayBuffer, whose memory must not cross. */
const unsharedLength = (buffer: ArrayBuffer): number | undefined => {
  try {
    return arrayBufferByteLength(buffer);
  } catch {
    return undefined;
  }
};

/** `Object.prototype` of a third realm: told by its method, which no class prototype has of its own. */
const isForeignRoot = (parent: object, value: object): boolean =>
  getPrototypeOf(parent) === null && hasOwn(parent, "isPrototypeOf") && !isArray(value);

/** `"0"` … `"4294967294"`. */
const isIndex = (key: string): boolean => {
  const index = +key >>> 0;
  return index !== 4_294_967_295 && numberToString(index) === key;
};
