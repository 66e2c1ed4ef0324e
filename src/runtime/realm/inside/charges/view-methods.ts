/** Methods of typed arrays and buffers: by their length, which no guest can make up. Larger ones, `sort` apart, take an eighth of a step for an element. */
import {
  apply,
  arrayBufferByteLength,
  arrayBufferPrototype,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  max,
  typedArrayByteLength,
  typedArrayKind,
  typedArrayLength,
  typedArrayPrototype,
} from "../intrinsics.js";
import { sorting } from "./array-methods.js";
import { characters, clamp, scan, span, type Payer } from "./payer.js";
import type { Publisher } from "../publish.js";

type Native = (...args: unknown[]) => unknown;
type Units = (length: number, args: readonly unknown[], self: unknown) => number;

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
/** Elements at most of what they make. */
const MADE: Readonly<Record<string, Units>> = {
  __proto__: null as never,
  filter: (length: number) => length,
  map: (length: number) => length,
  slice: (length, args) => span(length, args[0], args[1]),
  toReversed: (length: number) => length,
  toSorted: (length: number) => length,
  with: (length: number) => length,
};
const BUFFER_METHODS: Readonly<Record<string, Units>> = {
  __proto__: null as never,
  slice: (length, args) => scan(span(length, args[0], args[1])),
  resize: (length, args) => scan(length) + scan(numberOf(args[0])),
  transfer: (length, args) => scan(length) + scan(numberOf(args[0])),
  transferToFixedLength: (length, args) => scan(length) + scan(numberOf(args[0])),
};
/** Bytes of what they make, or that the buffer grows by. */
const BUFFER_MADE: Readonly<Record<string, Units>> = {
  __proto__: null as never,
  // the lengths that they get are one too large
  // made by the constructor, which counts, unless the guest has set another one
  slice: (length, args, self) => (isPlain(self) ? 0 : span(length - 1, args[0], args[1])),
  resize: (length, args) => max(numberOf(args[0]) - (length - 1), 0),
  transfer: (_, args) => numberOf(args[0]),
  transferToFixedLength: (length, args) => (args[0] === undefined ? length - 1 : numberOf(args[0])),
};
const isPlain = (buffer: unknown): boolean => getPrototypeOf(buffer) === arrayBufferPrototype && !hasOwn(buffer as object, "constructor");
const numberOf = (v: unknown): number => (typeof v === "number" ? clamp(v, 2 ** 53) : 0);

export function chargeViewMethods({ pay, allocate }: Payer, { replace }: Publisher): void {
  const charge = (
    holder: object,
    units: Readonly<Record<string, Units>>,
    made: Readonly<Record<string, Units>>,
    lengthOf: (v: unknown) => number,
    bytesOf: (v: unknown) => number,
  ): void => {
    for (const key in units) {
      const native = getOwnPropertyDescriptor(holder, key)?.value as Native | undefined;
      if (native === undefined) continue;
      const cost = units[key]!;
      const makes = made[key];
      const isText = key === "join" || key === "toLocaleString";
      const wrapper = {
        [key](this: unknown, ...args: unknown[]) {
          // converted once, here, texts as well: the charge is of a number, and the native would ask an object for it again
          if (holder === arrayBufferPrototype && args[0] !== undefined) args[0] = +(args[0] as never);
          const length = lengthOf(this);
          if (length > 0) {
            pay(cost(length, args, this));
            if (makes !== undefined) allocate(bytesOf(this) * makes(length, args, this));
          }
          const result = apply(native, this, args);
          if (isText && typeof result === "string") allocate(characters(result.length));
          return result;
        },
      }[key]!;
      replace(holder, key, wrapper, (native as { length: number }).length);
    }
  };
  charge(
    typedArrayPrototype,
    METHODS,
    MADE,
    (v) => (typedArrayKind(v) === undefined ? 0 : typedArrayLength(v)),
    (v) => typedArrayByteLength(v) / typedArrayLength(v),
  );
  charge(
    arrayBufferPrototype,
    BUFFER_METHODS,
    BUFFER_MADE,
    (v) => {
      try {
        // at least one: an empty buffer can grow
        return arrayBufferByteLength(v) + 1;
      } catch {
        return 0;
      }
    },
    () => 1,
  );
}
