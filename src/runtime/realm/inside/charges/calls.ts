/**
 * Arguments given as a list: `f.apply(o, list)`, `Reflect.apply`, `Reflect.construct`. An array is taken by the engine at once, and one that is too long
 * refused at once; anything else is read element by element, 14 seconds for `{ length: 1e8 }`, so it is read here, and charged before.
 */
import {
  apply,
  construct,
  functionPrototype,
  getOwnPropertyDescriptor,
  isArray,
  min,
  RangeErrorOf,
  trunc,
  uncurry,
} from "../intrinsics.js";
import type { Proxies } from "../proxy.js";
import type { Publisher } from "../publish.js";
import { scan, type Payer } from "./payer.js";

/** So many arguments are passed in about a step. */
const FEW = 64;
/** More arguments than any stack of ours has room for. */
const MOST = 2 ** 17;

export function chargeCalls({ pay }: Payer, proxies: Proxies, { replace }: Publisher): void {
  const payFor = (list: readonly unknown[]): void => {
    if (list.length > FEW && !proxies.has(list)) pay(scan(list.length));
  };
  const listed = (list: unknown): unknown => {
    if ((typeof list !== "object" || list === null) && typeof list !== "function") return list;
    if (isArray(list)) {
      payFor(list);
      return list;
    }
    return read(list as ArrayLike<unknown>, (list as ArrayLike<unknown>).length);
  };
  const read = (list: ArrayLike<unknown>, claimed: unknown): unknown[] => {
    const number = +(claimed as number);
    const length = number > 0 ? min(trunc(number), 2 ** 53 - 1) : 0;
    if (length > MOST) {
      pay(length);
      throw new RangeErrorOf("Maximum call stack size exceeded");
    }
    if (length > 8) pay(length);
    const made: unknown[] = [];
    for (let i = 0; i < length; i++) made[i] = list[i];
    return made;
  };
  const native = getOwnPropertyDescriptor(functionPrototype, "apply")!.value as () => unknown;
  const direct = uncurry(getOwnPropertyDescriptor(functionPrototype, "call")!.value as () => unknown) as (
    f: unknown,
    self: unknown,
    ...args: unknown[]
  ) => unknown;
  const run = uncurry(native) as (f: unknown, self: unknown, list: unknown) => unknown;
  replace(
    functionPrototype,
    "apply",
    {
      apply(this: unknown, self: unknown, list: unknown) {
        if (isArray(list)) {
          payFor(list);
          return run(this, self, list);
        }
        if (typeof list !== "object" || list === null) return run(this, self, typeof list === "function" ? listed(list) : list);
        // mostly an `arguments` object: as the engine reads it, and with nothing made on the way
        const { length } = list as ArrayLike<unknown>;
        if (length === 0) return direct(this, self);
        if (length === 1) return direct(this, self, (list as ArrayLike<unknown>)[0]);
        if (length === 2) return direct(this, self, (list as ArrayLike<unknown>)[0], (list as ArrayLike<unknown>)[1]);
        return run(this, self, read(list as ArrayLike<unknown>, length));
      },
    }.apply,
    2,
  );
  replace(
    Reflect,
    "apply",
    {
      apply(f: () => unknown, self: unknown, list: never[]) {
        return apply(f, self, listed(list) as never[]);
      },
    }.apply,
    3,
  );
  replace(
    Reflect,
    "construct",
    {
      construct(f: () => unknown, list: never[], ...target: (() => unknown)[]) {
        if (target.length === 0) return construct(f, listed(list) as never[]) as object;
        return construct(f, listed(list) as never[], target[0]!) as object;
      },
    }.construct,
    2,
  );
}
