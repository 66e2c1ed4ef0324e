import {
  AggregateErrorOf,
  ArrayBufferOf,
  asyncIteratorPrototype,
  create,
  DataViewOf,
  defineProperty,
  ErrorOf,
  EvalErrorOf,
  freeze,
  iteratorPrototype,
  mapGet,
  MapOf,
  mapSet,
  ObjectOf,
  PromiseOf,
  RangeErrorOf,
  ReferenceErrorOf,
  SetOf,
  setAdd,
  symbolAsyncIterator,
  symbolIterator,
  symbolToStringTag,
  SyntaxErrorOf,
  TypeErrorOf,
  URIErrorOf,
  weakMapSet,
} from "../../realm/inside/intrinsics.js";
import type { Deferred, Sink } from "./wire.js";

type ViewOf = new (buffer: ArrayBuffer, offset: number, length: number) => object;

const views = new MapOf<string, ViewOf>();
const kinds: readonly ViewOf[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
];
/** Node 24 has it. */
declare const Float16Array: ViewOf | undefined;
if (typeof Float16Array === "function") mapSet(views, "Float16Array", Float16Array);
for (let i = 0; i < kinds.length; i++) mapSet(views, kinds[i]!.name, kinds[i]!);
mapSet(views, "DataView", DataViewOf);

/** Data properties, in a shape that no prototype can add to. */
function descriptor(value: unknown, open: boolean, enumerable: boolean): PropertyDescriptor {
  const made = create(null) as { value?: unknown; writable?: boolean; enumerable?: boolean; configurable?: boolean };
  made.value = value;
  made.writable = open;
  made.enumerable = enumerable;
  made.configurable = open;
  return made;
}

/** Defines an ordinary property: by assignment where nothing of that name is there or inherited, which is the same and much faster. */
function define(target: object, key: string, value: unknown): void {
  if (key in target) defineProperty(target, key, descriptor(value, true, true));
  else (target as Record<string, unknown>)[key] = value;
}

const hide = (target: object, key: string, value: unknown): void => {
  const made = descriptor(value, true, false);
  defineProperty(target, key, made);
};

function errorOf(name: string, message: string): Error {
  switch (name) {
    case "TypeError":
      return new TypeErrorOf(message);
    case "RangeError":
      return new RangeErrorOf(message);
    case "SyntaxError":
      return new SyntaxErrorOf(message);
    case "ReferenceError":
      return new ReferenceErrorOf(message);
    case "EvalError":
      return new EvalErrorOf(message);
    case "URIError":
      return new URIErrorOf(message);
    case "AggregateError":
      return new AggregateErrorOf([], message);
    default: {
      const error = new ErrorOf(message);
      if (name !== "Error") hide(error, "name", name);
      return error;
    }
  }
}

function makeDeferred(): Deferred {
  const made = create(null) as { -readonly [K in keyof Deferred]: Deferred[K] };
  made.promise = new PromiseOf<unknown>((resolve, reject) => {
    made.resolve = resolve;
    made.reject = reject;
  });
  return made;
}

export interface SinkOptions {
  /** Originals of the other realm by what this realm has for them. */
  readonly home: WeakMap<object, unknown>;
  /** A function of this realm that calls `original` in the other one. */
  makeFunction(original: unknown): (...args: never[]) => unknown;
  /** Whether wrappers are frozen. */
  readonly frozen: boolean;
  /** Makes the object that stands for something of the other realm. */
  makeHandle(): object;
  makeDate(time: number): object;
  makeRegExp(source: string, flags: string): object;
  /** One step of the other realm's iterator: `[done, value]`, or a promise for it. */
  step(original: object, method: "next" | "return", value: unknown): unknown;
}

