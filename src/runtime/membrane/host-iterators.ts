/** Iterators of the host, stepped on behalf of another realm; and what can be iterated asynchronously and no more is asked of: streams. */

type Step = IteratorResult<unknown>;
interface HostIterator {
  next(value?: unknown): Step | PromiseLike<Step>;
  return?(value?: unknown): Step | PromiseLike<Step>;
}
type Iterable = object & Partial<AsyncIterable<unknown>>;

/** Streams → what iterates them, from the first step on: until then a stream is neither read nor locked. */
const opened = new WeakMap<object, HostIterator>();

/** Whether an instance of a class crosses as an asynchronous iterator (`stream.Readable`, `ReadableStream`, cursors). */
export const isStream = (value: Iterable): boolean => typeof value[Symbol.asyncIterator] === "function";

/** One step of an iterator or stream of the host; for an asynchronous one a promise for it. Nothing is done for a `return` that it does not have. */
export function stepOf(original: object, method: "next" | "return", value: unknown): Step | PromiseLike<Step> {
  const iterator = iteratorOf(original);
  if (method === "next") return iterator.next(value);
  return iterator.return === undefined ? { done: true, value: undefined } : iterator.return(value);
}

function iteratorOf(original: Iterable): HostIterator {
  if ("next" in original) return original as unknown as HostIterator;
  let iterator = opened.get(original);
  if (iterator === undefined) {
    iterator = original[Symbol.asyncIterator]!() as HostIterator;
    opened.set(original, iterator);
  }
  return iterator;
}
