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
  floor,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isArray,
  log2,
  symbolIsConcatSpreadable,
  TypeErrorOf,
  uncurry,
} from "../intrinsics.js";
import type { Proxies } from "../proxy.js";
import type { Publisher } from "../publish.js";
import type { Frames } from "../../../limits/meter.js";
import { makeCounted, makeFlat } from "./flattening.js";
import { characters, clamp, DENSE, ELEMENT, elements, relative, scan, SHIFT, span, type Payer } from "./payer.js";

type Native = (...args: unknown[]) => unknown;

const LOW = DENSE - 1;

/** They call their first argument, and hand the array on to it. */
const CALLING = ["every", "find", "findIndex", "findLast", "findLastIndex", "forEach", "some"];
/** No argument beyond the second, and one left out is as good as `undefined`. */
const SCANS = [...CALLING, "includes", "indexOf", "reverse", "toLocaleString"];
/** The same, and they make an array of at most that length. */
const MAPPERS = ["filter", "map", "toReversed"];

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

/** Elements at most of the array that they make. */
const MADE: Readonly<Record<string, (length: number, args: readonly unknown[]) => number>> = {
  __proto__: null as never,
  with: (length) => length,
  splice(length, args) {
    const rest = typeof args[0] === "number" ? length - relative(args[0], length) : length;
    return typeof args[1] === "number" ? clamp(args[1], rest) : rest;
  },
  toSpliced: (length, args) => length + args.length,
};
const all = (length: number): number => length;

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
  over(native: Native, self: unknown, args: unknown[], calls: boolean, makes: boolean): unknown;
  readonly proxies: Proxies;
}

export function chargeArrayMethods(payer: Payer, { claim, over, proxies }: Lengths, frames: Frames, { replace }: Publisher): void {
  const { state, pay, room, allocate } = payer;
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
    made?: (length: number, args: unknown[]) => number,
  ): unknown => {
    const length = claim(self);
    if (length < 0) return over(native, self, args, calls, made !== undefined);
    pay(units(length, args) + (isArray(self) ? 0 : length * LOOKED_UP));
    if (made !== undefined) allocate(elements(made(length, args)));
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
  for (let i = 0; i < MAPPERS.length; i++) {
    const key = MAPPERS[i]!;
    put(key, (native) => {
      const run = uncurry(native) as (self: unknown, a: unknown, b: unknown) => unknown;
      const calls = key !== "toReversed";
      return {
        [key](this: unknown[], a?: unknown, b?: unknown) {
          if (!isArray(this)) return apart(native, this, [a, b], scan, calls, all);
          const { length } = this;
          if ((length & LOW) !== length || state.fuel < length || room.left < length << ELEMENT)
            return apart(native, this, [a, b], scan, calls, all);
          state.fuel -= length >> SHIFT;
          room.left -= length << ELEMENT;
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
    const made = MADE[key];
    put(
      key,
      (native) =>
        ({
          [key](this: unknown[], ...args: unknown[]) {
            if (!isArray(this)) return apart(native, this, args, units, false, made);
            const { length } = this;
            if ((length & LOW) !== length || state.fuel < length) return apart(native, this, args, units, false, made);
            state.fuel -= units(length, args);
            if (made !== undefined) allocate(elements(made(length, args)));
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
            return apart(native, this, [comparator], sorting, false, key === "toSorted" ? all : undefined);
          },
        })[key]!,
    );
  }
  put("concat", (native) => {
    /** Of an argument: what it adds, if it is spread. */
    const added = (item: unknown): number => {
      if (typeof item !== "object" || item === null) return 0;
      if (isArray(item)) return claim(item);
      if (!isSpreadable(item)) return 0;
      const length = claim(item);
      if (length < 0) throw new TypeErrorOf("the length of what is concatenated must be a value");
      return length;
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
        let count = added(this);
        let units = scan(count);
        for (let i = 0; i < items.length; i++) {
          const more = added(items[i]);
          count += more;
          units += scan(more);
        }
        if (units > 0) pay(units);
        allocate(elements(count));
        return apply(native, this, items);
      },
    }.concat;
  });
  put("flatMap", (native) => {
    const counted = makeCounted(payer, proxies);
    return {
      flatMap(this: unknown, f: unknown, self?: unknown) {
        return apart(native, this, [typeof f === "function" ? counted(f as Native) : f, self], scan, true);
      },
    }.flatMap;
  });
  put("flat", makeFlat(payer, proxies, frames));
  put("slice", (native) => {
    const run = uncurry(native) as (self: unknown, start: unknown, end: unknown) => unknown;
    const made = (length: number, args: unknown[]): number => span(length, args[0], args[1]);
    const units = (length: number, args: unknown[]): number => scan(made(length, args));
    return {
      slice(this: unknown[], start?: unknown, end?: unknown) {
        if (!isArray(this)) return apart(native, this, [start, end], units, false, made);
        const { length } = this;
        if ((length & LOW) !== length || state.fuel < length || room.left < length << ELEMENT)
          return apart(native, this, [start, end], units, false, made);
        if (length > 64) {
          const count = span(length, start, end);
          state.fuel -= count >> SHIFT;
          room.left -= count << ELEMENT;
        } else room.left -= length << ELEMENT;
        return run(this, start, end);
      },
    }.slice;
  });
  put("join", (native) => {
    return {
      join(this: unknown, separator?: unknown) {
        const text = apart(native, this, [separator], all) as string;
        pay(scan(text.length));
        allocate(characters(text.length));
        return text;
      },
    }.join;
  });
}
