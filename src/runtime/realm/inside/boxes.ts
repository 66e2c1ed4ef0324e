/**
 * Iterables for array patterns, seen by the engine alone: each step past those that the pattern names is charged, and elements that are patterns come in
 * boxes, so that what they are matched with goes to a guard first. By a mask, a character for each element of the pattern.
 */
import { apply, arrayPush, stringCharCodeAt, symbolIterator, TypeErrorOf } from "./intrinsics.js";

type Method = (...args: unknown[]) => unknown;
interface Result {
  readonly done?: unknown;
  readonly value?: unknown;
}

/** Characters of masks. Any other: a rest that is no pattern. */
const PLAIN = 48;
const BOXED = 49;
const REST = 50;

export function makeBoxes(charge: (units: number) => void): (source: unknown, mask: string) => unknown {
  const isObject = (v: unknown): boolean => (typeof v === "object" && v !== null) || typeof v === "function";
  const resultOf = (v: unknown): Result => {
    if (!isObject(v)) throw new TypeErrorOf("Iterator result is not an object");
    return v as Result;
  };
  const box = (v: unknown): object => ({ __proto__: null, v });

  /**
   * An iterator for an array pattern: elements that are patterns come in boxes (`1`), or all that are left in one (`2`). Past the end there are boxes too,
   * and the engine must not know of the end before it has had the last of them. Seen by the engine alone.
   */
  const boxing = (iterator: Record<string, unknown>, mask: string): object => {
    const { next } = iterator;
    let at = 0;
    let isDrained = false;
    const step = (): Result | undefined => {
      if (isDrained) return undefined;
      const result = resultOf(apply(next as Method, iterator, []));
      if (!result.done) return result;
      isDrained = true;
      return undefined;
    };
    const rest = (): unknown[] => {
      const list: unknown[] = [];
      for (let result = step(); result !== undefined; result = step()) {
        charge(1);
        arrayPush(list, result.value);
      }
      return list;
    };
    return {
      __proto__: null,
      next() {
        switch (stringCharCodeAt(mask, at++)) {
          case PLAIN: {
            const result = step();
            return {
              __proto__: null,
              done: false,
              // the engine does not read it for a hole
              get value() {
                return result?.value;
              },
            };
          }
          case BOXED:
            return { __proto__: null, done: false, value: box(step()?.value) };
          case REST:
            return { __proto__: null, done: false, value: box(rest()) };
          default:
            charge(1);
            return isDrained ? { __proto__: null, done: true, value: undefined } : apply(next as Method, iterator, []);
        }
      },
      get return() {
        const method = isDrained ? undefined : iterator["return"];
        return typeof method !== "function" ? method : () => apply(method as Method, iterator, []);
      },
    };
  };

  return (source, mask) => {
    if (source === undefined || source === null) throw new TypeErrorOf(`${source === null ? "null" : "undefined"} is not iterable`);
    return {
      __proto__: null,
      get [symbolIterator]() {
        const method = (source as Record<symbol, unknown>)[symbolIterator];
        if (typeof method !== "function") return method;
        return () => {
          const iterator = apply(method as Method, source, []);
          return isObject(iterator) ? boxing(iterator as Record<string, unknown>, mask) : iterator;
        };
      },
    };
  };
}
