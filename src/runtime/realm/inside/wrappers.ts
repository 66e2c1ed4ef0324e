/** Prototypes of the primitives' wrappers: frozen, and otherwise left as they are. */
import { BigIntOf, BooleanOf, NumberOf, StringOf, SymbolOf } from "./intrinsics.js";

export const isWrapperPrototype = (v: object): boolean =>
  v === StringOf.prototype || v === NumberOf.prototype || v === BooleanOf.prototype || v === SymbolOf.prototype || v === BigIntOf.prototype;
