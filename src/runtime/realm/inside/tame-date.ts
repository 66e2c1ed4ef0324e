/**
 * Dates in UTC, without a clock of their own. `Date()`, `new Date()` and `Date.now()` ask the ambient clock; everything in local time means UTC, since the
 * host's time zone is none of a guest's business.
 *
 * Done when a program first names `Date`, or the host hands in a date: there is no other way to one. So guest code has run already when this does.
 */
import {
  apply,
  construct,
  DateOf,
  datePrototype,
  defineProperty,
  freeze,
  getOwnPropertyDescriptor,
  regExpExec,
  stringIndexOf,
  stringSlice,
  symbolToPrimitive,
  TypeErrorOf,
  uncurry,
} from "./intrinsics.js";
import { hidden } from "./descriptors.js";
import type { Ambient } from "./ambient.js";
import type { Hotness } from "./hotness.js";
import { DateTimeFormat, FORMATTER_COST, inZone, knownTo, OPTIONS_WEIGHT } from "./locales.js";
import { dressConstructor, type Publisher } from "./publish.js";
import type { Frames } from "../../limits/meter.js";

/** Local-time methods that are the same as their UTC ones here. */
const FIELDS = ["Date", "Day", "FullYear", "Hours", "Milliseconds", "Minutes", "Month", "Seconds"];

/** Methods that take locales and options. */
const PRINTERS = ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"];

