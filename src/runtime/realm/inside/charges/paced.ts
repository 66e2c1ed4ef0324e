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
  mapIteratorPrototype,
  mapPrototype,
  mapSize,
  reflectGet,
  setIteratorPrototype,
  setPrototype,
  setSize,
  symbolAsyncIterator,
  symbolIterator,
  TypeErrorOf,
} from "../intrinsics.js";
import type { Proxies } from "../proxy.js";
import { elements, scan, SHORT, type Payer } from "./payer.js";

export interface Paced {
  /** What to hand to a native instead of x, which takes an iterable there. */
  iterable(x: unknown): unknown;
  /** The same for what is spread into a list: charged as arrays are copied, and TypeError for what cannot be iterated. */
  spreadable(x: unknown): unknown;
  /** What to hand to a native that takes an iterator (`next` looked up once). */
  iterator(x: unknown): unknown;
  /** Where a native calls the method `key` of an object, which answers with an iterator: the object with that iterator paced. */
  stepper(method: unknown, self: unknown): unknown;
  /** Length of what the engine iterates by itself, with no property of the guest's looked at; undefined for all else. */
  known(x: object): number | undefined;
}

/** What is done with an element of a collection: hashed, allocated. */
const ENTRY = 4;

/** What the engine makes of an element of a map: an array of two. Of a text: another text. */
const PAIR = 4;

export function makePaced({ pay, allocate }: Payer, proxies: Proxies): Paced {
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

  const stepped = (x: object, lookUp: (x: object, key: symbol) => unknown): object => ({
    __proto__: null,
    get [symbolIterator]() {
      return stepper(lookUp(x, symbolIterator), x);
    },
    get [symbolAsyncIterator]() {
      return stepper(lookUp(x, symbolAsyncIterator), x);
    },
  });
  /** The engine's own message would name the guard. */
  const found = (x: object, key: symbol): unknown => {
    const method: unknown = reflectGet(x, key);
    if (typeof method !== "function") throw new TypeErrorOf("object is not iterable");
    return method;
  };
  /** An intact iterator of a map or a set: `[...map.keys()]`. Its prototype and that one's are frozen. */
  const isKeyIterator = (x: object): boolean => {
    if (proxies.has(x)) return false;
    const parent = getPrototypeOf(x);
    return (parent === mapIteratorPrototype || parent === setIteratorPrototype) && !hasOwn(x, "next") && !hasOwn(x, symbolIterator);
  };
  /** Nobody knows how many are left; they are not more than have been put in, one by one. Paid at once behind it. */
  const drained = (x: object): unknown[] => {
    const list = [...(x as Iterable<unknown>)];
    paySpread(list.length + 1, list.length);
    return list;
  };
  const paySpread = (units: number, length: number): void => {
    pay(units);
    if (length >= SHORT) allocate(elements(length));
  };

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
      return stepped(x, reflectGet);
    },
    spreadable(x) {
      if (typeof x === "string") {
        paySpread(x.length, x.length);
        return x;
      }
      if (!isObject(x)) throw new TypeErrorOf(x === null ? "null is not iterable" : `${typeof x} is not iterable`);
      const length = known(x);
      if (length === undefined) return isKeyIterator(x) ? drained(x) : stepped(x, found);
      paySpread(getPrototypeOf(x) === mapPrototype ? length * PAIR : scan(length), length);
      return x;
    },
    iterator,
    stepper,
    known,
  };
}

const isObject = (v: unknown): v is object => (typeof v === "object" && v !== null) || typeof v === "function";
