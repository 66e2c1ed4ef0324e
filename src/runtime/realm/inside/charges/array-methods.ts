/**
 * Methods of `Array.prototype`, charged by the length of what they work on.
 *
 * A guest's hot loops call these, so for an array the charge is paid in line, in a shape that V8 still sees through: it inlines the wrapper and then the
 * native, with the callback, as it does without. For that nothing may merge behind the charge, hence the early return. (A Proxy of an array answers
 * whatever it likes as length: what passes the test is a charge, and each access is charged as well.)
 */
import {
  apply,
  arrayIncludes,
  arrayPrototype,
  ceil,
  defineProperty,
  floor,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isArray,
  log2,
  min,
  ObjectOf,
  setPrototypeOf,
  symbolIsConcatSpreadable,
  trunc,
  TypeErrorOf,
  uncurry,
} from "../intrinsics.js";
import { plain } from "../descriptors.js";
import type { Proxies } from "../proxy.js";
import type { Publisher } from "../publish.js";
import type { Frames } from "../../../limits/meter.js";
import { DENSE, relative, scan, SHIFT, span, type Payer } from "./payer.js";

type Native = (...args: unknown[]) => unknown;

const LOW = DENSE - 1;

/** They call their first argument, and hand the array on to it. */
const CALLING = ["every", "filter", "find", "findIndex", "findLast", "findLastIndex", "flatMap", "forEach", "map", "some"];
/** No argument beyond the second, and one left out is as good as `undefined`. */
const SCANS = [...CALLING, "includes", "indexOf", "reverse", "toLocaleString", "toReversed"];

/** Units by the length and the arguments, for those whose arguments are handed on just as they are. */
const BY_ARGUMENTS: Readonly<Record<string, (length: number, args: readonly unknown[]) => number>> = {
  __proto__: null as never,
  lastIndexOf: scan,
  with: scan,
  // the engine moves the beginning of the array where it can
  shift: (length) => scan(length) >>> 2,
  unshift: (length) => scan(length) >>> 2,
  fill: (length, args) => scan(span(length, args[1], args[2])),
  copyWithin: (length, args) => scan(span(length, args[1], args[2])),
  splice: (length, args) => scan(typeof args[0] === "number" ? length - relative(args[0], length) : length),
  toSpliced: scan,
};

/** A comparison of two numbers each, as the engine does it without a comparator; a guest's comparator is charged as any function. */
export const sorting = (length: number): number => floor((length * ceil(log2(length + 1))) / 2);

/** Whether there is a second argument makes a difference. */
const REDUCERS = ["reduce", "reduceRight"];
const SORTS = ["sort", "toSorted"];

/** Of what is no array: natives look each index up, and up its chain of prototypes. */
const LOOKED_UP = 4;

/** How to find out what a native will go over. */
export interface Lengths {
  /** claims.ts */
  claim(v: unknown): number;
  /** over.ts */
  over(native: Native, self: unknown, args: unknown[], calls: boolean): unknown;
  readonly proxies: Proxies;
}

