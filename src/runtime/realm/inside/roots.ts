/**
 * Intrinsics that no path from the global object names: found by making one of what they serve. An engine that lacks a feature answers undefined.
 */
import { apply, getOwnPropertyDescriptor, getPrototypeOf } from "./intrinsics.js";
import * as known from "./intrinsics.js";

const methodOf = (holder: unknown, key: string): ((...args: unknown[]) => unknown) | undefined =>
  getOwnPropertyDescriptor(holder, key)?.value as ((...args: unknown[]) => unknown) | undefined;

const stackAccessor = (): PropertyDescriptor | undefined => getOwnPropertyDescriptor(new Error("root"), "stack");

/** By name as in the permits table. Call before anything is tamed. */
export const ROOTS: Readonly<Record<string, () => object | undefined>> = {
  "%TypedArray%": () => known.TypedArrayOf,
  "%IteratorPrototype%": () => known.iteratorPrototype,
  "%ArrayIteratorPrototype%": () => getPrototypeOf([].values())!,
  "%MapIteratorPrototype%": () => getPrototypeOf(new Map().values())!,
  "%SetIteratorPrototype%": () => getPrototypeOf(new Set().values())!,
  "%StringIteratorPrototype%": () => getPrototypeOf(""[Symbol.iterator]())!,
  "%RegExpStringIteratorPrototype%": () => getPrototypeOf(/x/[Symbol.matchAll]("x"))!,
  "%IteratorHelperPrototype%": () => {
    const map = methodOf(known.iteratorPrototype, "map");
    return map && getPrototypeOf(apply(map, [].values(), [() => 0]))!;
  },
  "%WrapForValidIteratorPrototype%": () => {
    const from = typeof Iterator === "function" ? methodOf(Iterator, "from") : undefined;
    return from && getPrototypeOf(from({ __proto__: null, next: () => ({ done: true }) }))!;
  },
  "%AsyncIteratorPrototype%": () => known.asyncIteratorPrototype,
  "%GeneratorFunctionPrototype%": () => known.generatorFunctionPrototype,
  "%GeneratorPrototype%": () => known.generatorPrototype,
  "%AsyncGeneratorFunctionPrototype%": () => known.asyncGeneratorFunctionPrototype,
  "%AsyncGeneratorPrototype%": () => known.asyncGeneratorPrototype,
  "%AsyncFunctionPrototype%": () => known.asyncFunctionPrototype,
  "%ErrorStackGetter%": () => stackAccessor()?.get,
  "%ErrorStackSetter%": () => stackAccessor()?.set,
  "%ThrowTypeError%": () =>
    getOwnPropertyDescriptor(
      (function () {
        // eslint-disable-next-line prefer-rest-params -- strict arguments objects carry %ThrowTypeError%
        return arguments;
      })(),
      "callee",
    )?.get,
};

/** Whether iterator helpers exist (Node 22 and later). */
declare const Iterator: object | undefined;