/** An ISO date and time without an offset is local time; so is any other form that names no zone. */
const ISO_LOCAL = /^[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?T\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?$/;
const ISO_DATE = /^[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?$/;
const ZONED = /(?:(?<![a-z])(?:Z|UTC?|GMT|[ECMP][SD]T)\b|[+-]\d\d?:?(?:\d\d)?)(?:\s*\([^()]*\))?\s*$/i;
/** No date is as long as this. */
const LONG = 64;
/** What the engine prints for the zone. */
const UTC_NAME = "GMT+0000 (Coordinated Universal Time)";

export function tameDate(
  ambient: Ambient,
  { enter, leave }: Frames,
  pay: (units: number) => void,
  { heatConstructor }: Hotness,
  publisher: Publisher,
): object {
  const { replace, publish } = publisher;
  const native = (key: string): ((self: unknown, ...args: unknown[]) => unknown) =>
    uncurry(getOwnPropertyDescriptor(datePrototype, key)!.value as (...args: never[]) => unknown);
  const parseNative = DateOf.parse;
  const utc = DateOf.UTC as (...args: unknown[]) => number;
  const test = (pattern: RegExp, text: string): boolean => regExpExec(pattern, text) !== null;

  const parse = (text: string): number => {
    if (text.length > LONG) pay(text.length);
    if (test(ISO_LOCAL, text)) return parseNative(text + "Z");
    if (test(ISO_DATE, text) || test(ZONED, text)) return parseNative(text);
    return parseNative(text + " UTC");
  };

  for (let i = 0; i < FIELDS.length; i++) {
    const field = FIELDS[i]!;
    const get = native(`getUTC${field}`);
    const getter = `get${field}`;
    const setter = `set${field}`;
    // named by their keys: giving a function another name costs more than making it
    const local = {
      [getter](this: unknown) {
        return get(this);
      },
      [setter](this: unknown, ...args: unknown[]) {
        return apply(setNative, this, args) as unknown;
      },
    };
    replace(datePrototype, getter, local[getter]!);
    if (field === "Day") continue;
    const setNative = getOwnPropertyDescriptor(datePrototype, `setUTC${field}`)!.value as () => unknown;
    replace(datePrototype, setter, local[setter]!, (setNative as { length: number }).length);
  }
  const locales = knownTo(DateTimeFormat);
  for (let i = 0; i < PRINTERS.length; i++) {
    const key = PRINTERS[i]!;
    const print = getOwnPropertyDescriptor(datePrototype, key)!.value as () => unknown;
    const local = {
      [key](this: unknown, asked?: unknown, options?: unknown) {
        pay(FORMATTER_COST);
        const p = enter(OPTIONS_WEIGHT);
        return leave(p, apply(print, this, [locales(asked), inZone(options)] as never) as unknown);
      },
    };
    replace(datePrototype, key, local[key]!, 0);
  }
  const toUTCString = native("toUTCString");
  const getTime = native("getTime");
  const getUTCFullYear = native("getUTCFullYear");
  const setUTCFullYear = native("setUTCFullYear");
  /** "Thu, 01 Jan 1970 00:00:00 GMT" → its parts as `toString` orders them. */
  const parts = (date: unknown): { day: string; time: string } | undefined => {
    const text = toUTCString(date) as string;
    const comma = stringIndexOf(text, ",");
    if (comma < 0) return undefined;
    const rest = stringSlice(text, comma + 2);
    const colon = stringIndexOf(rest, ":");
    const dayNumber = stringSlice(rest, 0, 2);
    const month = stringSlice(rest, 3, 6);
    const year = stringSlice(rest, 7, colon - 3);
    return {
      day: `${stringSlice(text, 0, comma)} ${month} ${dayNumber} ${year}`,
      time: `${stringSlice(rest, colon - 2, colon + 6)} ${UTC_NAME}`,
    };
  };
  const INVALID = "Invalid Date";
  const methods = {
    toString(this: unknown) {
      const p = parts(this);
      return p === undefined ? INVALID : `${p.day} ${p.time}`;
    },
    toDateString(this: unknown) {
      return parts(this)?.day ?? INVALID;
    },
    toTimeString(this: unknown) {
      return parts(this)?.time ?? INVALID;
    },
    getTimezoneOffset(this: unknown) {
      return (getTime(this) as number) * 0 + 0;
    },
    getYear(this: unknown) {
      return (getUTCFullYear(this) as number) - 1900;
    },
    setYear(this: unknown, year: unknown) {
      const number = +(year as number);
      const whole = number < 0 ? -(-number - (-number % 1)) : number - (number % 1);
      return setUTCFullYear(this, whole >= 0 && whole <= 99 ? 1900 + whole : number);
    },
    now: () => ambient.now("Date.now()"),
    parse: (text: unknown) => parse(`${text as string}`),
  };
  replace(datePrototype, "toString", methods.toString);
  replace(datePrototype, "toDateString", methods.toDateString);
  replace(datePrototype, "toTimeString", methods.toTimeString);
  replace(datePrototype, "getTimezoneOffset", methods.getTimezoneOffset);
  replace(datePrototype, "getYear", methods.getYear);
  replace(datePrototype, "setYear", methods.setYear);
  replace(DateOf, "now", methods.now);
  replace(DateOf, "parse", methods.parse);

  /** A constructor of ours over the native one: the arguments decide what it is given. */
  function Date(this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined) {
      const now = construct(DateOf, [ambient.now("Date()")] as never) as object;
      const p = parts(now)!;
      return `${p.day} ${p.time}`;
    }
    const make = (...native: unknown[]): object => construct(DateOf, native as never, new.target as never) as object;
    if (args.length === 0) return make(ambient.now("new Date()"));
    if (args.length > 1) return make(apply(utc, undefined, args));
    const value = args[0];
    if (typeof value === "number") return make(value);
    const time = dateValue(value);
    if (time !== undefined) return make(time);
    const primitive = toPrimitive(value);
    return make(typeof primitive === "string" ? parse(primitive) : +(primitive as number));
  }
  const dateValue = (value: unknown): number | undefined => {
    if (typeof value !== "object" || value === null) return undefined;
    try {
      return getTime(value) as number;
    } catch {
      return undefined;
    }
  };
  dressConstructor(Date, "Date", 7, datePrototype);
  const statics = ["now", "parse", "UTC"];
  for (let i = 0; i < statics.length; i++) defineProperty(Date, statics[i]!, hidden(getOwnPropertyDescriptor(DateOf, statics[i]!)!.value));
  freeze(DateOf);
  heatConstructor(Date);
  return publish(Date);
}

/** ToPrimitive with no hint, as `new Date(object)` does it; runs guest code, as natively. */
const toPrimitive = (value: unknown): unknown => {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return value;
  // `value + ""` converts with the hint "default" and then to a string; a number hint would be lost, so ask in the language's own order
  const convert = (value as Record<symbol, unknown>)[symbolToPrimitive];
  if (convert !== undefined && convert !== null) {
    const result: unknown = apply(convert as () => unknown, value, ["default"]);
    if ((typeof result === "object" && result !== null) || typeof result === "function")
      throw new TypeErrorOf("Cannot convert object to primitive value");
    return result;
  }
  for (let i = 0; i < 2; i++) {
    const method = (value as Record<string, unknown>)[i === 0 ? "valueOf" : "toString"];
    if (typeof method !== "function") continue;
    const result: unknown = apply(method as () => unknown, value, []);
    if ((typeof result !== "object" || result === null) && typeof result !== "function") return result;
  }
  throw new TypeErrorOf("Cannot convert object to primitive value");
};
