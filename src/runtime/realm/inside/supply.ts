/**
 * What the current edition of the language has and this engine has not yet, where compiled programs need it: the symbols of `using` and SuppressedError.
 * Runs before the realm is walked, so that it is tamed with the rest.
 */
import { construct, create, defineProperty, errorPrototype, ErrorOf, hasOwn, setPrototypeOf, SymbolOf } from "./intrinsics.js";
import { fixed, hidden } from "./descriptors.js";
import { dressConstructor } from "./publish.js";

/** Well-known symbols are the same in all realms; where an engine has none, the host's process has one of its own. */
export interface SharedSymbols {
  readonly dispose: symbol;
  readonly asyncDispose: symbol;
}

/** @returns the functions that it made. */
export function supply(symbols: SharedSymbols): object[] {
  if (!hasOwn(SymbolOf, "dispose")) defineProperty(SymbolOf, "dispose", fixed(symbols.dispose));
  if (!hasOwn(SymbolOf, "asyncDispose")) defineProperty(SymbolOf, "asyncDispose", fixed(symbols.asyncDispose));
  if (hasOwn(globalThis, "SuppressedError")) return [];
  const SuppressedError = makeSuppressedError();
  defineProperty(globalThis, "SuppressedError", hidden(SuppressedError));
  return [SuppressedError];
}

function makeSuppressedError(): object {
  function SuppressedError(...args: unknown[]): object {
    const message = args[2];
    const made = construct(ErrorOf, message === undefined ? [] : [`${message as string}`], new.target ?? SuppressedError) as object;
    defineProperty(made, "error", hidden(args[0]));
    defineProperty(made, "suppressed", hidden(args[1]));
    return made;
  }
  const prototype = create(errorPrototype) as object;
  defineProperty(prototype, "constructor", hidden(SuppressedError));
  defineProperty(prototype, "name", hidden("SuppressedError"));
  defineProperty(prototype, "message", hidden(""));
  dressConstructor(SuppressedError, "SuppressedError", 3, prototype);
  setPrototypeOf(SuppressedError, ErrorOf);
  return SuppressedError;
}
