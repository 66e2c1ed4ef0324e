/**
 * Which prototypes are hot, and what stands in for each. Stand-ins are built when first asked for (stand-ins.ts): most programs meet two or three of the
 * twenty. Likewise the engine's own constructors of arrays, in metered cells: the `constructor` of a hot prototype cannot be changed without slowing down the
 * whole process, so wherever the language would answer with one of them, guests get the one that charges (charges/makers.ts).
 * Looks at identity only: runs no guest code, whatever v is.
 */
import { getPrototypeOf, mapGet, mapHas, mapSet, mapSize, setAdd, setHas } from "./intrinsics.js";

export interface Hotness {
  /** The stand-in of a hot prototype, the charged constructor of an engine's, or v. */
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
  /** Puts a charged constructor in the place of an engine's, which no guest holds from then on. */
  replaceMaker(native: object, charged: object): void;
  /** The engine's constructor that a charged one stands for, or v. */
  nativeMaker(v: unknown): unknown;
  isReplaced(v: unknown): boolean;
  /** Whether this realm has such constructors. */
  hasMakers(): boolean;
  /** The runtime's own key under which a prototype has the constructor that is charged, where its `constructor` is an engine's. */
  readonly makerSymbol: symbol;
  /** All hot prototypes. */
  all(): object[];
}

export function makeHotness(): Hotness {
  const stands = new Map<object, object | undefined>();
  const builders = new Map<object, (prototype: object) => object>();
  const reals = new Map<object, object>();
  const constructors = new Set<unknown>();
  const makers = new Map<unknown, object>();
  const natives = new Map<unknown, object>();
  const build = (prototype: object): object => {
    const stand = mapGet(builders, prototype)!(prototype);
    mapSet(stands, prototype, stand);
    mapSet(reals, stand, prototype);
    return stand;
  };
  const swap = <T>(v: T): T => {
    if (typeof v === "function") return (mapGet(makers, v) as typeof v | undefined) ?? v;
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
    makerSymbol: Symbol("constructor"),
    replaceMaker(native, charged) {
      mapSet(makers, native, charged);
      mapSet(natives, charged, native);
    },
    nativeMaker: (v) => mapGet(natives, v) ?? v,
    isReplaced: (v) => mapHas(makers, v),
    hasMakers: () => mapSize(makers) > 0,
    all() {
      const list: object[] = [];
      builders.forEach((_, prototype) => list.push(prototype));
      return list;
    },
  };
}
