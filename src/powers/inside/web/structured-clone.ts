import { DOMException } from "./dom-exception.js";
import { requireArguments } from "./with-code.js";

const VIEWS = [
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
  DataView,
] as const;
const ERRORS = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError] as const;

const refuse = (what: string): never => {
  throw new DOMException(`${what} could not be cloned.`, "DataCloneError");
};

const brand = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);

/**
 * The structured clone algorithm, for what exists in a cell. Buffers that are to be transferred are copied, and detached where the engine can.
 * Recursive: data nested deeper than the cell's depth allows ends in the RangeError that any recursion ends in.
 */
export function structuredClone(value: unknown, options?: { readonly transfer?: Iterable<unknown> } | null): unknown {
  requireArguments(arguments.length, 1);
  const seen = new Map<unknown, unknown>();
  const result = clone(value, seen);
  for (const item of options?.transfer ?? []) {
    if (!(item instanceof ArrayBuffer)) refuse("This");
    const { transfer } = item as ArrayBuffer & { transfer?: () => unknown };
    if (typeof transfer === "function") Reflect.apply(transfer, item, []);
  }
  return result;
}

function clone(value: unknown, seen: Map<unknown, unknown>): unknown {
  if (typeof value === "symbol") return refuse("A symbol");
  if (typeof value === "function") return refuse("A function");
  if (typeof value !== "object" || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  const set = <T>(made: T): T => {
    seen.set(value, made);
    return made;
  };
  if (Array.isArray(value)) {
    const made = set(new Array<unknown>(value.length));
    copyMembers(value, made, seen);
    return made;
  }
  if (value instanceof Date) return set(new Date(value.getTime()));
  if (value instanceof RegExp) return set(new RegExp(value.source, value.flags));
  if (value instanceof ArrayBuffer) return set(value.slice(0));
  if (ArrayBuffer.isView(value)) return set(cloneView(value, seen));
  if (value instanceof Map) {
    const made = set(new Map<unknown, unknown>());
    for (const [key, item] of [...(value as Map<unknown, unknown>)]) made.set(clone(key, seen), clone(item, seen));
    return made;
  }
  if (value instanceof Set) {
    const made = set(new Set<unknown>());
    for (const item of [...(value as Set<unknown>)]) made.add(clone(item, seen));
    return made;
  }
  if (value instanceof Error) return cloneError(value, set, seen);
  switch (brand(value)) {
    case "Boolean":
    case "Number":
    case "String":
    case "BigInt":
      return set(Object((value as { valueOf(): unknown }).valueOf()));
    case "Arguments":
    case "AsyncGenerator":
    case "Generator":
    case "Promise":
    case "Symbol":
    case "WeakMap":
    case "WeakSet":
    case "WeakRef":
      return refuse(`A ${brand(value)}`);
  }
  const made = set({});
  copyMembers(value, made, seen);
  return made;
}

function copyMembers(from: object, to: object, seen: Map<unknown, unknown>): void {
  for (const key of Object.keys(from)) {
    const value = clone((from as Record<string, unknown>)[key], seen);
    Object.defineProperty(to, key, { value, writable: true, enumerable: true, configurable: true });
  }
}

function cloneView(view: ArrayBufferView, seen: Map<unknown, unknown>): unknown {
  const View = VIEWS.find((kind) => view instanceof kind);
  if (View === undefined) return refuse("This view");
  const buffer = clone(view.buffer, seen) as ArrayBuffer;
  const length = view instanceof DataView ? view.byteLength : (view as Uint8Array).length;
  return Reflect.construct(View, [buffer, view.byteOffset, length]);
}

function cloneError(error: Error, set: <T>(made: T) => T, seen: Map<unknown, unknown>): unknown {
  const Class = ERRORS.find((kind) => error.name === kind.name) ?? Error;
  const made = set(new Class(error.message));
  if (typeof error.stack === "string") Object.defineProperty(made, "stack", { value: error.stack, writable: true, configurable: true });
  if (Object.hasOwn(error, "cause")) {
    Object.defineProperty(made, "cause", { value: clone(error.cause, seen), writable: true, configurable: true });
  }
  return made;
}
