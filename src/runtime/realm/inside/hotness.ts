/** Which prototypes are hot, and what stands in for each (stand-ins.ts fills the tables). Looks at identity only: runs no guest code, whatever v is. */
import { mapGet, mapHas, setHas } from "./intrinsics.js";

export interface Hotness {
  /** Hot prototype → stand-in. */
  readonly stands: Map<object, object>;
  /** Stand-in → hot prototype. */
  readonly reals: Map<object, object>;
  /** Constructors whose `prototype` is hot. */
  readonly constructors: Set<unknown>;
  /** The runtime's own key under which each hot constructor carries its stand-in. */
  readonly symbol: symbol;
  /** The stand-in of a hot prototype, or v. */
  swap<T>(v: T): T;
  /** The hot prototype of a stand-in, or v. */
  real<T>(v: T): T;
  isHot(v: object): boolean;
  isHotConstructor(v: unknown): boolean;
}

export function makeHotness(): Hotness {
  const stands = new Map<object, object>();
  const reals = new Map<object, object>();
  const constructors = new Set<unknown>();
  return {
    stands,
    reals,
    constructors,
    symbol: Symbol("prototype"),
    swap(v) {
      if (typeof v !== "object" || v === null) return v;
      const stand = mapGet(stands, v);
      return stand === undefined ? v : (stand as typeof v);
    },
    real(v) {
      if (typeof v !== "object" || v === null) return v;
      const prototype = mapGet(reals, v);
      return prototype === undefined ? v : (prototype as typeof v);
    },
    isHot: (v) => mapHas(stands, v),
    isHotConstructor: (v) => setHas(constructors, v),
  };
}
