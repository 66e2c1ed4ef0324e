import { apply, symbolAsyncIterator, symbolIterator } from "../realm/inside/intrinsics.js";
import type { MeterState } from "../limits/meter.js";

type Method = (...args: unknown[]) => unknown;

/**
 * `yield* __cc_delegate(E, W)`: an iterable over E that charges W round each resumption of the inner iterator. The engine resumes a chain of delegating
 * generators on the native stack without running any of their own code, so nothing else would charge for it.
 *
 * Look-ups are made when and as often as `yield*` makes them (ECMA-262 §15.5.5); inner results pass through untouched. The wrapper is seen by the
 * engine alone.
 */
export function makeDelegate(state: MeterState, enter: (weight: number) => number): (iterable: unknown, weight: number) => object {
  const charged = (method: Method, self: unknown, weight: number, args: unknown[]): unknown => {
    const depth = enter(weight);
    try {
      return apply(method, self, args);
    } finally {
      state.depth = depth;
    }
  };
  const wrap = (method: unknown, self: unknown, weight: number): unknown =>
    // what is no function is the engine's to complain about
    method === undefined || method === null || typeof method !== "function"
      ? method
      : (value: unknown) => charged(method as Method, self, weight, [value]);

  const iteratorOf = (iterable: unknown, method: unknown, weight: number): unknown => {
    if (typeof method !== "function") return method;
    return () => {
      const inner = apply(method as Method, iterable, []) as Record<string, unknown> | null;
      if ((typeof inner !== "object" || inner === null) && typeof inner !== "function") return inner;
      const next = wrap(inner.next, inner, weight);
      return {
        __proto__: null,
        next,
        get throw() {
          return wrap(inner["throw"], inner, weight);
        },
        get return() {
          return wrap(inner["return"], inner, weight);
        },
      };
    };
  };
  return (iterable, weight) => ({
    __proto__: null,
    get [symbolIterator]() {
      return iteratorOf(iterable, (iterable as Record<symbol, unknown>)[symbolIterator], weight);
    },
    get [symbolAsyncIterator]() {
      return iteratorOf(iterable, (iterable as Record<symbol, unknown>)[symbolAsyncIterator], weight);
    },
  });
}
