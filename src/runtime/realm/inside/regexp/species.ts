import { construct, symbolSpecies, TypeErrorOf } from "../intrinsics.js";
import type { Hotness } from "../hotness.js";
import { isObject } from "./text.js";

/** Constructs by a regular expression's species: from the expression itself and flags. */
export type SpeciesOf = (value: object, pattern: unknown, flags: string) => unknown;

/** SpeciesConstructor (ECMA-262 §7.3.22), with a class of ours where there is none. */
export const makeSpecies =
  (fallback: object, { swap }: Hotness): SpeciesOf =>
  (value, pattern, flags) => {
    const own = swap((value as { constructor: unknown }).constructor);
    let chosen: unknown = fallback;
    if (own !== undefined) {
      if (!isObject(own)) throw new TypeErrorOf("The .constructor property is not an object");
      const species = (own as Record<symbol, unknown>)[symbolSpecies];
      if (species !== undefined && species !== null) chosen = species;
    }
    return construct(chosen as never, [pattern, flags]);
  };
