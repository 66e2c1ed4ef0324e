/**
 * Iterables for natives that go through them: paid beforehand where the length is known, else stepped through by an iterator of ours that pays for each
 * step. A native steps without running guest code if `next` is a native itself:
 *
 *   new Set({ [Symbol.iterator]: () => ({ next: Object }) })      (attack 167: no end, and no guest code that a guard stands in)
 */
import {
  apply,
  arrayPrototype,
  getPrototypeOf,
  hasOwn,
  isArray,
  mapPrototype,
  mapSize,
  reflectGet,
  setPrototype,
  setSize,
  symbolAsyncIterator,
  symbolIterator,
} from "../intrinsics.js";
import type { Proxies } from "../proxy.js";
import { scan, type Payer } from "./payer.js";

export interface Paced {
  /** What to hand to a native instead of x, which takes an iterable there. */
  iterable(x: unknown): unknown;
  /** What to hand to a native that takes an iterator (`next` looked up once). */
  iterator(x: unknown): unknown;
  /** Where a native calls the method `key` of an object, which answers with an iterator: the object with that iterator paced. */
  stepper(method: unknown, self: unknown): unknown;
  /** Length of what the engine iterates by itself, with no property of the guest's looked at; undefined for all else. */
  known(x: object): number | undefined;
}

/** What is done with an element of a collection: hashed, allocated. */
const ENTRY = 4;

export function makePaced({ pay }: Payer, proxies: Proxies): Paced {
  const known = (x: object): number | undefined => {
    if (proxies.has(x)) return undefined;
    const parent = getPrototypeOf(x);
    if (parent === arrayPrototype) return isArray(x) && !hasOwn(x, symbolIterator) ? x.length : undefined;
    if ((parent !== setPrototype && parent !== mapPrototype) || hasOwn(x, symbolIterator)) return undefined;
    try {
      return parent === setPrototype ? setSize(x) : mapSize(x);
    } catch {
      return undefined;
    }
  };
  const iterator = (it: unknown): unknown => {
    if (!isObject(it)) return it;
    const next: unknown = (it as { next: unknown }).next;
    return {
      __proto__: null,
      next(...args: unknown[]) {
        pay(1);
        return apply(next as () => unknown, it, args as never);
      },
      get return() {
        const end: unknown = (it as { return: unknown }).return;
        return end === undefined || end === null ? end : (...args: unknown[]) => apply(end as () => unknown, it, args as never);
      },
    };
  };
  const stepper = (method: unknown, self: unknown): unknown =>
    typeof method === "function" ? (...args: unknown[]) => iterator(apply(method as () => unknown, self, args as never)) : method;

  return {
    iterable(x) {
      if (typeof x === "string") {
        pay(scan(x.length) * ENTRY);
        return x;
      }
      if (!isObject(x)) return x;
      const length = known(x);
      if (length !== undefined) {
        pay(length * ENTRY);
        return x;
      }
      return {
        __proto__: null,
        get [symbolIterator]() {
          return stepper(reflectGet(x, symbolIterator), x);
        },
        get [symbolAsyncIterator]() {
          return stepper(reflectGet(x, symbolAsyncIterator), x);
        },
      };
    },
    iterator,
    stepper,
    known,
  };
}

const isObject = (v: unknown): v is object => (typeof v === "object" && v !== null) || typeof v === "function";
