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
  getPrototypeOf,
  hasOwn,
  is,
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

type Callback = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/** A primitive as the text has it. Without a prototype, which tells it from what the text itself describes. */
interface Literal {
  readonly value: unknown;
  readonly source: string;
}

const LEVEL_WEIGHT = 2;

export function tameJson({ swap }: Hotness, { enter, leave }: Frames, { recursing, state }: MeterParts, { replace }: Publisher): void {
  /** Whether this engine's revivers are told how a primitive was written (`context.source`). */
  let hasSources = false;
  const literal = function (this: unknown, _key: string, value: unknown, context?: { source: string }): unknown {
    hasSources = context !== undefined;
    if (context === undefined || (typeof value === "object" && value !== null)) return value;
    return { __proto__: null, value, source: context.source };
  };
  jsonParse("0", literal);

  /** InternalizeJSONProperty (ECMA-262 §25.5.1.1). `parsed`: what stands there in the text, primitives as literals; undefined where nothing does. */
  const revive = (holder: Record<string, unknown>, key: string, parsed: unknown, reviver: Callback): unknown => {
    const p = enter(LEVEL_WEIGHT);
    const value = swap(holder[key]);
    if ((typeof value === "object" && value !== null) || typeof value === "function") {
      if (isArray(value)) {
        const length = toLength((value as { length: unknown }).length);
        for (let i = 0; i < length; i++) reviveMember(value as never, StringOf(i), isArray(parsed) ? parsed : undefined, reviver);
      } else {
        const keys = keysOf(value);
        for (let i = 0; i < keys.length; i++) reviveMember(value as never, keys[i]!, isArray(parsed) ? undefined : parsed, reviver);
      }
    }
    if (!hasSources) return leave(p, apply(reviver, holder, [key, value]));
    const isAsWritten = isLiteral(parsed) && is(parsed.value, value);
    return leave(p, apply(reviver, holder, [key, value, isAsWritten ? { source: parsed.source } : {}]));
  };
  const reviveMember = (holder: Record<string, unknown>, key: string, parent: unknown, reviver: Callback): void => {
    const parsed = isParsedObject(parent) && hasOwn(parent, key) ? (parent as Record<string, unknown>)[key] : undefined;
    const next = revive(holder, key, parsed, reviver);
    if (next === undefined) reflectDeleteProperty(holder, key);
    else reflectDefineProperty(holder, key, plain(next));
  };

  replace(
    JSON,
    "parse",
    {
      parse(text: string, reviver?: Callback) {
        if (typeof reviver !== "function") return jsonParse(text);
        const source = `${text}`; // converted once, as natively
        const value = jsonParse(source);
        return revive({ "": value }, "", hasSources ? recursing(() => jsonParse(source, literal)) : undefined, reviver);
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

const isParsedObject = (value: unknown): value is object => typeof value === "object" && value !== null && !isLiteral(value);

const isLiteral = (value: unknown): value is Literal => typeof value === "object" && value !== null && getPrototypeOf(value) === null;

const toLength = (value: unknown): number => {
  const number = +(value as number);
  return number > 0 ? min(trunc(number), 9007199254740991) : 0;
};
