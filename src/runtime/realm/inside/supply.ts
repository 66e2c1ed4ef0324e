/**
 * What the current edition of the language has and this engine has not yet, where compiled programs need it: the symbols of `using` and SuppressedError.
 * Runs before the realm is walked, so that it is tamed with the rest.
 */
import { defineProperty, errorPrototype, ErrorOf, hasOwn, setPrototypeOf, SymbolOf } from "./intrinsics.js";
import { fixed, hidden, valueOnly } from "./descriptors.js";
import { setPrototypeProperty } from "./publish.js";

/** Well-known symbols are the same in all realms; where an engine has none, the host's process has one of its own. */
export interface SharedSymbols {
  readonly dispose: symbol;
  readonly asyncDispose: symbol;
}

export function supply(symbols: SharedSymbols): void {
  if (!hasOwn(SymbolOf, "dispose")) defineProperty(SymbolOf, "dispose", fixed(symbols.dispose));
  if (!hasOwn(SymbolOf, "asyncDispose")) defineProperty(SymbolOf, "asyncDispose", fixed(symbols.asyncDispose));
  if (!hasOwn(globalThis, "SuppressedError")) defineProperty(globalThis, "SuppressedError", hidden(makeSuppressedError()));
}

function makeSuppressedError(): object {
  class SuppressedError extends ErrorOf {
    constructor(error: unknown, suppressed: unknown, message?: unknown) {
      super(message === undefined ? undefined : `${message as string}`);
      defineProperty(this, "error", hidden(error));
      defineProperty(this, "suppressed", hidden(suppressed));
    }
  }
  defineProperty(SuppressedError, "length", valueOnly(3));
  const prototype = SuppressedError.prototype as object;
  setPrototypeOf(prototype, errorPrototype);
  defineProperty(prototype, "name", hidden("SuppressedError"));
  defineProperty(prototype, "message", hidden(""));
  setPrototypeProperty(SuppressedError, prototype);
  return SuppressedError;
}
