/** What the objects of `Intl` do: a flat charge, and a step for each character, digit or element that they are given. */
import {
  apply,
  arrayIncludes,
  defineProperty,
  getOwnPropertyDescriptor,
  isArray,
  ownKeys,
  weakMapGet,
  WeakMapOf,
  weakMapSet,
} from "../intrinsics.js";
import { valueOnly } from "../descriptors.js";
import { normalizing } from "./normalizing.js";
import type { Publisher } from "../publish.js";

type Native = (...args: unknown[]) => unknown;

/** 0.5 to 5 µs. */
const FLAT = 64;
/** Big integers below this are written in about that time. */
const BIG = 2n ** 512n;

const FREE = ["constructor", "segment"];

/** Charges the methods of a formatter's prototype, and the functions that `format` and `compare` answer with. */
export function chargeFormatter(prototype: object, pay: (units: number) => void, { replace, publish }: Publisher): void {
  const given = (args: readonly unknown[]): void => {
    let units = FLAT;
    for (let i = 0; i < args.length; i++) {
      const value = args[i];
      if (typeof value === "string") units += normalizing(value);
      else if (typeof value === "bigint") units += value < BIG && value > -BIG ? 0 : squared(value);
      else if (isArray(value)) units += value.length;
    }
    pay(units);
  };
  const keys = ownKeys(prototype);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const { value, get } = getOwnPropertyDescriptor(prototype, key)! as { value?: Native; get?: () => Native };
    if (typeof value === "function" && !arrayIncludes(FREE, key as string)) {
      const { [key as string]: method } = {
        [key](this: unknown, ...args: unknown[]) {
          given(args);
          return apply(value, this, args);
        },
      };
      replace(prototype, key, method!, value.length);
    } else if (get !== undefined && (key === "format" || key === "compare")) {
      const known = new WeakMapOf<object, Native>();
      const own = {
        get bound() {
          const native = apply(get, this, []);
          let bound = weakMapGet(known, native);
          if (bound === undefined) {
            bound = (...args: unknown[]) => {
              given(args);
              return apply(native, undefined, args);
            };
            weakMapSet(known, native, bound);
            defineProperty(bound, "name", valueOnly(""));
            defineProperty(bound, "length", valueOnly(native.length));
            publish(bound);
          }
          return bound;
        },
      };
      const getter = getOwnPropertyDescriptor(own, "bound")!.get as () => unknown;
      defineProperty(getter, "name", valueOnly(`get ${key}`));
      defineProperty(prototype, key, {
        __proto__: null,
        get: publish(getter),

        enumerable: false,
        configurable: true,
      } as PropertyDescriptor);
    }
  }
}

/** Its digits take the square of its length. */
const squared = (big: bigint): number => {
  const length = toHex(big) / 16;
  return length * length;
};
const toText = getOwnPropertyDescriptor(BigInt.prototype, "toString")!.value as () => string;
const toHex = (big: bigint): number => apply(toText, big, [16] as never).length;
