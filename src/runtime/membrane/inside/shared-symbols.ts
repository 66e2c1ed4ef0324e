import { SetOf, setAdd, setHas } from "../../realm/inside/intrinsics.js";

const { keyFor } = Symbol;

/** The language's own symbols, which all realms of an agent share. */
const wellKnown = new SetOf<symbol>();
const names: readonly (keyof SymbolConstructor)[] = [
  "asyncIterator",
  "hasInstance",
  "isConcatSpreadable",
  "iterator",
  "match",
  "matchAll",
  "replace",
  "search",
  "species",
  "split",
  "toPrimitive",
  "toStringTag",
  "unscopables",
];
for (let i = 0; i < names.length; i++) setAdd(wellKnown, Symbol[names[i]!] as unknown as symbol);

/** Whether a symbol is the same in every realm: well-known or registered. Any other is an identity that only its maker can give away. */
export const isSharedSymbol = (symbol: symbol): boolean => setHas(wellKnown, symbol) || keyFor(symbol) !== undefined;
