/** `flat` and `flatMap`: what they make is as long as all the lists in what they are given. */
import { apply, arrayPrototype, defineProperty, getPrototypeOf, isArray, min, ObjectOf, setPrototypeOf, trunc } from "../intrinsics.js";
import { plain } from "../descriptors.js";
import type { Proxies } from "../proxy.js";
import type { Frames } from "../../../limits/meter.js";
import { elements, scan, type Payer } from "./payer.js";

type Native = (...args: unknown[]) => unknown;

/** Each element is looked for, read and defined. */
const DEFINED = 4;

/** A callback of `flatMap`, the lists of which are charged before they are copied: one that it answers with each time was made once. */
export function makeCounted({ pay, allocate }: Payer, proxies: Proxies): (f: Native) => Native {
  return (f) =>
    function (this: unknown, element, index, list) {
      const answer = apply(f, this, [element, index, list]);
      if (isArray(answer) && !proxies.has(answer)) {
        pay(scan(answer.length));
        allocate(elements(answer.length));
      }
      return answer;
    };
}

export function makeFlat({ pay, allocate }: Payer, proxies: Proxies, { enter, leave }: Frames): (native: Native) => Native {
  /** FlattenIntoArray (ECMA-262 §23.1.3.13.1), each list charged before it is gone through: lists of lists double with every level. Answers the next index. */
  const flatten = (target: unknown[], at: number, source: ArrayLike<unknown>, length: number, depth: number): number => {
    const p = enter(1);
    pay(length * DEFINED);
    allocate(elements(length));
    let next = at;
    for (let i = 0; i < length; i++) {
      if (!(i in source)) continue;
      const element = source[i];
      if (depth > 0 && isArray(element)) next = flatten(target, next, element, lengthOf(element), depth - 1);
      else defineProperty(target, next++, plain(element));
    }
    return leave(p, next);
  };
  /** Of the same species; never with a `constructor` of its own, which would cost all arrays their fast paths. */
  const emptyLike = (object: object): unknown[] => {
    const parent = isArray(object) && !proxies.has(object) ? getPrototypeOf(object) : arrayPrototype;
    return parent === arrayPrototype ? [] : setPrototypeOf([], parent);
  };
  return (native) =>
    ({
      flat(this: unknown, depth?: unknown) {
        if (this === undefined || this === null) return apply(native, this, []);
        const object = apply(ObjectOf, undefined, [this] as never) as ArrayLike<unknown>;
        const length = lengthOf(object);
        const levels = depth === undefined ? 1 : +(depth as number);
        const result = apply(native, emptyLike(object), []) as unknown[];
        flatten(result, 0, object, length, levels > 0 ? trunc(levels) : 0);
        return result;
      },
    }).flat;
}

/** LengthOfArrayLike; may run guest code. */
const lengthOf = (v: ArrayLike<unknown>): number => {
  const length = +(v as { length: number }).length;
  return length > 0 ? min(trunc(length), 2 ** 53 - 1) : 0;
};