export function chargeArrayMethods(
  { state, pay }: Payer,
  { claim, over, proxies }: Lengths,
  { enter, leave }: Frames,
  { replace }: Publisher,
): void {
  const put = (key: string, make: (native: Native) => Native): void => {
    const native = getOwnPropertyDescriptor(arrayPrototype, key)?.value as Native | undefined;
    if (native !== undefined) replace(arrayPrototype, key, make(native), (native as { length: number }).length);
  };
  /** All that is no array, or a long one: charged by what it claims. */
  const apart = (
    native: Native,
    self: unknown,
    args: unknown[],
    units: (length: number, args: unknown[]) => number,
    calls = false,
  ): unknown => {
    const length = claim(self);
    if (length < 0) return over(native, self, args, calls);
    pay(units(length, args) + (isArray(self) ? 0 : length * LOOKED_UP));
    return apply(native, self, args);
  };

  for (let i = 0; i < SCANS.length; i++) {
    const key = SCANS[i]!;
    put(key, (native) => {
      const run = uncurry(native) as (self: unknown, a: unknown, b: unknown) => unknown;
      const calls = arrayIncludes(CALLING, key);
      return {
        [key](this: unknown[], a?: unknown, b?: unknown) {
          if (!isArray(this)) return apart(native, this, [a, b], scan, calls);
          const { length } = this;
          if ((length & LOW) !== length || state.fuel < length) return apart(native, this, [a, b], scan, calls);
          state.fuel -= length >> SHIFT;
          return run(this, a, b);
        },
      }[key]!;
    });
  }
  for (let i = 0; i < REDUCERS.length; i++) {
    const key = REDUCERS[i]!;
    put(key, (native) => {
      const run = uncurry(native) as (self: unknown, ...args: unknown[]) => unknown;
      return {
        [key](this: unknown[], f: unknown, ...start: unknown[]) {
          if (!isArray(this)) return apart(native, this, start.length === 0 ? [f] : [f, start[0]], scan, true);
          const { length } = this;
          if ((length & LOW) !== length || state.fuel < length)
            return apart(native, this, start.length === 0 ? [f] : [f, start[0]], scan, true);
          state.fuel -= length >> SHIFT;
          return start.length === 0 ? run(this, f) : run(this, f, start[0]);
        },
      }[key]!;
    });
  }
  for (const key in BY_ARGUMENTS) {
    const units = BY_ARGUMENTS[key]!;
    put(
      key,
      (native) =>
        ({
          [key](this: unknown[], ...args: unknown[]) {
            if (!isArray(this)) return apart(native, this, args, units);
            const { length } = this;
            if ((length & LOW) !== length || state.fuel < length) return apart(native, this, args, units);
            state.fuel -= units(length, args);
            return apply(native, this, args);
          },
        })[key]!,
    );
  }
  for (let i = 0; i < SORTS.length; i++) {
    const key = SORTS[i]!;
    put(
      key,
      (native) =>
        ({
          [key](this: unknown, comparator?: unknown) {
            return apart(native, this, [comparator], sorting);
          },
        })[key]!,
    );
  }
  put("concat", (native) => {
    /** Of an argument: what it adds, if it is spread. */
    const added = (item: unknown): number => {
      if (typeof item !== "object" || item === null) return 0;
      if (isArray(item)) return scan(claim(item));
      if (!isSpreadable(item)) return 0;
      const length = claim(item);
      if (length < 0) throw new TypeErrorOf("the length of what is concatenated must be a value");
      return scan(length);
    };
    const isSpreadable = (item: object): boolean => {
      for (let o: object | null = item; o !== null; o = getPrototypeOf(o)) {
        if (proxies.has(o)) return false;
        if (hasOwn(o, symbolIsConcatSpreadable)) return true;
      }
      return false;
    };
    return {
      concat(this: unknown, ...items: unknown[]) {
        let units = added(this);
        for (let i = 0; i < items.length; i++) units += added(items[i]);
        if (units > 0) pay(units);
        return apply(native, this, items);
      },
    }.concat;
  });
  put("flat", (native) => {
    /** Each element is looked for, read and defined. */
    const DEFINED = 4;
    /** FlattenIntoArray (ECMA-262 §23.1.3.13.1), each list charged before it is gone through: lists of lists double with every level. Answers the next index. */
    const flatten = (target: unknown[], at: number, source: ArrayLike<unknown>, length: number, depth: number): number => {
      const p = enter(1);
      pay(length * DEFINED);
      let next = at;
      for (let i = 0; i < length; i++) {
        if (!(i in source)) continue;
        const element = source[i];
        if (depth > 0 && isArray(element)) next = flatten(target, next, element, lengthOf(element), depth - 1);
        else defineProperty(target, next++, plain(element));
      }
      return leave(p, next);
    };
    /** Of the same species; never with a `constructor` of its own, which would cost all arrays their fast paths. */
    const emptyLike = (object: object): unknown[] => {
      const parent = isArray(object) && !proxies.has(object) ? getPrototypeOf(object) : arrayPrototype;
      return parent === arrayPrototype ? [] : setPrototypeOf([], parent);
    };
    return {
      flat(this: unknown, depth?: unknown) {
        if (this === undefined || this === null) return apply(native, this, []);
        const object = apply(ObjectOf, undefined, [this] as never) as ArrayLike<unknown>;
        const length = lengthOf(object);
        const levels = depth === undefined ? 1 : +(depth as number);
        const result = apply(native, emptyLike(object), []) as unknown[];
        flatten(result, 0, object, length, levels > 0 ? trunc(levels) : 0);
        return result;
      },
    }.flat;
  });
  put("slice", (native) => {
    const run = uncurry(native) as (self: unknown, start: unknown, end: unknown) => unknown;
    const units = (length: number, args: unknown[]): number => scan(span(length, args[0], args[1]));
    return {
      slice(this: unknown[], start?: unknown, end?: unknown) {
        if (!isArray(this)) return apart(native, this, [start, end], units);
        const { length } = this;
        if ((length & LOW) !== length || state.fuel < length) return apart(native, this, [start, end], units);
        if (length > 64) state.fuel -= span(length, start, end) >> SHIFT;
        return run(this, start, end);
      },
    }.slice;
  });
  put("join", (native) => {
    const elements = (length: number): number => length;
    return {
      join(this: unknown, separator?: unknown) {
        const text = apart(native, this, [separator], elements) as string;
        pay(scan(text.length));
        return text;
      },
    }.join;
  });
}

/** LengthOfArrayLike; may run guest code. */
const lengthOf = (v: ArrayLike<unknown>): number => {
  const length = +(v as { length: number }).length;
  return length > 0 ? min(trunc(length), 2 ** 53 - 1) : 0;
};
