/**
 * JSON callbacks get what natives read for them, swapped. Both natives read `holder[key]` after guest code has run, without asking again whether the
 * property is the holder's own, so a callback that deletes it and gives the holder a hot constructor as prototype would be handed the real
 * `Array.prototype` (attacks `json-reviver…`, `json-replacer…`).
 *
 * The reviver's walk is our own: natively it recurses on the native stack without a frame that depth is charged for. So does `stringify`: there each
 * `toJSON` and getter asks the stack, and a replacer's calls tell how deep it is.
 */
import {
  apply,
  arrayPop,
  arrayPush,
  isArray,
  jsonParse,
  jsonStringify,
  keysOf,
  min,
  reflectDefineProperty,
  reflectDeleteProperty,
  StringOf,
  trunc,
} from "./intrinsics.js";
import { plain } from "./descriptors.js";
import type { Hotness } from "./hotness.js";
import type { Publisher } from "./publish.js";
import type { Frames, MeterParts } from "../../limits/meter.js";

type Callback = (this: unknown, key: string, value: unknown) => unknown;

const LEVEL_WEIGHT = 2;

export function tameJson({ swap }: Hotness, { enter, leave }: Frames, { recursing, state }: MeterParts, { replace }: Publisher): void {
  /** InternalizeJSONProperty (ECMA-262 §25.5.1.1). */
  const revive = (holder: Record<string, unknown>, key: string, reviver: Callback): unknown => {
    const p = enter(LEVEL_WEIGHT);
    const value = swap(holder[key]);
    if ((typeof value === "object" && value !== null) || typeof value === "function") {
      if (isArray(value)) {
        const length = toLength((value as { length: unknown }).length);
        for (let i = 0; i < length; i++) reviveMember(value as never, StringOf(i), reviver);
      } else {
        const keys = keysOf(value);
        for (let i = 0; i < keys.length; i++) reviveMember(value as never, keys[i]!, reviver);
      }
    }
    return leave(p, apply(reviver, holder, [key, value]));
  };
  const reviveMember = (holder: Record<string, unknown>, key: string, reviver: Callback): void => {
    const next = revive(holder, key, reviver);
    if (next === undefined) reflectDeleteProperty(holder, key);
    else reflectDefineProperty(holder, key, plain(next));
  };

  replace(
    JSON,
    "parse",
    {
      parse(text: string, reviver?: Callback) {
        const value = jsonParse(text);
        return typeof reviver === "function" ? revive({ "": value }, "", reviver) : value;
      },
    }.parse,
    2,
  );
  replace(
    JSON,
    "stringify",
    {
      stringify(value: unknown, replacer?: unknown, space?: unknown) {
        if (typeof replacer !== "function") return recursing(() => jsonStringify(value, replacer, space));
        const base = state.depth;
        const holders: unknown[] = [];
        // called for each member before the native goes into it: so the way down is known, and counted
        const wrapped = function (this: unknown, key: string, member: unknown): unknown {
          while (holders.length > 0 && holders[holders.length - 1] !== this) arrayPop(holders);
          if (holders.length === 0 || holders[holders.length - 1] !== this) arrayPush(holders, this);
          state.depth = base + holders.length;
          const p = enter(LEVEL_WEIGHT);
          return leave(p, apply(replacer, swap(this), [key, swap(member)]));
        };
        return leave(
          base,
          recursing(() => jsonStringify(value, wrapped, space)),
        );
      },
    }.stringify,
    3,
  );
}

const toLength = (value: unknown): number => {
  const number = +(value as number);
  return number > 0 ? min(trunc(number), 9007199254740991) : 0;
};
