/**
 * Which prototypes are hot, and what stands in for each. Stand-ins are built when first asked for (stand-ins.ts): most programs meet two or three of the
 * twenty. Looks at identity only: runs no guest code, whatever v is.
 */
import { getPrototypeOf, mapGet, mapHas, mapSet, setAdd, setHas } from "./intrinsics.js";

export interface Hotness {
  /** The stand-in of a hot prototype, or v. */
  swap<T>(v: T): T;
  /** The hot prototype of a stand-in, or v. */
  real<T>(v: T): T;
  isHot(v: object): boolean;
  /** Whether v is a constructor whose `prototype` is hot. */
  isHotConstructor(v: unknown): boolean;
  /** The runtime's own key under which each hot constructor, and what inherits from one, has its stand-in. */
  readonly symbol: symbol;
  /** Makes a prototype hot; `build` is called with it once, when its stand-in is first asked for. */
  heat(prototype: object, build: (prototype: object) => object): void;
  /** What reflection tells is the parent of v. */
  parentOf(v: unknown): object | null;
  heatConstructor(constructor: object): void;
  /** Shows an object as another's stand-in, without a way back. */
  show(object: object, as: object): void;
  /** All hot prototypes. */
  all(): object[];
}

export function makeHotness(): Hotness {
  const stands = new Map<object, object | undefined>();
  const builders = new Map<object, (prototype: object) => object>();
  const reals = new Map<object, object>();
  const constructors = new Set<unknown>();
  const build = (prototype: object): object => {
    const stand = mapGet(builders, prototype)!(prototype);
    mapSet(stands, prototype, stand);
    mapSet(reals, stand, prototype);
    return stand;
  };
  const swap = <T>(v: T): T => {
    if (typeof v !== "object" || v === null) return v;
    const stand = mapGet(stands, v);
    if (stand === undefined) return mapHas(builders, v) ? (build(v) as typeof v) : v;
    return stand as typeof v;
  };
  const real = <T>(v: T): T => {
    if (typeof v !== "object" || v === null) return v;
    const prototype = mapGet(reals, v);
    return prototype === undefined ? v : (prototype as typeof v);
  };
  return {
    symbol: Symbol("prototype"),
    swap,
    real,
    parentOf: (v) => swap(getPrototypeOf(real(v))),
    isHot: (v) => mapHas(builders, v),
    isHotConstructor: (v) => setHas(constructors, v),
    heat(prototype, builder) {
      mapSet(builders, prototype, builder);
    },
    heatConstructor(constructor) {
      setAdd(constructors, constructor);
    },
    show(object, as) {
      mapSet(stands, object, as);
    },
    all() {
      const list: object[] = [];
      builders.forEach((_, prototype) => list.push(prototype));
      return list;
    },
  };
}
