/** An iterable or an array-like, of which an array is made: only the native tells them apart. */
import { getPrototypeOf, hasOwn, objectPrototype, ProxyOf, reflectGet, symbolAsyncIterator, symbolIterator } from "../intrinsics.js";
import type { Lengths } from "./array-methods.js";
import { announced } from "./over.js";
import type { Paced } from "./paced.js";
import { elements, scan, type Payer } from "./payer.js";

export interface Sources {
  /** What to hand to the native instead of x, paid for. */
  source(x: unknown): unknown;
  /** Length of what is `{ length: n }`, plain and simple, and says the same twice; below 0 for all else. */
  plainLength(x: object): number;
}

export function makeSources({ pay, allocate }: Payer, { claim, proxies }: Lengths, paced: Paced): Sources {
  const plainLength = (x: object): number =>
    getPrototypeOf(x) === objectPrototype && !proxies.has(x) && !hasOwn(x, symbolIterator) && !hasOwn(x, symbolAsyncIterator)
      ? claim(x)
      : -1;
  return {
    plainLength,
    source(x) {
      if (typeof x === "string") allocate(elements(x.length));
      if ((typeof x !== "object" && typeof x !== "function") || x === null) return paced.iterable(x);
      const length = paced.known(x);
      if (length !== undefined) {
        pay(scan(length));
        allocate(elements(length));
        return x;
      }
      const claimed = plainLength(x);
      if (claimed >= 0) {
        pay(claimed);
        allocate(elements(claimed));
        return x;
      }
      return new ProxyOf({}, {
        __proto__: null,
        get(_: object, key: PropertyKey) {
          pay(1);
          const value: unknown = reflectGet(x, key);
          if (key === "length") return announced(value, allocate);
          return key === symbolIterator || key === symbolAsyncIterator ? paced.stepper(value, x) : value;
        },
      } as ProxyHandler<object>);
    },
  };
}
