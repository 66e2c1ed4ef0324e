import { apply, stringIndexOf, StringOf, symbolMatch, symbolMatchAll, symbolSearch, TypeErrorOf } from "../intrinsics.js";
import type { Publisher } from "../publish.js";
import { isObject, toText } from "./text.js";

type Method = (...args: unknown[]) => unknown;

/**
 * The methods of strings that make a regular expression out of whatever they are given: the engine's would make its own kind (ECMA-262 §22.1.3.13, .14, .21).
 * Others (`replace`, `split`) only call what the object brings along.
 */
export function tameStringPatterns(create: (source: string, flags: string) => object, { replace }: Publisher): void {
  const { prototype } = StringOf as unknown as { prototype: object };

  const dispatch = (name: string, self: unknown, pattern: unknown, symbol: symbol, flags: string): unknown => {
    if (self === undefined || self === null) throw new TypeErrorOf(`String.prototype.${name} called on null or undefined`);
    if (isObject(pattern)) {
      if (symbol === symbolMatchAll) requireGlobal(pattern);
      const method = (pattern as Record<symbol, unknown>)[symbol];
      if (method !== undefined && method !== null) {
        if (typeof method !== "function") throw new TypeErrorOf(`${StringOf(symbol)} is not a function`);
        return apply(method as Method, pattern, [self]) as unknown;
      }
    }
    const text = toText(self);
    const made = create(pattern === undefined ? "" : toText(pattern), flags) as Record<symbol, Method>;
    return apply(made[symbol]!, made, [text]) as unknown;
  };

  replace(
    prototype,
    "match",
    {
      match(this: unknown, pattern: unknown) {
        return dispatch("match", this, pattern, symbolMatch, "");
      },
    }.match,
  );
  replace(
    prototype,
    "search",
    {
      search(this: unknown, pattern: unknown) {
        return dispatch("search", this, pattern, symbolSearch, "");
      },
    }.search,
  );
  replace(
    prototype,
    "matchAll",
    {
      matchAll(this: unknown, pattern: unknown) {
        return dispatch("matchAll", this, pattern, symbolMatchAll, "g");
      },
    }.matchAll,
  );
}

function requireGlobal(pattern: object): void {
  const isRegExp = (pattern as Record<symbol, unknown>)[symbolMatch];
  if (isRegExp === undefined || !isRegExp) return;
  const { flags } = pattern as { flags: unknown };
  if (flags === undefined || flags === null || stringIndexOf(toText(flags), "g") < 0)
    throw new TypeErrorOf("String.prototype.matchAll called with a non-global RegExp argument");
}
