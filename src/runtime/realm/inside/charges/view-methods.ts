/** Methods of typed arrays and buffers: by their length, which no guest can make up. Larger ones, `sort` apart, take an eighth of a step for an element. */
import {
  apply,
  arrayBufferByteLength,
  arrayBufferPrototype,
  getOwnPropertyDescriptor,
  typedArrayKind,
  typedArrayLength,
  typedArrayPrototype,
} from "../intrinsics.js";
import { sorting } from "./array-methods.js";
import { clamp, scan, span, type Payer } from "./payer.js";
import type { Publisher } from "../publish.js";

type Native = (...args: unknown[]) => unknown;
type Units = (length: number, args: readonly unknown[]) => number;

const METHODS: Readonly<Record<string, Units>> = {
  __proto__: null as never,
  copyWithin: (length, args) => scan(span(length, args[1], args[2])),
  every: scan,
  fill: (length, args) => scan(span(length, args[1], args[2])),
  filter: scan,
  find: scan,
  findIndex: scan,
  findLast: scan,
  findLastIndex: scan,
  forEach: scan,
  includes: scan,
  indexOf: scan,
  join: (length: number) => length,
  lastIndexOf: scan,
  map: scan,
  reverse: scan,
  reduce: scan,
  reduceRight: scan,
  set: scan,
  slice: (length, args) => scan(span(length, args[0], args[1])),
  some: scan,
  sort: sorting,
  toLocaleString: (length: number) => length,
  toReversed: scan,
  toSorted: sorting,
  with: scan,
};
const BUFFER_METHODS: Readonly<Record<string, Units>> = {
  __proto__: null as never,
  slice: (length, args) => scan(span(length, args[0], args[1])),
  resize: (length, args) => scan(length) + scan(numberOf(args[0])),
  transfer: (length, args) => scan(length) + scan(numberOf(args[0])),
  transferToFixedLength: (length, args) => scan(length) + scan(numberOf(args[0])),
};
const numberOf = (v: unknown): number => (typeof v === "number" ? clamp(v, 2 ** 53) : 0);

export function chargeViewMethods({ pay }: Payer, { replace }: Publisher): void {
  const charge = (holder: object, units: Readonly<Record<string, Units>>, lengthOf: (v: unknown) => number): void => {
    for (const key in units) {
      const native = getOwnPropertyDescriptor(holder, key)?.value as Native | undefined;
      if (native === undefined) continue;
      const cost = units[key]!;
      const wrapper = {
        [key](this: unknown, ...args: unknown[]) {
          // converted once, here: the native would ask an object for its number again
          if (holder === arrayBufferPrototype && args.length > 0 && isObject(args[0])) args[0] = +(args[0] as never);
          const length = lengthOf(this);
          if (length > 0) pay(cost(length, args));
          return apply(native, this, args);
        },
      }[key]!;
      replace(holder, key, wrapper, (native as { length: number }).length);
    }
  };
  charge(typedArrayPrototype, METHODS, (v) => (typedArrayKind(v) === undefined ? 0 : typedArrayLength(v)));
  charge(arrayBufferPrototype, BUFFER_METHODS, (v) => {
    try {
      // at least one: an empty buffer can grow
      return arrayBufferByteLength(v) + 1;
    } catch {
      return 0;
    }
  });
}

const isObject = (v: unknown): boolean => (typeof v === "object" && v !== null) || typeof v === "function";
