/**
 * Intrinsics that no path from the global object names: found by making one of what they serve. An engine that lacks a feature answers undefined.
 */
import { apply, getOwnPropertyDescriptor, getPrototypeOf } from "./intrinsics.js";
import * as known from "./intrinsics.js";

const methodOf = (holder: unknown, key: string): ((...args: unknown[]) => unknown) | undefined =>
  getOwnPropertyDescriptor(holder, key)?.value as ((...args: unknown[]) => unknown) | undefined;

const stackAccessor = (): PropertyDescriptor | undefined => getOwnPropertyDescriptor(new Error("root"), "stack");

/** By name as in the permits table; null for what has a path. A switch, since an object of functions would be made anew in each realm. Call before anything is tamed. */
export function findRoot(name: string): object | undefined | null {
  switch (name) {
    case "%TypedArray%":
      return known.TypedArrayOf;
    case "%IteratorPrototype%":
      return known.iteratorPrototype;
    case "%ArrayIteratorPrototype%":
      return getPrototypeOf([].values())!;
    case "%MapIteratorPrototype%":
      return getPrototypeOf(new Map().values())!;
    case "%SetIteratorPrototype%":
      return getPrototypeOf(new Set().values())!;
    case "%StringIteratorPrototype%":
      return getPrototypeOf(""[Symbol.iterator]())!;
    case "%RegExpStringIteratorPrototype%":
      return getPrototypeOf(/x/[Symbol.matchAll]("x"))!;
    case "%IteratorHelperPrototype%": {
      const map = methodOf(known.iteratorPrototype, "map");
      return map && getPrototypeOf(apply(map, [].values(), [() => 0]))!;
    }
    case "%WrapForValidIteratorPrototype%": {
      const from = typeof Iterator === "function" ? methodOf(Iterator, "from") : undefined;
      return from && getPrototypeOf(from({ __proto__: null, next: () => ({ done: true }) }))!;
    }
    case "%AsyncIteratorPrototype%":
      return known.asyncIteratorPrototype;
    case "%GeneratorFunctionPrototype%":
      return known.generatorFunctionPrototype;
    case "%GeneratorPrototype%":
      return known.generatorPrototype;
    case "%AsyncGeneratorFunctionPrototype%":
      return known.asyncGeneratorFunctionPrototype;
    case "%AsyncGeneratorPrototype%":
      return known.asyncGeneratorPrototype;
    case "%AsyncFunctionPrototype%":
      return known.asyncFunctionPrototype;
    case "%ErrorStackGetter%":
      return stackAccessor()?.get;
    case "%ErrorStackSetter%":
      return stackAccessor()?.set;
    case "%ThrowTypeError%":
      return getOwnPropertyDescriptor(strictArguments(), "callee")?.get;
    default:
      return null;
  }
}

/** Strict arguments objects carry %ThrowTypeError%. */
function strictArguments(): object {
  // eslint-disable-next-line prefer-rest-params -- it is what this is about
  return arguments;
}

/** Whether iterator helpers exist (Node 22 and later). */
declare const Iterator: object | undefined;
