import { apply, arrayPush, stringCharCodeAt, stringIndexOf, symbolIterator, TypeErrorOf } from "../../realm/inside/intrinsics.js";
import type { Mediator } from "../../realm/inside/mediator.js";

type Method = (...args: unknown[]) => unknown;
interface Result {
  readonly done?: unknown;
  readonly value?: unknown;
}

/** Characters of masks: `0`, `1`, `2`. Any other: a rest that is no pattern. */
const PLAIN = 48;
const BOXED = 49;
const REST = 50;

/** Iterations (docs/mediation.md). The engine drives iterators, as it does in programs that are not mediated. */
export function makeIterations(mediator: Mediator, charge: (units: number) => void) {
  const isObject = (v: unknown): boolean => (typeof v === "object" && v !== null) || typeof v === "function";

  /** What is gone through by `for…of`, `for…in`, spreads, array patterns, `yield*`. null and undefined are the engine's to complain about. */
  const iterable = (v: unknown): unknown => {
    if (v === undefined || v === null || !mediator.wanted.iterate) return v;
    const answer = mediator.ask("iterate", v);
    return answer === undefined ? v : answer[0];
  };

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
            return isDrained ? { __proto__: null, done: true, value: undefined } : apply(next as Method, iterator, []);
        }
      },
      get return() {
        const method = isDrained ? undefined : iterator["return"];
        return typeof method !== "function" ? method : () => apply(method as Method, iterator, []);
      },
    };
  };

  return {
    iterable,
    /** What an array pattern is matched with. */
    elements: (v: unknown, mask: string): unknown => {
      const source = iterable(v);
      if (stringIndexOf(mask, "1") < 0 && stringIndexOf(mask, "2") < 0) return source;
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
    },
  };
}
