import { apply, create, defineProperty, symbolAsyncIterator, symbolIterator, TypeErrorOf } from "../realm/inside/intrinsics.js";
import { plain } from "../realm/inside/descriptors.js";

type Method = (...args: unknown[]) => unknown;
interface Result {
  readonly done?: unknown;
  readonly value?: unknown;
}

/** What a lowered `for await` drives: both answers are to be awaited. */
export interface AsyncRecord {
  /** The next result, an object (or a promise for one). */
  next(): unknown;
  /** Tells the iterator that no more is wanted; throws or rejects as its `return` does. */
  close(): unknown;
}

/**
 * `__cc_iterate(E)` of a lowered `for await` (ECMA-262 §14.7.5.6): the iterator of `Symbol.asyncIterator`, or that of `Symbol.iterator` with its values awaited.
 *
 * @throws TypeError where natively there would be one.
 */
export function makeIterate(): (iterable: unknown) => AsyncRecord {
  const isObject = (v: unknown): boolean => (typeof v === "object" && v !== null) || typeof v === "function";
  const open = (iterable: unknown, method: unknown): Record<string, unknown> => {
    if (typeof method !== "function") throw new TypeErrorOf("value is not async iterable");
    const iterator = apply(method as Method, iterable, []);
    if (!isObject(iterator)) throw new TypeErrorOf("Result of the Symbol.asyncIterator method is not an object");
    return iterator as Record<string, unknown>;
  };
  const object = (v: unknown): Result => {
    if (!isObject(v)) throw new TypeErrorOf("Iterator result is not an object");
    return v as Result;
  };
  const result = (done: boolean, value: unknown): object => {
    const made = create(null) as object;
    defineProperty(made, "done", plain(done));
    defineProperty(made, "value", plain(value));
    return made;
  };

  const asynchronous = (iterable: unknown, method: unknown): AsyncRecord => {
    const iterator = open(iterable, method);
    const next = iterator["next"] as Method;
    return {
      next: async () => object(await apply(next, iterator, [])),
      async close() {
        const end = iterator["return"];
        if (end !== undefined && end !== null) object(await apply(end as Method, iterator, []));
      },
    };
  };
  const synchronous = (iterable: unknown): AsyncRecord => {
    const iterator = open(iterable, (iterable as Record<symbol, unknown>)[symbolIterator]);
    const next = iterator["next"] as Method;
    const end = (): unknown => {
      const method = iterator["return"];
      return method === undefined || method === null ? undefined : apply(method as Method, iterator, []);
    };
    return {
      async next() {
        const step = object(apply(next, iterator, []));
        const done = !!step.done;
        let value = step.value;
        try {
          value = await value;
        } catch (e) {
          // the promise that the iterator gave was rejected: it is told, and what it says to that is lost
          if (!done) {
            try {
              end();
            } catch {
              // the first error counts
            }
          }
          throw e;
        }
        return result(done, value);
      },
      async close() {
        const step = end();
        if (step !== undefined) await object(step).value;
      },
    };
  };
  return (iterable) => {
    const method = (iterable as Record<symbol, unknown>)[symbolAsyncIterator];
    return method === undefined || method === null ? synchronous(iterable) : asynchronous(iterable, method);
  };
}