/** The builders of the realm in which this module was evaluated. */
export function makeSink(options: SinkOptions): Sink {
  const { home } = options;

  const named = (f: (...args: never[]) => unknown, name: string, length: number): void => {
    defineProperty(f, "name", descriptor(name, false, false));
    defineProperty(f, "length", descriptor(length, false, false));
    if (options.frozen) freeze(f);
  };

  return {
    object: (bare) => (bare ? (create(null) as object) : {}),
    define,
    pair(key1, value1, key2, value2) {
      const made = {};
      define(made, key1, value1);
      define(made, key2, value2);
      return made;
    },
    array(length) {
      const made: unknown[] = [];
      made.length = length;
      return made;
    },
    element(target, index, value) {
      if (index in target) defineProperty(target, index, descriptor(value, true, true));
      else (target as unknown[])[index] = value;
    },
    map: () => new MapOf(),
    mapEntry: (map, key, value) => void mapSet(map as Map<unknown, unknown>, key, value),
    set: () => new SetOf(),
    setValue: (set, value) => void setAdd(set as Set<unknown>, value),
    date: options.makeDate,
    regExp(source, flags, lastIndex) {
      const made = options.makeRegExp(source, flags) as RegExp;
      made.lastIndex = lastIndex;
      return made;
    },
    boxed: (value) => ObjectOf(value) as object,
    buffer: (byteLength) => new ArrayBufferOf(byteLength),
    view(kind, buffer, byteOffset, length) {
      const View = mapGet(views, kind);
      if (View === undefined) throw new TypeErrorOf("a typed array of this kind cannot cross");
      return new View(buffer, byteOffset, length);
    },
    error(name, message, stack) {
      const made = errorOf(name, message);
      if (stack !== undefined) hide(made, "stack", stack);
      return made;
    },
    hide,
    deferred(original) {
      const made = makeDeferred();
      weakMapSet(home, made.promise, original);
      return made;
    },
    iterator(original, asynchronous) {
      const made = create(asynchronous ? asyncIteratorPrototype : iteratorPrototype) as object;
      const methods = asynchronous ? asyncMethods(original) : syncMethods(original);
      defineProperty(made, "next", descriptor(methods.next, false, false));
      defineProperty(made, "return", descriptor(methods.return, false, false));
      defineProperty(made, asynchronous ? symbolAsyncIterator : symbolIterator, descriptor(methods.self, false, false));
      weakMapSet(home, made, original);
      return made;
    },
    wrapper(original, name, length) {
      const made = options.makeFunction(original);
      named(made, name, length);
      weakMapSet(home, made, original);
      return made;
    },
    handle(original) {
      const made = options.makeHandle();
      weakMapSet(home, made, original);
      return made;
    },
    facade(original, name) {
      const made = create(null) as object;
      const printed = `<Bastion for ${name}>`;
      const text = {
        toString() {
          return printed;
        },
      }.toString;
      freeze(text);
      defineProperty(made, "toString", descriptor(text, true, false));
      defineProperty(made, symbolToStringTag, descriptor("Bastion", false, false));
      weakMapSet(home, made, original);
      return made;
    },
    facadeMethod: (facade, name, method) => void defineProperty(facade, name, descriptor(method, false, true)),
    facadeEnd: (facade) => void freeze(facade),
  };

  function syncMethods(original: object) {
    const answer = (pair: unknown): IteratorResult<unknown> => {
      const parts = pair as unknown[];
      return { done: parts[0] === true, value: parts[1] };
    };
    return {
      next(value: unknown) {
        return answer(options.step(original, "next", value));
      },
      return(value: unknown) {
        return answer(options.step(original, "return", value));
      },
      self(this: unknown) {
        return this;
      },
    };
  }

  function asyncMethods(original: object) {
    const answer = async (method: "next" | "return", value: unknown): Promise<IteratorResult<unknown>> => {
      const pair = (await options.step(original, method, value)) as unknown[];
      return { done: pair[0] === true, value: pair[1] };
    };
    return {
      next: (value: unknown) => answer("next", value),
      return: (value: unknown) => answer("return", value),
      self(this: unknown) {
        return this;
      },
    };
  }
}
