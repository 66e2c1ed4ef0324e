/** Whatever goes through an iterable: constructors of collections, `from`, `Promise.all`, iterator helpers, methods of sets. */
import {
  apply,
  ArrayOf,
  construct,
  getOwnPropertyDescriptor,
  iteratorPrototype,
  MapOf,
  mapPrototype,
  mapSize,
  ObjectOf,
  PromiseOf,
  reflectGet,
  SetOf,
  setPrototype,
  setSize,
  TypedArrayOf,
  TypeErrorOf,
  WeakMapOf,
  WeakSetOf,
} from "../intrinsics.js";
import type { Publisher } from "../publish.js";
import { replaceConstructor } from "./constructors.js";
import type { Hotness } from "../hotness.js";
import type { Paced } from "./paced.js";
import type { Sources } from "./source.js";
import { scan, type Payer } from "./payer.js";

type Native = (...args: unknown[]) => unknown;

export function chargeCollections({ pay }: Payer, paced: Paced, { source }: Sources, hotness: Hotness, publisher: Publisher): void {
  const put = (holder: object | undefined, key: string, make: (native: Native) => Native): void => {
    const native = holder && (getOwnPropertyDescriptor(holder, key)?.value as Native | undefined);
    if (native !== undefined) publisher.replace(holder!, key, make(native), (native as { length: number }).length);
  };
  /** The first argument is gone through. */
  const first = (holder: object | undefined, keys: readonly string[]): void => {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      put(
        holder,
        key,
        (native) =>
          ({
            [key](this: unknown, ...args: unknown[]) {
              args[0] = paced.iterable(args[0]);
              return apply(native, this, args);
            },
          })[key]!,
      );
    }
  };
  first(PromiseOf, ["all", "allSettled", "any", "race"]);
  first(ObjectOf, ["fromEntries", "groupBy"]);
  first(MapOf, ["groupBy"]);

  const makers = (holder: object, keys: readonly string[]): void => {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      put(
        holder,
        key,
        (native) =>
          ({
            [key](this: unknown, ...args: unknown[]) {
              args[0] = source(args[0]);
              // the engine has short ways for its own constructors
              return apply(native, hotness.nativeMaker(this), args);
            },
          })[key]!,
      );
    }
  };
  makers(ArrayOf, ["from", "fromAsync"]);
  makers(TypedArrayOf, ["from"]);

  // the iterator itself is `this`
  const consumers = ["reduce", "toArray", "forEach", "some", "every", "find", "map", "filter", "take", "drop", "flatMap"];
  for (let i = 0; i < consumers.length; i++) {
    const key = consumers[i]!;
    put(
      iteratorPrototype,
      key,
      (native) =>
        ({
          [key](this: unknown, ...args: unknown[]) {
            return apply(native, paced.iterator(this), args);
          },
        })[key]!,
    );
  }

  const constructors = [MapOf, SetOf, WeakMapOf, WeakSetOf] as const;
  for (let i = 0; i < constructors.length; i++) {
    const native = constructors[i]! as unknown as new (...args: unknown[]) => object;
    const { name } = native;
    const charged = function (...args: unknown[]): object {
      if (new.target === undefined) throw new TypeErrorOf(`Constructor ${name} requires 'new'`);
      if (args.length > 0) args[0] = paced.iterable(args[0]);
      return new.target === (charged as unknown) ? new native(args[0]) : (construct(native, args, new.target) as object);
    } as unknown as typeof native & { prototype: object };
    replaceConstructor(charged, native, hotness, publisher);
  }

  // the other one is asked for its size, for members, or gone through
  const pairs = ["union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"];
  for (let i = 0; i < pairs.length; i++) {
    const key = pairs[i]!;
    put(
      setPrototype,
      key,
      (native) =>
        ({
          [key](this: unknown, other: unknown) {
            pay(sizeOf(this));
            if ((typeof other !== "object" && typeof other !== "function") || other === null) return apply(native, this, [other]);
            return apply(native, this, [
              {
                __proto__: null,
                get size(): unknown {
                  return reflectGet(other, "size");
                },
                get has(): unknown {
                  const has: unknown = reflectGet(other, "has");
                  return typeof has === "function" ? (member: unknown) => apply(has as Native, other, [member]) : has;
                },
                get keys(): unknown {
                  return paced.stepper(reflectGet(other, "keys"), other);
                },
              },
            ]);
          },
        })[key]!,
    );
  }
  const bySize = (holder: object, keys: readonly string[]): void => {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      put(
        holder,
        key,
        (native) =>
          ({
            [key](this: unknown, ...args: unknown[]) {
              pay(scan(sizeOf(this)));
              return apply(native, this, args);
            },
          })[key]!,
      );
    }
  };
  bySize(setPrototype, ["clear", "forEach"]);
  bySize(mapPrototype, ["clear", "forEach"]);
}

const sizeOf = (v: unknown): number => {
  try {
    return setSize(v);
  } catch {
    // no set
  }
  try {
    return mapSize(v);
  } catch {
    return 0;
  }
};
