import {
  apply,
  create,
  defineProperty,
  freeze,
  setPrototypeOf,
  symbolAsyncIterator,
  symbolIterator,
  TypeErrorOf,
  weakMapGet,
  WeakMapOf,
  weakMapSet,
} from "../realm/inside/intrinsics.js";
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

/** The same for mediated programs, which cannot touch records: their steps are wrapped, in the same number of turns. */
export interface AsyncRecords {
  readonly iterate: (iterable: unknown) => AsyncRecord;
  readonly next: (record: object) => unknown;
  readonly close: (record: object) => unknown;
  readonly done: (step: object) => unknown;
  readonly value: (step: object) => unknown;
}

/** A result that nobody can look at without these functions. */
interface Steps {
  wrap(result: Result): object;
  done(step: object): unknown;
  value(step: object): unknown;
}

function makeSteps(): Steps {
  class Step {
    readonly #result: Result;
    constructor(result: Result) {
      this.#result = result;
    }
    static resultOf(step: Step): Result {
      return step.#result;
    }
  }
  setPrototypeOf(Step.prototype, null);
  freeze(Step.prototype);
  return {
    wrap: (result) => new Step(result),
    done: (step) => Step.resultOf(step as Step).done,
    value: (step) => Step.resultOf(step as Step).value,
  };
}

type Wrap = (result: Result) => object;
const bare: Wrap = (result) => result;

/**
 * `__cc_iterate(E)` of a lowered `for await` (ECMA-262 §14.7.5.6): the iterator of `Symbol.asyncIterator`, or that of `Symbol.iterator` with its values awaited.
 *
 * @throws TypeError where natively there would be one.
 */
export function makeIterate(): AsyncRecords {
  const opened = new WeakMapOf<object, { readonly advance: (wrap: Wrap) => unknown; readonly close: () => unknown }>();
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
  const result = (done: boolean, value: unknown): Result => {
    const made = create(null) as object;
    defineProperty(made, "done", plain(done));
    defineProperty(made, "value", plain(value));
    return made as Result;
  };

  const recordOf = (advance: (wrap: Wrap) => unknown, close: () => unknown): AsyncRecord => {
    const record: AsyncRecord = { next: () => advance(bare), close };
    weakMapSet(opened, record, { advance, close });
    return record;
  };
  const partsOf = (record: object): { readonly advance: (wrap: Wrap) => unknown; readonly close: () => unknown } => {
    const parts = weakMapGet(opened, record);
    if (parts === undefined) throw new TypeErrorOf("not an iteration");
    return parts;
  };

  const asynchronous = (iterable: unknown, method: unknown): AsyncRecord => {
    const iterator = open(iterable, method);
    const next = iterator["next"] as Method;
    return recordOf(
      async (wrap) => wrap(object(await apply(next, iterator, []))),
      async () => {
        const end = iterator["return"];
        if (end !== undefined && end !== null) object(await apply(end as Method, iterator, []));
      },
    );
  };
  const synchronous = (iterable: unknown): AsyncRecord => {
    const iterator = open(iterable, (iterable as Record<symbol, unknown>)[symbolIterator]);
    const next = iterator["next"] as Method;
    const end = (): unknown => {
      const method = iterator["return"];
      return method === undefined || method === null ? undefined : apply(method as Method, iterator, []);
    };
    return recordOf(
      async (wrap) => {
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
        return wrap(result(done, value));
      },
      async () => {
        const step = end();
        if (step !== undefined) await object(step).value;
      },
    );
  };
  // few programs are mediated, and a prototype that becomes none costs the more the more realms there are
  let steps: Steps | undefined;
  const stepsOf = (): Steps => (steps ??= makeSteps());
  return {
    iterate(iterable) {
      const method = (iterable as Record<symbol, unknown>)[symbolAsyncIterator];
      return method === undefined || method === null ? synchronous(iterable) : asynchronous(iterable, method);
    },
    next: (record) => partsOf(record).advance(stepsOf().wrap),
    close: (record) => partsOf(record).close(),
    done: (step) => stepsOf().done(step),
    value: (step) => stepsOf().value(step),
  };
}
